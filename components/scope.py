"""Where a resource lives, and so what it is called and how it is tagged. Pure: no Pulumi here."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

_PART = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")
_REGION = re.compile(r"[a-z]{2,4}(-[a-z]+)+-\d")
_ACCOUNT = re.compile(r"\d{12}")
# Source: AWS General Reference, "Tag naming and usage conventions"; IAM and RDS refuse any other character.
_TAG_VALUE = re.compile(r"[\w .:/=+@-]{1,256}")

# Region prefix -> partition; every other Region is in "aws". Source: AWS General Reference, "Partitions".
_PARTITIONS = (("cn-", "aws-cn"), ("us-gov-", "aws-us-gov"), ("us-isob-", "aws-iso-b"), ("us-iso-", "aws-iso"))


@dataclass(frozen=True, kw_only=True)
class Scope:
    """One environment of one organisation's platform, in one Region of one account."""

    organization: str
    """Short name that starts every physical name, for instance `acme`."""

    environment: str
    """Name of the environment, for instance `prod`. Names and tags only: nothing branches on it."""

    region: str
    """AWS Region, for instance `eu-west-1`."""

    account_id: str
    """The one AWS account (12 digits) the environment may be deployed to."""

    owner: str
    """Team or address that answers for the environment; the `Owner` tag."""

    cost_center: str
    """Where the bill goes; the `CostCenter` tag."""

    repository: str
    """URL of the source that made the resource; the `Repository` tag and the base of runbook links."""

    def __post_init__(self) -> None:
        for field, value in (("organization", self.organization), ("environment", self.environment)):
            if not _PART.fullmatch(value):
                raise ValueError(f"{field} must be lower-case letters, digits and inner hyphens, got {value!r}")
        if not _REGION.fullmatch(self.region):
            raise ValueError(f"region must look like 'eu-west-1', got {self.region!r}")
        if not _ACCOUNT.fullmatch(self.account_id):
            raise ValueError(f"account_id must be 12 digits, got {self.account_id!r}")
        for field, value in (("owner", self.owner), ("cost_center", self.cost_center), ("repository", self.repository)):
            check_tag(field, value)

    @property
    def partition(self) -> str:
        """AWS partition of the Region: `aws`, `aws-cn`, `aws-us-gov`..."""
        return partition_of(self.region)

    @property
    def prefix(self) -> str:
        """`{organization}-{environment}`: what every physical name starts with."""
        return f"{self.organization}-{self.environment}"

    def physical_name(self, *parts: str, limit: int = 63) -> str:
        """Return `{organization}-{environment}-{part}...`; past *limit*, the tail gives way to a hash of the whole.

        Raises ValueError where a part holds anything but lower-case letters, digits and inner hyphens:
        rewriting it could make two different names one.
        """
        for part in parts:
            if not _PART.fullmatch(part):
                raise ValueError(f"a name part must be lower-case letters, digits and inner hyphens, got {part!r}")
        full = "-".join((self.prefix, *parts))
        if len(full) <= limit:
            return full
        digest = hashlib.sha256(full.encode()).hexdigest()[:6]
        return f"{full[: limit - 7].rstrip('-')}-{digest}"

    def tags(self, name: str) -> dict[str, str]:
        """Return the tags that every taggable resource carries, `Name` being *name*."""
        return {
            "Name": name,
            "Organization": self.organization,
            "Environment": self.environment,
            "Owner": self.owner,
            "CostCenter": self.cost_center,
            "ManagedBy": "pulumi",
            "Repository": self.repository,
        }

    def runbook_url(self, runbook: str) -> str:
        """Return the link to `docs/runbooks/{runbook}.md` in the repository."""
        return f"{self.repository.rstrip('/')}/blob/main/docs/runbooks/{runbook}.md"


def partition_of(region: str) -> str:
    """Return the AWS partition of *region*."""
    return next((name for prefix, name in _PARTITIONS if region.startswith(prefix)), "aws")


def check_tag(field: str, value: str) -> None:
    """Refuse a *value* that AWS does not take as a tag's."""
    if not _TAG_VALUE.fullmatch(value):
        raise ValueError(
            f"{field} must be 1 to 256 letters, digits, spaces and any of _.:/=+-@, which is what AWS takes in a tag, "
            f"got {value!r}: take out what is none of them"
        )
