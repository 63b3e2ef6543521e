"""`stackwright cost` hands on"""

from __future__ import annotations

from pathlib import Path

import pytest

from stackwright import cli
from stackwright.commands import cost as command
from stackwright.commands.costing import CostOptions


@pytest.fixture
def handed(monkeypatch):
    calls = []

    def note(sources, options, **more):
        calls.append((sources, options, {key: value for key, value in more.items() if key != "out"}))
        return 1

    monkeypatch.setattr(command, "cost", note)
    return calls


def test_each_stack_and_what_is_the_same_for_all(handed):
    assert cli.run(["cost", "dev", "prod", "dev", "--cwd", "there", "-c", "a=b", "--no-advice"]) == 1
    ((sources, options, more),) = handed
    assert [(one.stack, one.folder, one.config) for one in sources] == [
        (name, Path("there"), ["a=b"]) for name in ("dev", "prod")
    ]
    assert options == CostOptions(advice=False)
    assert more == {"by": "component", "save": False, "form": "text"}


def test_what_to_compare_with_and_how_to_show_it(handed):
    line = "cost prod --since main --usage u.yaml --metrics m.json --by tag:Owner --format html --save"
    cli.run(line.split())
    ((_, options, more),) = handed
    assert options == CostOptions(usage=Path("u.yaml"), since="main", metrics=Path("m.json"), advice=True)
    assert more == {"by": "tag:Owner", "save": True, "form": "html"}


def test_a_state_without_a_stack(handed):
    cli.run(["cost", "--state", "s.json", "--against-state", "t.json"])
    ((sources, options, _),) = handed
    assert [(one.state, one.stack) for one in sources] == [(Path("s.json"), None)]
    assert options == CostOptions(against_state=Path("t.json"), advice=True)


@pytest.mark.parametrize("pair", [["--since", "main", "--against", "dev"], ["--against", "x", "--against-state", "y"]])
def test_one_thing_to_compare_with_only(pair, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.run(["cost", "prod", *pair])
    assert ended.value.code == 2
    assert "not allowed with argument" in capsys.readouterr().err
