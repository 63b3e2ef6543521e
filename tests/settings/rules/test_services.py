"""A service's settings, taken together..."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from settings.rules.services import RESERVED

REFUSED = [
    (
        {"services.network": {"image": {"repository": "web"}, "cpu": 0.25, "memory": 512}},
        "stackwright:services.network: has the name of another part of the platform; rename it",
    ),
    (
        {"services.api.kind": "internal"},
        'stackwright:services.api.kind: "internal" does not go with a route; leave one of the two out',
    ),
    (
        {"services.pricing.kind": "web"},
        "stackwright:services.pricing.route: is required of a web service; add it, for instance {host: "
        "pricing}, or leave kind out",
    ),
    (
        {"services.api.port": None},
        "stackwright:services.api.port: is required of a web service; add it, for instance 8080",
    ),
    (
        {"services.api.memory": 8192},
        "stackwright:services.api.memory: 8192 must be a size Fargate offers with 0.25 vCPU (512, 1024, "
        "2048 MiB); the nearest is 2048",
    ),
    (
        {"services.api.scale": {"min": 5, "max": 3}},
        "stackwright:services.api.scale: min (5) must not be above max (3); lower min or raise max",
    ),
    (
        {"services.api.scale.min": 11},
        "stackwright:services.api.scale: min (11) must not be above max (10); lower min or raise max",
    ),
    (
        {"services.api.scale.schedules": {"night": {"cron": "0 20 * * *", "min": 2, "max": 1}}},
        "stackwright:services.api.scale.schedules.night: min (2) must not be above max (1); lower min or raise max",
    ),
    (
        {"services.pricing.scale": {"requestsPerTarget": 500}},
        "stackwright:services.pricing.scale.requestsPerTarget: 500 counts requests that the load "
        "balancer sends, and the service has no route; leave it out",
    ),
    (
        {"services.api.health": {"timeoutSeconds": 15}},
        "stackwright:services.api.health: timeoutSeconds (15) must be below intervalSeconds (15); lower "
        "the one or raise the other",
    ),
    (
        {"services.api.secrets": {"KEY": "strip"}},
        "stackwright:services.api.secrets.KEY: is not the name of a secret; did you mean stripe?",
    ),
    (
        {"services.api.secrets": {"KEY": "stripe"}, "secrets": None},
        "stackwright:services.api.secrets.KEY: is not the name of a secret; declare it below secrets",
    ),
    (
        {"services.api.secrets": {"KEY": "stripe"}, "services.api.environment": {"KEY": "x"}},
        "stackwright:services.api.secrets.KEY: is in environment too; leave one of the two out",
    ),
]


@pytest.mark.parametrize(("changes", "line"), REFUSED, ids=[line.partition(": ")[0] for _, line in REFUSED])
def test_refuses_what_does_not_fit(problems: Callable[..., list[str]], changes: dict[str, Any], line: str) -> None:
    assert problems(changes) == [line]


@pytest.mark.parametrize("name", RESERVED)
def test_keeps_the_names_of_the_platforms_own_parts(problems: Callable[..., list[str]], name: str) -> None:
    service = {"image": {"repository": "orders"}, "cpu": 0.25, "memory": 512}

    assert problems({f"services.{name}": service}) == [
        f"stackwright:services.{name}: has the name of another part of the platform; rename it"
    ]


def test_says_nothing_of_a_size_whose_other_half_is_wrong(problems: Callable[..., list[str]]) -> None:
    lines = problems({"services.api.cpu": 3, "services.api.memory": 100_000})

    assert [line.partition(": ")[0] for line in lines] == ["stackwright:services.api.cpu"]


def test_says_nothing_of_a_secret_that_is_declared_but_wrong(problems: Callable[..., list[str]]) -> None:
    lines = problems({"services.api.secrets": {"KEY": "stripe"}, "secrets.stripe": {}})

    assert [line.partition(": ")[0] for line in lines] == ["stackwright:secrets.stripe.description"]
