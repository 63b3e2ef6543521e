"""Tags by which AWS splits the bill: switched on once for a whole organization, in the account that pays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi
import pulumi_aws as aws

from ..component import Component, Transform
from ..scope import Scope

# Source: AWS Billing User Guide, "Using user-defined cost allocation tags".
_RESERVED = "aws:"


@dataclass(frozen=True, kw_only=True)
class CostAllocationTagsArgs:
    """Which tags the bill is split by."""

    scope: Scope
    """Where the stack is deployed to: the account that pays."""

    payer_account_id: str
    """The account that pays: the management account of the organization, or one that is in none."""

    tag_keys: tuple[str, ...] = ("CostCenter", "Environment", "Name", "Organization", "Owner")
    """Keys of the tags. Each must have been on a resource for up to 24 hours before AWS knows it. Default: the tags of
    `Scope.tags` that tell costs apart; budgets of a part of a stack count by `Name`."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`. Default: none."""

    def __post_init__(self) -> None:
        if self.scope.account_id != self.payer_account_id:
            raise ValueError(
                f"cost-allocation tags are activated in the account that pays, {self.payer_account_id}, and this stack "
                f"is deployed to {self.scope.account_id}: give them a stack of their own there"
            )
        if not self.tag_keys:
            raise ValueError("tag_keys is empty: name the tags that the bill is split by")
        if len(set(self.tag_keys)) != len(self.tag_keys):
            raise ValueError(f"tag_keys must name each tag once, got {', '.join(self.tag_keys)}")
        for key in self.tag_keys:
            if not key or key.lower().startswith(_RESERVED):
                raise ValueError(
                    f"tag_keys must be tags that people set, which none beginning with 'aws:' is, got {key!r}"
                )


class CostAllocationTags(Component):
    """Tags that Cost Explorer, budgets and anomaly monitors can tell costs apart by.

    They are a stack of their own, as no environment's stack meets the two conditions. Only the account that pays may
    activate tags, and does so for the whole organization. And AWS knows a key only up to 24 hours after it first was on
    a resource, and refuses it before ("Tag keys not found"): deploy this the day after the first environment. Costs
    show an active tag up to 24 hours later; what was spent before stays without.
    """

    tag_statuses: Mapping[str, pulumi.Output[str]]
    """Tag key -> `Active` or `Inactive`."""

    def __init__(self, name: str, args: CostAllocationTagsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        inputs = {"tagKeys": list(args.tag_keys)}
        super().__init__("stackwright:cost:CostAllocationTags", name, inputs, opts, args.transform)
        tags = {
            key: aws.costexplorer.CostAllocationTag(
                f"{name}-{key}",
                tag_key=key,
                status="Active",
                # Deactivated, a tag is lost to every account of the organization, and to their budgets.
                opts=self.child(retain_on_delete=True),
            )
            for key in args.tag_keys
        }
        self.tag_statuses = {key: tag.status for key, tag in tags.items()}
        self.finish()
