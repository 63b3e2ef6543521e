"""What a service needs to know of the route that sends it requests, whoever made it."""

from __future__ import annotations

from typing import Protocol

import pulumi


class Target(Protocol):
    """A target group behind a load balancer, and the rule that sends requests to it."""

    @property
    def target_group_arn(self) -> pulumi.Output[str]:
        """Target group the service registers its tasks in."""

    @property
    def target_group_arn_suffix(self) -> pulumi.Output[str]:
        """The target group as CloudWatch names it."""

    @property
    def load_balancer_arn_suffix(self) -> pulumi.Output[str]:
        """The load balancer as CloudWatch names it."""

    @property
    def rule(self) -> pulumi.Resource:
        """Listener rule: ECS refuses a target group that no listener uses."""
