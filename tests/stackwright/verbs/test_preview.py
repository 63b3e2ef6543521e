"""`stackwright preview` hands on"""

from __future__ import annotations

from pathlib import Path

import pytest

from stackwright import cli
from stackwright.commands import preview as command
from stackwright.commands.costing import CostOptions


@pytest.fixture
def handed(monkeypatch):
    calls = []
    monkeypatch.setattr(command, "preview", lambda source, **more: calls.append((source, more)) or 0)
    return calls


def test_what_to_show_and_what_fails(handed):
    assert cli.run(["preview", "prod", "--all", "--format", "json", "--fail-on", "advisory"]) == 0
    ((source, more),) = handed
    assert (source.stack, more["every_resource"], more["form"]) == ("prod", True, "json")
    assert more["policies"].gate == "advisory"


def test_how_to_estimate_or_not_to(handed):
    cli.run(["preview", "prod", "--usage", "u.yaml"])
    cli.run(["preview", "prod", "--no-cost"])
    assert [more["costs"] for _, more in handed] == [CostOptions(usage=Path("u.yaml")), None]


def test_no_contradiction(handed, capsys):
    assert cli.run(["preview", "prod", "--no-cost", "--usage", "u.yaml"]) == 2
    assert handed == []
    assert capsys.readouterr().err == (
        "stackwright: --no-cost: estimates nothing, but --usage names a file for it; leave one of the two out\n"
    )
