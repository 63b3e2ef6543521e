"""Where a simulated answer comes from: one account in one Region, and the partition that follows from it."""

from __future__ import annotations

from dataclasses import dataclass

# Region prefix -> (partition, DNS suffix). Source: AWS General Reference, "Partitions".
_PARTITIONS = {"cn-": ("aws-cn", "amazonaws.com.cn"), "us-gov-": ("aws-us-gov", "amazonaws.com")}


@dataclass(frozen=True, kw_only=True)
class Place:
    """One account in one Region."""

    region: str = "us-east-1"
    account_id: str = "123456789012"

    variant: str = ""
    """Tells simulated clouds apart: the ids, names and digits that are made up are others in each."""

    @property
    def partition(self) -> str:
        """AWS partition of the Region."""
        return self._partition()[0]

    @property
    def dns_suffix(self) -> str:
        """Domain of the Region's public endpoints."""
        return self._partition()[1]

    def _partition(self) -> tuple[str, str]:
        found = (names for prefix, names in _PARTITIONS.items() if self.region.startswith(prefix))
        return next(found, ("aws", "amazonaws.com"))
