"""Routes..."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

REFUSED = [
    (
        {"domain": None},
        'stackwright:services.api.route.host: "api" is a label under the domain, and the stack has none; '
        "add a domain, or leave host out",
    ),
    (
        {
            "services.web": {
                "image": {"repository": "web"},
                "port": 3000,
                "cpu": 0.25,
                "memory": 512,
                "route": {"host": "api"},
            }
        },
        "stackwright:services.web.route: routes 'api' and 'web' both take /* of host 'api'; give them "
        "different hosts or paths",
    ),
    (
        {
            "services.api.route.priority": 5,
            "services.web": {
                "image": {"repository": "web"},
                "port": 3000,
                "cpu": 0.25,
                "memory": 512,
                "route": {"host": "www", "priority": 5},
            },
        },
        "stackwright:services.web.route: routes 'api' and 'web' both have priority 5; give one of them "
        "another priority",
    ),
    (
        {
            "services.api.route.priority": 1,
            "services.web": {
                "image": {"repository": "web"},
                "port": 3000,
                "cpu": 0.25,
                "memory": 512,
                "route": {"host": "api", "paths": ["/static/*"]},
            },
        },
        "stackwright:services.web.route: route 'api' is tried before 'web' and takes all of /static/* of "
        "host 'api'; give 'web' a lower priority number than 'api', which has 1",
    ),
    (
        {"services.api.route.paths": ["/a", "/b", "/c", "/d", "/e"]},
        "stackwright:services.api.route: a rule takes 5 values, host and paths together; split it into two routes",
    ),
]


@pytest.mark.parametrize(("changes", "line"), REFUSED, ids=[line.partition(": ")[0] for _, line in REFUSED])
def test_refuses_what_can_not_be_served_or_is_served_twice(
    problems: Callable[..., list[str]], changes: dict[str, Any], line: str
) -> None:
    assert problems(changes) == [line]


def test_lets_two_services_share_a_host(load_stack: Callable[..., Any]) -> None:
    web = {"image": {"repository": "web"}, "port": 3000, "cpu": 0.25, "memory": 512}
    settings = load_stack({"services.web": {**web, "route": {"host": "api", "paths": ["/static/*"]}}})

    assert settings.services["web"].route.paths == ("/static/*",)


def test_serves_any_host_where_there_is_no_domain(load_stack: Callable[..., Any]) -> None:
    settings = load_stack({"domain": None, "services.api.route": {}})

    assert settings.services["api"].route.host is None
