"""`stackwright render` hands on"""

from __future__ import annotations

from pathlib import Path

import pytest

from stackwright import cli
from stackwright.commands import render as command
from stackwright.commands.source import SourceOptions


@pytest.fixture
def handed(monkeypatch):
    calls = []

    def note(program, **more):
        calls.append((program, {key: value for key, value in more.items() if key != "out"}))
        return 0

    monkeypatch.setattr(command, "render", note)
    return calls


USUAL = {"stacks": [], "states": [], "folder": Path("k8s"), "deployed": False, "simulated": False, "form": "text"}


def test_where_to_write_all_stacks(handed):
    assert cli.run(["render", "--to", "k8s"]) == 0
    assert handed == [(SourceOptions(config=[], stack_outputs=[], stack_states=[]), USUAL)]


def test_which_stacks_and_what_is_known_of_them(handed):
    line = "render dev prod --to k8s --state d.json --state p.json --simulated --deployed --format json -C x -c a=b"
    cli.run(line.split())
    ((program, more),) = handed
    assert (program.stack, program.state, program.folder, program.config) == (None, None, Path("x"), ["a=b"])
    assert more == {
        "stacks": ["dev", "prod"],
        "states": [Path("d.json"), Path("p.json")],
        "folder": Path("k8s"),
        "deployed": True,
        "simulated": True,
        "form": "json",
    }


def test_nothing_without_a_folder(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.run(["render", "dev"])
    assert ended.value.code == 2
    assert "--to" in capsys.readouterr().err
