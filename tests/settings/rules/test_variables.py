"""No variable of a service..."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

REFUSED = [
    ({"services.api.environment": {"PRICING_URL": "http://other"}}, "environment.PRICING_URL", "pricing"),
    ({"services.api.environment": {"DATABASE_HOST": "localhost"}}, "environment.DATABASE_HOST", "database"),
    ({"services.api.secrets": {"DATABASE_PASSWORD": "stripe"}}, "secrets.DATABASE_PASSWORD", "database"),
    ({"services.api.environment": {"DATABASE_SECRET_ARN": "x"}}, "environment.DATABASE_SECRET_ARN", "database"),
    (
        {"database.replicas": ["reporting"], "services.api.environment": {"DATABASE_REPLICA_HOST_REPORTING": "x"}},
        "environment.DATABASE_REPLICA_HOST_REPORTING",
        "database",
    ),
    (
        {"services.api.needs": ["stripe"], "services.api.environment": {"STRIPE_SECRET_ARN": "x"}},
        "environment.STRIPE_SECRET_ARN",
        "stripe",
    ),
]


@pytest.mark.parametrize(("changes", "key", "need"), REFUSED, ids=[key for _, key, _ in REFUSED])
def test_is_given_by_hand_and_by_a_need_at_once(
    problems: Callable[..., list[str]], changes: dict[str, Any], key: str, need: str
) -> None:
    assert problems(changes) == [
        f"stackwright:services.api.{key}: is what the service is given because it needs {need}; remove it, or rename it"
    ]


def test_is_refused_where_the_service_does_not_need_what_would_give_it(load_stack: Callable[..., Any]) -> None:
    settings = load_stack({"services.pricing.environment": {"PRICING_URL": "http://other"}})

    assert settings.services["pricing"].environment == {"PRICING_URL": "http://other"}
