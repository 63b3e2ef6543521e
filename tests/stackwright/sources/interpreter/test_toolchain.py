"""The interpreter a program runs on..."""

from __future__ import annotations

import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from stackwright.errors import UserError
from stackwright.sources.interpreter import toolchain
from stackwright.sources.interpreter.toolchain import Environment, find
from stackwright.sources.project import Project


@pytest.fixture(autouse=True)
def outside(monkeypatch, tmp_path):
    """Leave nothing of the tests' own environment to be found."""
    for name in ("VIRTUAL_ENV", "UV_PROJECT_ENVIRONMENT", "PULUMI_PYTHON_CMD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "tools"))


def venv(folder: Path, *, pulumi: bool = True) -> Path:
    """Make what is taken for a virtual environment and return its interpreter."""
    python = folder / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("")
    python.chmod(0o755)
    (folder / "pyvenv.cfg").write_text("")
    if pulumi:
        (folder / "lib" / "python3.12" / "site-packages" / "pulumi").mkdir(parents=True)
    return python


def tool(root: Path, name: str, script: str) -> None:
    path = root / "tools" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def found(root: Path, options: dict[str, Any] | None = None, *, program: str = ".", python: Any = None) -> Environment:
    project = Project(name="shop", root=root, program=root / program, stack_folder=root, options=options or {})
    return find(project, python)


def test_is_our_own_where_the_project_names_none(tmp_path):
    environment = found(tmp_path)
    assert (environment.python, environment.here, environment.toolchain, environment.problem) == (None, True, "pip", "")


def test_is_that_of_the_virtual_environment_the_project_names(tmp_path):
    python = venv(tmp_path / "venv")
    environment = found(tmp_path, {"virtualenv": "venv"})
    assert (environment.python, environment.folder) == (python, tmp_path / "venv")
    assert (environment.label, environment.here) == ("virtualenv 'venv'", False)


def test_may_be_named_by_an_absolute_path(tmp_path):
    python = venv(tmp_path / "else" / "where")
    assert found(tmp_path / "x", {"virtualenv": str(tmp_path / "else" / "where")}).python == python


def test_is_ours_where_the_environment_is(tmp_path):
    assert found(tmp_path, {"virtualenv": sys.prefix}).here is True
    assert found(tmp_path, python=Path(sys.executable)).here is True


@pytest.mark.parametrize("toolchain", ["pip", None])
def test_is_our_own_where_the_named_environment_does_not_exist_and_says_how_to_make_it(tmp_path, toolchain):
    environment = found(tmp_path, {"virtualenv": "venv"} | ({"toolchain": toolchain} if toolchain else {}))
    assert environment.here is True
    assert environment.problem == (
        "Pulumi.yaml names virtualenv 'venv', which does not exist; run `pulumi install` "
        "(or `python -m venv venv && venv/bin/pip install -r requirements.txt`)"
    )


def test_is_not_in_a_folder_that_is_no_environment(tmp_path):
    (tmp_path / "venv").mkdir()
    assert "which is no virtual environment; run" in found(tmp_path, {"virtualenv": "venv"}).problem


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"toolchain": "conda"},
            "Pulumi.yaml: runtime: toolchain: expected pip, poetry or uv, got 'conda'; correct it",
        ),
        ({"toolchain": 3}, "Pulumi.yaml: runtime: toolchain: expected text, got 3; correct it"),
        ({"virtualenv": True}, "Pulumi.yaml: runtime: virtualenv: expected text, got True; correct it"),
    ],
)
def test_is_named_by_options_with_a_meaning(tmp_path, options, message):
    with pytest.raises(UserError) as refused:
        found(tmp_path, options)
    assert str(refused.value) == message


def test_is_the_active_one_where_the_project_names_none_and_it_has_pulumi(tmp_path, monkeypatch):
    python = venv(tmp_path / "active")
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / "active"))
    assert (found(tmp_path).python, found(tmp_path).label) == (python, "the active environment")


def test_is_not_the_active_one_without_pulumi(tmp_path, monkeypatch):
    venv(tmp_path / "active", pulumi=False)
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / "active"))
    assert found(tmp_path).here is True


def test_is_the_one_that_the_cli_is_told_to_run(tmp_path, monkeypatch):
    tool(tmp_path, "python9", "")
    monkeypatch.setenv("PULUMI_PYTHON_CMD", "python9")
    environment = found(tmp_path)
    assert (environment.python, environment.folder) == (tmp_path / "tools" / "python9", None)
    assert environment.label == "the environment of python9"


def test_may_be_given(tmp_path):
    python = venv(tmp_path / "given")
    by_folder, by_path = found(tmp_path, python=tmp_path / "given"), found(tmp_path, python=python)
    assert (by_folder.python, by_folder.folder, by_path.python, by_path.folder) == (
        python,
        tmp_path / "given",
        python,
        tmp_path / "given",
    )


def test_must_exist_where_it_is_given(tmp_path):
    with pytest.raises(UserError) as refused:
        found(tmp_path, python=tmp_path)
    assert str(refused.value) == (f"--python {tmp_path}: no virtual environment; pass its folder or an interpreter")
    with pytest.raises(UserError) as refused:
        found(tmp_path, python=Path("nosuchpython"))
    assert str(refused.value) == (
        "--python nosuchpython: no such interpreter; pass one, or the folder of a virtual environment"
    )


@pytest.mark.parametrize("options", [{"toolchain": "uv"}, {}])
@pytest.mark.parametrize("program", [".", "app/src", "app/src/main.py"])
def test_is_in_uvs_environment_beside_the_lock_file(tmp_path, options, program):
    (tmp_path / "app" / "src").mkdir(parents=True)
    (tmp_path / "app" / "src" / "main.py").write_text("")
    (tmp_path / "uv.lock").write_text("")
    python = venv(tmp_path / ".venv")
    environment = found(tmp_path, options, program=program)
    assert (environment.python, environment.toolchain, environment.label) == (python, "uv", "uv's environment '.venv'")


def test_is_in_uvs_environment_beside_the_project_file_or_the_program(tmp_path):
    (tmp_path / "app").mkdir()
    assert (
        "environment is 'app/.venv', which does not exist"
        in found(tmp_path, {"toolchain": "uv"}, program="app").problem
    )
    (tmp_path / "pyproject.toml").write_text("")
    assert found(tmp_path, {"toolchain": "uv"}, program="app").problem == (
        "the project's uv environment is '.venv', which does not exist; run `pulumi install` (or `uv sync`)"
    )


def test_is_in_the_environment_that_uv_is_told_of(tmp_path, monkeypatch):
    monkeypatch.setenv("UV_PROJECT_ENVIRONMENT", "deep/env")
    deep, named = venv(tmp_path / "deep" / "env"), venv(tmp_path / "named")
    assert found(tmp_path, {"toolchain": "uv"}).python == deep
    assert found(tmp_path, {"toolchain": "uv", "virtualenv": "named"}).python == named


def test_is_in_poetrys_environment_in_the_project(tmp_path):
    (tmp_path / "poetry.lock").write_text("")
    python = venv(tmp_path / ".venv")
    environment = found(tmp_path)
    assert (environment.python, environment.toolchain, environment.label) == (python, "poetry", "poetry's environment")


def test_is_in_the_environment_that_poetry_names(tmp_path):
    python = venv(tmp_path / "cache" / "shop-py3.12")
    tool(tmp_path, "poetry", f'test "$*" = "env info --path" && echo {tmp_path}/cache/shop-py3.12')
    assert found(tmp_path, {"toolchain": "poetry"}).python == python


@pytest.mark.parametrize("script", [None, "exit 1", "true"])
def test_is_our_own_where_poetry_names_none(tmp_path, script):
    if script is not None:
        tool(tmp_path, "poetry", script)
    assert found(tmp_path, {"toolchain": "poetry"}).problem == (
        "the project's poetry environment is '.venv' or one that `poetry env info --path` names, which does not exist; "
        "run `pulumi install` (or `poetry install`)"
    )


def test_is_where_windows_has_it(tmp_path, monkeypatch):
    monkeypatch.setattr(toolchain, "_BIN", "Scripts")
    monkeypatch.setattr(toolchain, "_EXE", ".exe")
    python = tmp_path / "venv" / "Scripts" / "python.exe"
    python.parent.mkdir(parents=True)
    python.write_text("")
    assert found(tmp_path, {"virtualenv": "venv"}).python == python


def test_keeps_the_links_that_say_which_environment_it_is(tmp_path):
    python = venv(tmp_path / "venv")
    python.unlink()
    python.symlink_to(sys.executable)
    assert found(tmp_path, {"virtualenv": "venv"}).python == python
