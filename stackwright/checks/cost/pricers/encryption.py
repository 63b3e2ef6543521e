"""Prices keys of KMS and secrets of Secrets Manager, and the calls to them."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..quote import Quote


def _key(item: Item, quote: Quote) -> Iterator[Entry]:
    """A key costs the same whatever it does; each of the first two rotations adds the price of a key."""
    yield quote.monthly("key", "kms.key")
    symmetric = item.text("customerMasterKeySpec", "SYMMETRIC_DEFAULT") in ("SYMMETRIC_DEFAULT", "RSA_2048")
    yield quote.usage("requests", f"kms.requests.{'symmetric' if symmetric else 'asymmetric'}", "requests")


def _secret(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.monthly("secret", "secrets-manager.secret")
    yield quote.usage("calls", "secrets-manager.requests", "requests")


PRICERS: Pricers = {
    "aws:kms/key:Key": (_key,),
    "aws:kms/replicaKey:ReplicaKey": (_key,),
    "aws:kms/externalKey:ExternalKey": (_key,),
    "aws:secretsmanager/secret:Secret": (_secret,),
}
