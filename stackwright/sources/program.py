"""Runs a project's program for one stack and returns what it registered."""

from __future__ import annotations

import contextlib
import json
import linecache
import os
import runpy
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pulumi

from ..errors import ProgramError, UserError
from ..model import Source, Stack
from ..simulator import Simulator
from . import wire
from .project import Project, StackConfig
from .recorder import RecordingError
from .runtime import run_program

_DEFAULT_REGION = "us-east-1"
_DEFAULT_ACCOUNT = "123456789012"


def run_project(project: Project, stack: str, config: StackConfig, *, account_id: str = _DEFAULT_ACCOUNT) -> Stack:
    """Run *project*'s unmodified program for *stack* in this process.

    Raises ProgramError with the user's own line where the program fails, or with the program's own text where it
    raises `pulumi.RunError`.
    """
    started = time.perf_counter()
    entry = _entry(project)
    simulator = Simulator(region=_region(config), account_id=_account(config) or account_id)
    with _as_program(entry):
        try:
            recorded = run_program(
                lambda: runpy.run_path(str(entry), run_name="__main__"),
                project=project.name,
                stack=stack,
                config=config.values,
                secret_keys=config.secret_keys,
                root_directory=str(project.root),
                simulator=simulator,
            )
        except (KeyboardInterrupt, UserError):
            raise
        except pulumi.RunError as error:
            raise ProgramError(str(error)) from error
        except BaseException as error:
            raise ProgramError(_explain(error, project.root)) from error
    recorded.region = simulator.region
    recorded.notes[:0] = config.notes
    if "aws:region" not in config.values and any(r.type.startswith("aws:") for r in recorded.resources):
        recorded.notes.append(f"aws:region is not configured: simulated in {_DEFAULT_REGION}")
    _shorten_paths(recorded, project.root)
    recorded.seconds = time.perf_counter() - started
    return recorded


def _entry(project: Project) -> Path:
    """Return the file to run: `main` may name a file, or a folder with a `__main__.py`."""
    entry = project.program if project.program.is_file() else project.program / "__main__.py"
    if not entry.is_file():
        raise UserError(f"Pulumi.yaml: main: {entry} does not exist; point main at the program's file or folder")
    return entry.resolve()


def _region(config: StackConfig) -> str:
    return config.values.get("aws:region") or _DEFAULT_REGION


def _account(config: StackConfig) -> str | None:
    """Return the one account the provider is limited to, if it is to one."""
    try:
        allowed = json.loads(config.values.get("aws:allowedAccountIds", "[]"))
    except ValueError:
        return None
    return str(allowed[0]) if isinstance(allowed, list) and len(allowed) == 1 else None


@contextlib.contextmanager
def _as_program(entry: Path) -> Iterator[None]:
    """Give the program the working folder, path and arguments it would have; forget its modules afterwards.

    What it prints goes to standard error: standard output belongs to the report.
    """
    folder = str(entry.parent)
    before = (Path.cwd(), list(sys.path), sys.argv, set(sys.modules))
    os.chdir(folder)
    sys.path.insert(0, folder)
    sys.argv = [str(entry)]
    try:
        with contextlib.redirect_stdout(sys.stderr):
            yield
    finally:
        os.chdir(before[0])
        sys.path[:] = before[1]
        sys.argv = before[2]
        for name in set(sys.modules) - before[3]:
            module = sys.modules[name]
            places = [getattr(module, "__file__", None), *getattr(module, "__path__", [])]  # a bare folder has no file
            if any(place and _is_own(place, entry.parent) for place in places):
                del sys.modules[name]


def _is_own(file: str, root: Path) -> bool:
    """Say whether *file* belongs to the user's project, not to a package installed inside it."""
    path = Path(file)
    return path.is_relative_to(root) and "site-packages" not in path.parts


def _explain(error: BaseException, root: Path) -> str:
    """Return what failed and where, as `file:line: Error: message`, then the user's own line."""
    text = str(error) or "no message"
    if isinstance(error, SystemExit):
        text = f"the program called sys.exit({error.code!r})"
    kind = "" if isinstance(error, (RecordingError, SystemExit)) else f"{type(error).__name__}: "
    frames = [frame for frame in _frames(error) if _is_own(frame.filename, root)]
    if not frames:
        return f"the program failed: {kind}{text}"
    frame = frames[-1]
    place = f"{Path(frame.filename).relative_to(root)}:{frame.lineno}"
    line = linecache.getline(frame.filename, frame.lineno or 0).strip()
    return f"{place}: {kind}{text}" + (f"\n    {line}" if line else "")


def _frames(error: BaseException) -> list[traceback.FrameSummary]:
    """Return the frames of the error, or of what caused it where the error itself has none of the user's."""
    frames: list[traceback.FrameSummary] = []
    cause: BaseException | None = error
    seen: set[int] = set()
    while cause is not None and id(cause) not in seen:  # Pulumi's runtime raises an error from itself
        seen.add(id(cause))
        frames = list(traceback.extract_tb(cause.__traceback__)) + frames
        cause = cause.__cause__
    if isinstance(error, SyntaxError) and error.filename:
        frames.append(traceback.FrameSummary(error.filename, error.lineno, "<module>"))
    if isinstance(error, RecordingError) and error.source:
        frames.append(traceback.FrameSummary(error.source.file, error.source.line, "<resource>"))
    return frames


def _shorten_paths(recorded: Stack, root: Path) -> None:
    """Write paths relative to the project: a report must not depend on where it was cloned."""
    for resource in recorded.resources:
        if resource.source is not None and _is_below(resource.source.file, root):
            file = str(Path(resource.source.file).relative_to(root))
            resource.source = Source(file, resource.source.line)
        resource.inputs = _short_assets(resource.inputs, root)
        resource.outputs = _short_assets(resource.outputs, root)


def _short_assets(value: Any, root: Path) -> Any:
    """Return *value* with the path of every file asset and archive below *root* relative to it."""
    if isinstance(value, list):
        return [_short_assets(item, root) for item in value]
    if not isinstance(value, dict):
        return value
    short = {key: _short_assets(item, root) for key, item in value.items()}
    path = short.get("path")
    if wire.is_asset(short) and isinstance(path, str) and _is_below(path, root):
        short["path"] = str(Path(path).relative_to(root))
    return short


def _is_below(path: str, root: Path) -> bool:
    return Path(path).is_absolute() and Path(path).is_relative_to(root)
