"""The settings of the network, taken together..."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

REFUSED = [
    ({"network.natZone": "a"}, 'stackwright:network.natZone: "a" has no meaning where nat is per_zone; leave it out'),
    (
        {"network.natZone": "c", "network.nat": "single"},
        'stackwright:network.natZone: "c" is not among zones; use one of a, b',
    ),
    (
        {"network.natInstance": {"type": "t4g.nano"}},
        "stackwright:network.natInstance: has no meaning where nat is per_zone; leave it out",
    ),
    (
        {"network.nat": "instance", "network.natInstance": {"type": "t3.nano"}},
        'stackwright:network.natInstance.type: "t3.nano" can not start '
        "'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64', which is "
        "for another processor; use the image that ends in x86_64, or another instance type",
    ),
    (
        {"latency": {"p95Ms": 100}},
        "stackwright:latency: p95Ms (100) must be above p50Ms (300); raise p95Ms or lower p50Ms",
    ),
    (
        {"latency": {"p50Ms": 3000, "p95Ms": 3001}},
        "stackwright:latency: p99Ms (2500) must be above p95Ms (3001); raise p99Ms or lower p95Ms",
    ),
    (
        {"network.nat": "none"},
        'stackwright:network.nat: "none" leaves services without ecr, logs, secretsmanager, and so unable to start; '
        "add them to endpoints, or choose another nat",
    ),
    (
        {"network.nat": "none", "network.endpoints": ["ecr", "logs", "secretsmanager"], "services.api.exec": True},
        'stackwright:network.nat: "none" leaves services without ssmmessages, and so unable to start; '
        "add them to endpoints, or choose another nat",
    ),
]


@pytest.mark.parametrize(("changes", "line"), REFUSED, ids=[line.partition(": ")[0] for _, line in REFUSED])
def test_refuses_what_does_not_fit(problems: Callable[..., list[str]], changes: dict[str, Any], line: str) -> None:
    assert problems(changes) == [line]


def test_takes_a_zone_for_the_one_gateway(load_stack: Callable[..., Any]) -> None:
    assert load_stack({"network.nat": "single", "network.natZone": "b"}).network.nat_zone == "b"


def test_let_services_do_without_nat_where_endpoints_lead_to_all_they_need(load_stack: Callable[..., Any]) -> None:
    changes = {"network.nat": "none", "network.endpoints": ["ecr", "logs", "secretsmanager"]}
    assert load_stack(changes).network.nat == "none"
