"""Prices certificates: private authorities and what they issue, and public certificates that may be exported."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..quote import Quote

_AUTHORITY = "aws:acmpca/certificateAuthority:CertificateAuthority"
_SHORT_LIVED = "SHORT_LIVED_CERTIFICATE"


def _authority(item: Item, quote: Quote) -> Iterator[Entry]:
    """An authority is paid until it is deleted, also while it is turned off."""
    kind = _kind(item)
    yield quote.monthly(f"certificate authority, {kind}", f"acmpca.ca.{kind}")


def _issued(item: Item, quote: Quote) -> Iterator[Entry]:
    """Certificates that are no resources, for instance those of a mesh of services."""
    if item.flag("enabled", True):
        yield quote.usage("certificates issued", f"acmpca.certificate.{_kind(item)}", "certificates")


def _private(item: Item, quote: Quote) -> Iterator[Entry]:
    authority = quote.world.target(item, "certificateAuthorityArn", _AUTHORITY)
    kind = _kind(authority) if authority else "general"
    yield quote.usage("issued again in a month", f"acmpca.certificate.{kind}", "certificates")


def _kind(authority: Item) -> str:
    return "short-lived" if authority.text("usageMode") == _SHORT_LIVED else "general"


def _certificate(item: Item, quote: Quote) -> Iterator[Entry]:
    """A public certificate is free of charge unless it may be exported; it is then paid when it is issued."""
    if item.has("certificateAuthorityArn"):
        yield quote.usage("private certificate, issued again in a month", "acm.private", "certificates")
    elif item.text("options.export") == "ENABLED":
        for wildcard in (False, True):
            count = sum(name.startswith("*.") is wildcard for name in _names(item))
            if count:
                label = f"{count} {'wildcard ' if wildcard else ''}name{'' if count == 1 else 's'} to export"
                key = f"acm.exportable.{'wildcard' if wildcard else 'name'}"
                yield quote.usage(label, key, "issuances", count)


def _names(item: Item) -> dict[str, None]:
    return dict.fromkeys([item.text("domainName"), *item.texts("subjectAlternativeNames")])


PRICERS: Pricers = {
    "aws:acm/certificate:Certificate": (_certificate,),
    "aws:acmpca/certificate:Certificate": (_private,),
    _AUTHORITY: (_authority, _issued),
}
