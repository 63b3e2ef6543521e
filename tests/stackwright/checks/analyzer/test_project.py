"""A policy pack on disk..."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from stackwright.checks.analyzer.project import read
from stackwright.errors import UserError


def test_is_read_with_its_runtime_as_text(write: Any) -> None:
    folder = write({"PulumiPolicy.yaml": "runtime: nodejs\nversion: 1.0\ndescription: Ours\nmain: dist\n"})
    pack = read(folder)
    assert (pack.runtime, dict(pack.options), pack.version, pack.description) == ("nodejs", {}, "1.0", "Ours")


def test_is_read_with_its_runtimes_options(write: Any) -> None:
    folder = write({"PulumiPolicy.yaml": "runtime:\n  name: python\n  options:\n    virtualenv: .venv\n"})
    pack = read(folder)
    assert (pack.runtime, pack.options, pack.version, pack.description) == ("python", {"virtualenv": ".venv"}, "", "")


def test_has_an_absolute_folder_and_keeps_the_name_it_was_given(write: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write({"rules/PulumiPolicy.yaml": "runtime: python\n"})
    monkeypatch.chdir(folder)
    pack = read(Path("rules"))
    assert (pack.named, pack.folder) == (Path("rules"), folder / "rules")


def test_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        read(tmp_path / "none")
    assert str(refused.value) == (
        f"policy pack {tmp_path}/none: no such folder; pass the folder that holds PulumiPolicy.yaml"
    )


def test_without_its_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        read(tmp_path)
    assert str(refused.value) == f"policy pack {tmp_path}: no PulumiPolicy.yaml there; pass the folder that holds one"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("runtime: [", "PulumiPolicy.yaml:2: not valid YAML: did not find expected node content; correct that line"),
        ("version: 1\n", "runtime: expected a name such as python or nodejs, got None; add a line 'runtime: python'"),
        ("runtime: {options: {}}\n", "runtime: expected a name such as python or nodejs, got None"),
        ("runtime: ''\n", "runtime: expected a name such as python or nodejs, got ''"),
        ("runtime: {name: python, options: [1]}\n", "runtime: options: expected a table, got [1]; correct it"),
        ("runtime: python\nversion: [1]\n", "version: expected text, got [1]; correct it"),
    ],
)
def test_with_a_file_that_does_not_say_how_it_runs_is_refused(write: Any, text: str, why: str) -> None:
    folder = write({"PulumiPolicy.yaml": text})
    with pytest.raises(UserError) as refused:
        read(folder)
    assert why in str(refused.value)
    assert str(refused.value).startswith(f"policy pack {folder}: PulumiPolicy.yaml")
    assert "\n" not in str(refused.value)
