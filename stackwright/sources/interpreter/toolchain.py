"""Finds the Python interpreter that a project's program runs on, as the Pulumi CLI does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from ...errors import UserError
from ..project import Project

_TOOLCHAINS = ("pip", "poetry", "uv")
_BIN, _EXE = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")

# Seconds that poetry is given to name its environment.
_PATIENCE = 60.0


@dataclass(frozen=True, kw_only=True)
class Environment:
    """The Python environment of a program, or why there is none."""

    toolchain: str
    """What installs packages there: pip, poetry or uv."""

    folder: Path | None = None
    """Root of the virtual environment; nothing where the program names none, or it does not exist."""

    python: Path | None = None
    """Interpreter to run; nothing for the one this process runs on."""

    label: str = "the environment that stackwright runs in"
    """What to call it in a message."""

    problem: str = ""
    """Why the environment that the project names cannot be used, and how to make it; empty where it can."""

    @property
    def here(self) -> bool:
        """Whether this process runs in it."""
        return self.python is None or _is_ours(self.python, self.folder)


def find(project: Project, python: Path | None = None) -> Environment:
    """Return the environment of *project*, or the one of *python*: an interpreter or a virtual environment's folder.

    Source of the rules: `sdk/python/toolchain` in Pulumi's repository. Raises UserError where *python* is neither, or
    an option in the project file has no meaning.
    """
    kind = _toolchain(project)
    if python is not None:
        return _given(python, kind)
    named = _text(project, "virtualenv")
    if kind == "poetry":
        return _poetry(project)
    if kind == "uv":
        return _uv(project, named)
    if named:
        return _pip(project, named)
    return _active(kind)


def _toolchain(project: Project) -> str:
    """Return the toolchain that is named; where none is, the one whose lock file is near."""
    named = _text(project, "toolchain")
    if named and named not in _TOOLCHAINS:
        raise UserError(
            f"{project.file}: runtime: toolchain: expected {', '.join(_TOOLCHAINS[:-1])} or {_TOOLCHAINS[-1]}, "
            f"got {named!r}; correct it"
        )
    if named:
        return named
    locks = ((kind, _upwards(_program_folder(project), f"{kind}.lock")) for kind in ("uv", "poetry"))
    return next((kind for kind, folder in locks if folder), "pip")


def _text(project: Project, option: str) -> str:
    value = project.options.get(option, "")
    if not isinstance(value, str):
        raise UserError(f"{project.file}: runtime: {option}: expected text, got {value!r}; correct it")
    return value


def _given(python: Path, kind: str) -> Environment:
    """Return the environment of a path, or of a command such as `python3.12`, given on the command line."""
    if python.is_dir():
        if not _is_environment(python):
            raise UserError(f"--python {python}: no virtual environment; pass its folder or an interpreter")
        return Environment(toolchain=kind, folder=python, python=_python(python), label=f"the environment {python}")
    found = shutil.which(python)
    if found is None:
        raise UserError(f"--python {python}: no such interpreter; pass one, or the folder of a virtual environment")
    path = Path(found).absolute()
    folder = path.parent.parent if (path.parent.parent / "pyvenv.cfg").is_file() else None
    return Environment(toolchain=kind, folder=folder, python=path, label=f"the environment of {python}")


def _pip(project: Project, named: str) -> Environment:
    folder = project.root / named
    tool = _shown(folder, project.root)
    made = f"python -m venv {named} && {tool}{os.sep}{_BIN}{os.sep}pip install -r requirements.txt"
    return _virtual(folder, "pip", f"virtualenv {named!r}", f"{project.file} names virtualenv {named!r}", made)


def _uv(project: Project, named: str) -> Environment:
    """Return uv's environment: the one that is named, or `.venv` beside the lock file."""
    start = _program_folder(project)
    beside = _upwards(start, "uv.lock") or _upwards(start, "pyproject.toml") or start
    folder = project.root / named if named else beside / os.environ.get("UV_PROJECT_ENVIRONMENT", ".venv")
    tool = _shown(folder, project.root)
    return _virtual(folder, "uv", f"uv's environment {tool!r}", f"the project's uv environment is {tool!r}", "uv sync")


def _poetry(project: Project) -> Environment:
    """Return poetry's environment: `.venv` in the project where there is one, else the one that poetry names."""
    start = _program_folder(project)
    folder = (_upwards(start, "poetry.lock") or _upwards(start, "pyproject.toml") or start) / ".venv"
    if not _is_environment(folder):
        folder = _ask_poetry(start) or folder
    problem = "the project's poetry environment is '.venv' or one that `poetry env info --path` names"
    return _virtual(folder, "poetry", "poetry's environment", problem, "poetry install")


def _ask_poetry(folder: Path) -> Path | None:
    poetry = shutil.which("poetry")
    if poetry is None:
        return None
    command = (poetry, "env", "info", "--path")
    try:
        answer = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=_PATIENCE, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    return Path(answer.stdout.strip()) if answer.stdout.strip() else None


def _active(kind: str) -> Environment:
    """Return what a program that names no environment runs on: an activated one that has Pulumi, or this process."""
    command = os.environ.get("PULUMI_PYTHON_CMD")
    if command:
        return _given(Path(command), kind)
    active = os.environ.get("VIRTUAL_ENV")
    if active and _is_environment(Path(active)) and _has_pulumi(Path(active)):
        folder = Path(active)
        return Environment(toolchain=kind, folder=folder, python=_python(folder), label="the active environment")
    return Environment(toolchain=kind)


def _virtual(folder: Path, kind: str, label: str, fact: str, remedy: str) -> Environment:
    if _is_environment(folder):
        return Environment(toolchain=kind, folder=folder, python=_python(folder), label=label)
    state = "is no virtual environment" if folder.exists() else "does not exist"
    return Environment(toolchain=kind, problem=f"{fact}, which {state}; run `pulumi install` (or `{remedy}`)")


def _program_folder(project: Project) -> Path:
    return project.program.parent if project.program.is_file() else project.program


def _upwards(folder: Path, name: str) -> Path | None:
    """Return the nearest folder, from *folder* upwards, that holds a file *name*."""
    return next((one for one in (folder, *folder.parents) if (one / name).is_file()), None)


def _python(folder: Path) -> Path:
    """Return a virtual environment's interpreter. Its links are not followed: they say which environment it is."""
    return (folder / _BIN / f"python{_EXE}").absolute()


def _is_environment(folder: Path) -> bool:
    return _python(folder).is_file()


def _has_pulumi(folder: Path) -> bool:
    patterns = ("lib/python3*/site-packages/pulumi", "Lib/site-packages/pulumi")
    return any(found.is_dir() for pattern in patterns for found in folder.glob(pattern))


def _is_ours(python: Path, folder: Path | None) -> bool:
    if folder is not None:
        return folder.resolve() == Path(sys.prefix).resolve()
    return sys.prefix == sys.base_prefix and python.resolve() == Path(sys.executable).resolve()


def _shown(folder: Path, root: Path) -> str:
    return str(folder.relative_to(root)) if folder.is_relative_to(root) else str(folder)
