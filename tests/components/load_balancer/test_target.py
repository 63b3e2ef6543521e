"""A routed target..."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pulumi
import pytest

from components.component import Component
from components.load_balancer.route import Route
from components.load_balancer.target import (
    PathHealth,
    TargetSettings,
    check_target_name,
    forward,
    short_prefix,
    target_group,
)
from components.scope import Scope

HEALTH = PathHealth(path="/up", interval_seconds=20, timeout_seconds=6, healthy_count=4, unhealthy_count=5)
GOOD: dict[str, Any] = {"port": 8080, "health": HEALTH, "health_codes": "200", "deregistration_seconds": 45}


@dataclass
class Surroundings:
    logical_name: str = "main"
    cidr_block: str = "10.0.0.0/16"
    ipv6: bool = False
    zones: tuple[str, ...] = ("a", "b")
    vpc_id: pulumi.Output[str] = field(default_factory=lambda: pulumi.Output.from_input("vpc-1"))
    public_subnet_ids: dict[str, pulumi.Output[str]] = field(default_factory=dict)
    private_subnet_ids: dict[str, pulumi.Output[str]] = field(default_factory=dict)
    isolated_subnet_ids: dict[str, pulumi.Output[str]] = field(default_factory=dict)


class Owner(Component):
    def __init__(self, scope: Scope, name: str = "api", host: str | None = None) -> None:
        super().__init__("test:index:Owner", "edge", {}, None)
        group = target_group(self, scope, Surroundings(), name, TargetSettings(**GOOD))
        route = Route(paths=("/v1/*", "/v2/*"), priority=12)
        forward(self, scope, name, route, host=host, listener_arn="arn:listener", target_group_arn=group.arn)
        self.finish()


def test_is_a_target_group_of_addresses_that_aws_names(deploy: Any, scope: Scope) -> None:
    made = deploy(lambda: Owner(scope))
    assert made.named() == {
        "edge-target-api": "aws:lb/targetGroup:TargetGroup",
        "edge-route-api": "aws:lb/listenerRule:ListenerRule",
    }
    assert made["edge-target-api"].parent == made["edge-route-api"].parent == made["edge"].urn
    assert made["edge-target-api"].inputs == {
        "targetType": "ip",
        "protocol": "HTTP",
        "port": 8080,
        "vpcId": "vpc-1",
        "deregistrationDelay": 45,
        "healthCheck": {
            "path": "/up",
            "matcher": "200",
            "protocol": "HTTP",
            "port": "traffic-port",
            "interval": 20,
            "timeout": 6,
            "healthyThreshold": 4,
            "unhealthyThreshold": 5,
        },
        "tags": scope.tags("acme-test-edge-target-api"),
    }


def test_receives_the_requests_of_its_paths(deploy: Any, scope: Scope) -> None:
    made = deploy(lambda: Owner(scope))
    assert made["edge-route-api"].inputs == {
        "listenerArn": "arn:listener",
        "priority": 12,
        "conditions": [{"pathPattern": {"values": ["/v1/*", "/v2/*"]}}],
        "actions": [{"type": "forward", "targetGroupArn": made["edge-target-api"].outputs["arn"]}],
        "tags": scope.tags("acme-test-edge-route-api"),
    }


def test_receives_the_requests_of_its_host_alone(deploy: Any, scope: Scope) -> None:
    made = deploy(lambda: Owner(scope, host="api.acme.example"))
    assert made["edge-route-api"].inputs["conditions"] == [
        {"hostHeader": {"values": ["api.acme.example"]}},
        {"pathPattern": {"values": ["/v1/*", "/v2/*"]}},
    ]


def test_has_a_short_name_where_the_automatic_one_would_be_too_long(deploy: Any, scope: Scope) -> None:
    made = deploy(lambda: Owner(scope, name="recommendations"))
    assert made["edge-target-recommendations"].inputs["namePrefix"] == "recom-"
    assert made["edge-target-recommendations"].inputs["tags"]["Name"] == "acme-test-edge-target-recommendations"


@pytest.mark.parametrize(
    ("logical_name", "hint", "prefix"),
    [
        ("a" * 24, "aaaaaaaa", None),
        ("a" * 25, "aaaaaaaa", "aaaaa-"),
        ("edge-target-customer-portal", "shop-window", "shop-"),
        ("internal", "internal", "inter-"),
        ("internal-api", "internal-api", "inter-"),
        ("internally", "internally", None),
    ],
)
def test_avoids_names_that_aws_refuses(logical_name: str, hint: str, prefix: str | None) -> None:
    assert short_prefix(logical_name, hint) == prefix


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"port": 0}, "port must be 1 to 65535, got 0"),
        ({"port": 65_536}, "port must be 1 to 65535, got 65536"),
        ({"health": PathHealth(path="up")}, "the health path must start with '/', got 'up'"),
        ({"health": PathHealth(interval_seconds=301)}, "health interval_seconds must be 5 to 300, got 301"),
        ({"health": PathHealth(timeout_seconds=1)}, "health timeout_seconds must be 2 to 120, got 1"),
        ({"health": PathHealth(healthy_count=1)}, "health healthy_count must be 2 to 10, got 1"),
        ({"health": PathHealth(unhealthy_count=11)}, "health unhealthy_count must be 2 to 10, got 11"),
        ({"health": PathHealth(timeout_seconds=15)}, "health timeout_seconds must be below .*, 15, got 15"),
        ({"health_codes": "2xx"}, "health_codes must be codes of 200 to 499 .* got '2xx'"),
        ({"health_codes": "500"}, "health_codes must be codes of 200 to 499 .* got '500'"),
        ({"deregistration_seconds": -1}, "deregistration_seconds must be 0 to 3600, got -1"),
        ({"deregistration_seconds": 3_601}, "deregistration_seconds must be 0 to 3600, got 3601"),
    ],
)
def test_refuses(given: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        TargetSettings(**{**GOOD, **given})


@pytest.mark.parametrize("codes", ["200", "200-399", "200,204", "200-299,301-302"])
def test_takes_the_codes_that_aws_takes(codes: str) -> None:
    assert TargetSettings(**{**GOOD, "health_codes": codes}).health_codes == codes


@pytest.mark.parametrize("name", ["API", "api-", "-api", "a b", ""])
def test_refuses_names_that_are_no_names(name: str) -> None:
    with pytest.raises(ValueError, match="a route's name must be lower-case letters"):
        check_target_name(name)


def test_takes_a_name() -> None:
    check_target_name("api-v2")
    check_target_name("2fa")
