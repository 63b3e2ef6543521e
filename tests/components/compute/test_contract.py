"""A service behind a route needs only this much of it, and the library's own load balancer gives it."""

from __future__ import annotations

from components.compute.contract import Target
from components.load_balancer.target import Target as Routed


def test_the_load_balancers_target_has_everything_the_service_asks_for():
    asked = {name for name, value in vars(Target).items() if isinstance(value, property)}
    assert asked == {"target_group_arn", "target_group_arn_suffix", "load_balancer_arn_suffix", "rule"}
    assert asked <= set(Routed.__dataclass_fields__)
