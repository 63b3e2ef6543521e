"""The section about tools of other makers..."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

TOOL: dict[str, Any] = {"monthlyUsd": 50, "database": {"version": "17.6"}, "emails": ["data@acme.example"]}


@pytest.mark.parametrize(
    ("tools", "line"),
    [
        ({"jenkins": TOOL}, "stackwright:eks.tools.jenkins"),
        ({"retool": {**TOOL, "monthlyUsd": 0}}, "stackwright:eks.tools.retool.monthlyUsd: 0 must be"),
        (
            {"retool": {"monthlyUsd": 50, "emails": ["data@acme.example"]}},
            "stackwright:eks.tools.retool.database: is required; add it, for instance ",
        ),
        ({"retool": {**TOOL, "database": {}}}, "stackwright:eks.tools.retool.database"),
        (
            {"retool": {**TOOL, "database": {"version": "17"}}},
            "eks.tools.retool.database.version: \"17\" must be exact, for instance '17.6', so that the same "
            'commit always plans the same database; write for instance "17.6"',
        ),
        ({"retool": {**TOOL, "emails": ["data"]}}, 'stackwright:eks.tools.retool.emails[0]: "data" must be an e-mail'),
        (
            {"retool": {**TOOL, "database": {"version": "17.6", "instanceClass": "large"}}},
            'stackwright:eks.tools.retool.database.instanceClass: "large"',
        ),
    ],
)
def test_refuses_what_no_tool_could_be(problems: Callable[..., list[str]], tools: Any, line: str) -> None:
    (only,) = problems({"eks.tools": tools})
    assert line in only


def test_keeps_a_tools_data_as_production_does(load_stack: Callable[..., Any]) -> None:
    database = load_stack({"eks.tools": {"retool": TOOL}}).eks.tools["retool"].database
    assert (database.instance_class, database.storage_gib, database.multi_az, database.backup_days) == (
        "db.t4g.medium",
        20,
        True,
        14,
    )
