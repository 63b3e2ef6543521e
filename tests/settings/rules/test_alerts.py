"""Alerts and the secret URLs they are sent to..."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

REFUSED = [
    (
        {"alerts": {"P1": ["ops@acme.example", "secret:pager"]}},
        "stackwright:alerts.P1[1]: is sent to a secret URL, and secretValues has no pager; run pulumi "
        "config set --secret --path secretValues.pager",
    ),
]


@pytest.mark.parametrize(("changes", "line"), REFUSED, ids=[line.partition(": ")[0] for _, line in REFUSED])
def test_refuses_an_alert_that_has_nowhere_to_go(
    problems: Callable[..., list[str]], changes: dict[str, Any], line: str
) -> None:
    assert problems(changes) == [line]


PAGER = {"alerts": {"P0": ["secret:pager"]}}


def test_takes_the_url_of_an_alert_from_the_secret_values(load_stack: Callable[..., Any]) -> None:
    settings = load_stack(
        {**PAGER, "secretValues": {"pager": "https://events.pager.example/t0ken"}}, secret=["secretValues"]
    )

    assert settings.alerts.p0 == ("secret:pager",)


def test_refuses_a_secret_that_is_no_url_without_showing_it(problems: Callable[..., list[str]]) -> None:
    assert problems({**PAGER, "secretValues": {"pager": "http://t0ken"}}, secret=["secretValues"]) == [
        "stackwright:secretValues.pager: must be an https:// URL, as an alert is sent there; "
        "run pulumi config set --secret --path secretValues.pager"
    ]


def test_takes_the_placeholder_of_an_offline_preview(load_stack: Callable[..., Any]) -> None:
    settings = load_stack({**PAGER, "secretValues": {"pager": "[secret]"}}, secret=["secretValues"])

    assert settings.alerts.p0 == ("secret:pager",)
