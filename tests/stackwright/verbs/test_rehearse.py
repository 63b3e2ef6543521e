"""`stackwright rehearse` hands on"""

from __future__ import annotations

from pathlib import Path

from stackwright import cli
from stackwright.commands import rehearse as command


def test_the_command_and_what_shall_fail(monkeypatch):
    calls = []
    monkeypatch.setattr(command, "rehearse", lambda line, **more: calls.append((line, more)) or 3)
    line = "rehearse --fail db=create --keep there --forget --cwd p -- pulumi up --yes"
    assert cli.run(line.split()) == 3
    ((given, more),) = calls
    assert given == ["pulumi", "up", "--yes"]
    assert (more["fail"], more["keep"], more["forget"], more["cwd"]) == (["db=create"], Path("there"), True, Path("p"))
