"""`stackwright policy` hands on"""

from __future__ import annotations

import pytest

from stackwright import cli
from stackwright.commands import policy as command


@pytest.mark.parametrize(
    ("line", "verb", "given", "more"),
    [
        ("list --profile development", "list_rules", (), {"profile": "development", "form": "text"}),
        ("explain rds-encrypted --format markdown", "explain", ("rds-encrypted",), {"form": "markdown"}),
        ("test a b --mutants --format json", "test", (["a", "b"],), {"mutants": True, "form": "json"}),
    ],
)
def test_what_to_show_of_which_pack(monkeypatch, line, verb, given, more):
    calls = []
    monkeypatch.setattr(command, "find_pack", lambda pack, folder: (pack, folder.name))
    monkeypatch.setattr(command, verb, lambda *given, **more: calls.append((given, more)) or 1)
    assert cli.run(["policy", *line.split(), "--cwd", "here"]) == 1
    ((args, found),) = calls
    assert args == ((None, "here"), *given)
    assert {key: value for key, value in found.items() if key != "out"} == more
