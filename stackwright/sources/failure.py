"""Says in one line why a program failed, and where in the user's own files."""

from __future__ import annotations

import contextlib
import functools
import linecache
import os
import re
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pulumi

from .interpreter import missing_package
from .interpreter.toolchain import Environment
from .project import Project
from .recorder import RecordingError

# Attribute of an error: its traceback where it arose.
_ARISEN = "_stackwright_arisen"

# Where an object is in memory, which Python shows in its name and no two runs share.
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")

_TOOL = Path(__file__).resolve().parents[1]


def is_own(file: str, root: Path) -> bool:
    """Say whether *file* is one of the user's project, not of a package installed inside it, nor of this tool."""
    path = Path(file)
    return path.is_relative_to(root) and "site-packages" not in path.parts and not path.is_relative_to(_TOOL)


def explain(error: BaseException, project: Project, environment: Environment) -> str:
    """Return what failed and where, as `file:line: Error: message`, then the user's own line."""
    frames = [frame for frame in _frames(error) if is_own(frame.filename, project.root)]
    text = _mended(error, project, environment) or _text(error)
    if not frames:
        return f"the program failed: {text}"
    frame = frames[-1]
    place = f"{Path(frame.filename).relative_to(project.root)}:{frame.lineno}"
    line = linecache.getline(frame.filename, frame.lineno or 0).strip()
    return f"{place}: {text}" + (f"\n    {line}" if line else "")


@contextlib.contextmanager
def remembered() -> Iterator[None]:
    """Keep, until the block ends, where in a function given to `apply` an error arose.

    A future hands its error's traceback to the first who asks; whoever asks next gets the error without it.
    """
    before: Any = pulumi.Output.apply

    @functools.wraps(before)
    def apply(self: Any, func: Callable[[Any], Any], *given: Any, **named: Any) -> Any:
        ours = not callable(func) or str(getattr(func, "__module__", "")).startswith("pulumi")
        return before(self, func if ours else _remembering(func), *given, **named)

    setattr(pulumi.Output, "apply", apply)  # noqa: B010
    try:
        yield
    finally:
        setattr(pulumi.Output, "apply", before)  # noqa: B010


def _remembering(func: Callable[[Any], Any]) -> Callable[[Any], Any]:
    @functools.wraps(func, assigned=(), updated=())
    def call(value: Any) -> Any:
        try:
            return func(value)
        except Exception as error:
            error.__dict__.setdefault(_ARISEN, error.__traceback__)
            raise

    return call


def _mended(error: BaseException, project: Project, environment: Environment) -> str:
    """Return what to do about an error that the program's surroundings cause; nothing for any other."""
    if isinstance(error, ModuleNotFoundError) and error.name:
        return missing_package.explain(error.name, project, environment)
    return explain_environment(error)


def is_surroundings(error: BaseException | None) -> bool:
    """Say whether *error* is about what surrounds the program, which no configuration value can mend."""
    return isinstance(error, ModuleNotFoundError) or (error is not None and explain_environment(error) != "")


def explain_environment(error: BaseException) -> str:
    """Return which environment variable to set, where *error* is about one that is not set; else nothing."""
    if not isinstance(error, KeyError) or not error.args or not isinstance(error.args[0], str):
        return ""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames or frames[-1].filename not in (os.__file__, "<frozen os>"):
        return ""
    name = error.args[0]
    return f"the environment variable {name} is not set; set it for the run: {name}=VALUE stackwright preview ..."


def _text(error: BaseException) -> str:
    if isinstance(error, SystemExit):
        return f"the program called sys.exit({error.code!r})"
    kind = "" if isinstance(error, RecordingError) else f"{type(error).__name__}: "
    said = _ADDRESS.sub("", "; ".join(filter(None, map(str.strip, str(error).splitlines()))))
    return kind + (said or "no message")


def _frames(error: BaseException) -> Iterable[traceback.FrameSummary]:
    """Return the frames of the error, or of what caused it where the error itself has none of the user's."""
    frames: list[traceback.FrameSummary] = []
    cause: BaseException | None = error
    seen: set[int] = set()
    while cause is not None and id(cause) not in seen:  # Pulumi's runtime raises an error from itself
        seen.add(id(cause))
        arisen = traceback.extract_tb(cause.__dict__.get(_ARISEN))
        frames = [*traceback.extract_tb(cause.__traceback__), *arisen, *frames]
        cause = cause.__cause__
    if isinstance(error, SyntaxError) and error.filename:
        frames.append(traceback.FrameSummary(error.filename, error.lineno, "<module>"))
    if isinstance(error, RecordingError) and error.source:
        frames.append(traceback.FrameSummary(error.source.file, error.source.line, "<resource>"))
    return frames
