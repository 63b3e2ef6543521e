"""The alerts of a stack file..."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

REFUSED = [
    (
        {"alerts": {"P0": ["ops"]}},
        "stackwright:alerts.P0[0]: must be an e-mail address, an https:// URL, or secret:<name> of a URL "
        "in secretValues; write one of the three",
    ),
    (
        {"alerts": {"P0": ["http://events.pager.example"]}},
        "stackwright:alerts.P0[0]: must be an e-mail address, an https:// URL, or secret:<name> of a URL "
        "in secretValues; write one of the three",
    ),
    ({"alerts": {"P4": ["ops@acme.example"]}}, "stackwright:alerts.P4: is not a setting; use one of P0, P1, P2, P3"),
    ({"alerts": {"p0": []}}, "stackwright:alerts.p0: is not a setting; did you mean P0?"),
    ({"alerts": {"P0": "ops@acme.example"}}, "stackwright:alerts.P0: must be a list; write it in brackets"),
    (
        {"alerts": {"P1": ["ops@acme.example", "ops@acme.example"]}},
        "stackwright:alerts.P1: has an entry twice; remove one of the two",
    ),
    ({"alerts": ["ops@acme.example"]}, "stackwright:alerts: must be a mapping; write its keys below it, indented"),
]


@pytest.mark.parametrize(("changes", "line"), REFUSED, ids=[line.partition(": ")[0] for _, line in REFUSED])
def test_refuses_in_one_line_without_showing_the_endpoint(
    problems: Callable[..., list[str]], changes: dict[str, Any], line: str
) -> None:
    assert problems(changes) == [line]


def test_keep_their_order_by_severity(load_stack: Callable[..., Any]) -> None:
    pager, mail = "https://events.pager.example/acme", "ops@acme.example"

    alerts = load_stack({"alerts": {"P0": [pager, mail], "P3": [mail]}}).alerts

    assert alerts.by_severity() == {"P0": (pager, mail), "P1": (), "P2": (), "P3": (mail,)}


def test_know_the_e_mail_addresses_of_this_week(load_stack: Callable[..., Any]) -> None:
    alerts = {"P3": ["data@acme.example", "https://events.pager.example/acme"], "P2": ["other@acme.example"]}
    assert load_stack({"alerts": alerts}).alerts.emails() == ("data@acme.example",)
    assert load_stack().alerts.emails() == ()
