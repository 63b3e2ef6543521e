"""Prices keys of KMS and their copies, secrets of Secrets Manager and their replicas, and the calls to them."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..money import Range
from ..quote import Quote

# Each of the first two rotations adds a month's price of the key, the later ones nothing.
# https://aws.amazon.com/kms/pricing/
_ROTATIONS = 2
_CHEAP = ("SYMMETRIC_DEFAULT", "RSA_2048")


def _key(item: Item, quote: Quote) -> Iterator[Entry]:
    """A key costs the same whatever it does, a copy of it in another Region as much again."""
    if item.flag("enableKeyRotation"):
        assumption = "1 more after each of the first two rotations"
        yield quote.monthly("key, rotated", "kms.key", Range.of(1, 1, 1 + _ROTATIONS), assumption=assumption)
    else:
        yield quote.monthly("key", "kms.key")


def _calls(item: Item, quote: Quote) -> Iterator[Entry]:
    spec = item.text("customerMasterKeySpec", "SYMMETRIC_DEFAULT")
    cheap = spec in _CHEAP or spec.startswith("HMAC")
    yield quote.usage("requests", f"kms.requests.{'symmetric' if cheap else 'asymmetric'}", "requests")


def _hsm(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.hourly("hardware security module", "cloudhsm.hour")


def _secret(item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.monthly("secret", "secrets-manager.secret")
    for replica in item.items("replicas"):
        region = replica.text("region")
        yield quote.of(region).monthly(f"replica in {region}", "secrets-manager.secret")


def _reads(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("calls", "secrets-manager.requests", "requests")


PRICERS: Pricers = {
    "aws:cloudhsmv2/hsm:Hsm": (_hsm,),
    "aws:kms/externalKey:ExternalKey": (_key, _calls),
    "aws:kms/key:Key": (_key, _calls),
    "aws:kms/replicaExternalKey:ReplicaExternalKey": (_key, _calls),
    "aws:kms/replicaKey:ReplicaKey": (_key, _calls),
    "aws:secretsmanager/secret:Secret": (_secret, _reads),
}
