"""Prices EKS: control planes in standard or extended support, Auto Mode, and node groups with all their machines have."""

from __future__ import annotations

from collections.abc import Iterator

from ..item import Item
from ..lines import Entry
from ..quote import Quote

# https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html. That the disk is gp2 where there is no
# launch template: https://github.com/bottlerocket-os/bottlerocket/issues/4799
_DEFAULT_TYPES = ("t3.medium",)
_DISK_GB = {False: 20, True: 50}
_DISK_KIND = "gp2"
# What Auto Mode's own node pools may start, taken as if it were all.
_AUTO_MODE_TYPE = "m7i.large"


def _control_plane(item: Item, quote: Quote) -> Iterator[Entry]:
    """Extended support is paid in place of standard support, from the day after that ends.

    A cluster without a version has the newest; one that may not be extended is upgraded by AWS in time. Source:
    https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
    """
    if item.has("outpostConfig"):
        yield quote.unpriced("a local cluster runs on an Outpost", "control plane")
        return
    version = item.text("version")
    support = _support().get(version)
    may_extend = item.text("upgradePolicy.supportType", "EXTENDED") == "EXTENDED"
    if version and support is None and version < min(_support(), key=_ordinal):
        yield quote.unpriced(f"Kubernetes {version} is not supported any more", "control plane")
    elif support and may_extend and quote.today > support:
        label = f"control plane {version}, extended support since {support:%Y-%m-%d}"
        yield quote.hourly(label, "eks.cluster.extended")
    else:
        yield quote.hourly(f"control plane {version}".strip(), "eks.cluster.standard")
