"""What a stack's cost is compared with: its baseline, a git revision, another stack, a deployed one."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ProgramError, UserError
from .source import Obtained, SourceOptions, obtain

if TYPE_CHECKING:
    from ..checks.cost.settings import CostSettings
    from ..checks.cost.sheet import Sheet
    from .costing import CostOptions


@dataclass(frozen=True, kw_only=True)
class Before:
    """What there is to compare with."""

    sheet: Sheet | None = None
    """None where there is nothing: then *missing* says what."""

    missing: str = ""
    judged: bool = True
    """Whether a rise needs an approval: not over another stack, and not over a baseline that is being renewed."""


def compared(
    obtained: Obtained, settings: CostSettings, options: CostOptions, source: SourceOptions, today: date
) -> Before:
    """Return what the *options* compare a stack, obtained from *source*, with; its baseline where they say nothing.

    Raises UserError where that cannot be had.
    """
    if options.since is not None:
        return Before(sheet=_then(obtained, options, source, today))
    if options.against is not None:
        there = obtain(replace(source, stack=options.against, state=None))
        return Before(sheet=_sheet(there, None, options, today, f"stack {options.against}"), judged=False)
    if options.against_state:
        there = obtain(SourceOptions(state=options.against_state, folder=source.folder))
        return Before(sheet=_sheet(there, settings, options, today, f"the state in {options.against_state.name}"))
    return _baseline(obtained, renewed=options.save)


def _baseline(obtained: Obtained, *, renewed: bool) -> Before:
    from ..checks.cost import baseline

    if obtained.root is None:
        return Before(missing="the state is of no project here")
    path = baseline.path_of(obtained.root, obtained.stack.name)
    if not path.is_file():
        return Before(missing=f"{path.name} does not exist", judged=not renewed)
    try:
        return Before(sheet=baseline.load(path, obtained.stack), judged=not renewed)
    except UserError as error:
        if not renewed:
            raise
        return Before(missing=str(error), judged=False)


def _then(obtained: Obtained, options: CostOptions, source: SourceOptions, today: date) -> Sheet:
    """Return what the stack cost at a git revision: nothing where its stack file was not there yet."""
    from ..checks.cost.sheet import Sheet

    assert options.since is not None  # noqa: S101, the caller asked
    name = f"{obtained.stack.name} at {options.since}"
    with _checked_out(obtained, options.since) as (root, folder):
        file = f"Pulumi.{obtained.stack.name}.yaml"
        if (root / file).is_file() and not (folder / file).is_file():
            return Sheet(name=f"{name}, where it was not there yet", rows=())
        python = source.python or _python_of(root)
        there = replace(source, stack=obtained.stack.name, state=None, folder=folder, python=python)
        try:
            return _sheet(obtain(there), None, options, today, name)
        except ProgramError as error:
            raise ProgramError(f"--since {options.since}: the program as it was then: {error}") from error
        except UserError as error:
            raise UserError(f"--since {options.since}: the project as it was then: {error}") from error


@contextlib.contextmanager
def _checked_out(obtained: Obtained, revision: str) -> Iterator[tuple[Path, Path]]:
    """Yield the project's folder, and one with what it was at *revision*."""
    from ..sources.revision import checked_out

    if obtained.root is None:
        raise UserError("--since: the state is of no project here, whose git revision could be run; leave it out")
    with checked_out(obtained.root, revision) as folder:
        yield obtained.root, folder


def _sheet(there: Obtained, settings: CostSettings | None, options: CostOptions, today: date, name: str) -> Sheet:
    """Return the lines of another stack, by *settings*, or by its own where there are none."""
    from ..checks.cost.sheet import sheet_of
    from .costing import price, settings_of

    return sheet_of(price(there, settings or settings_of(there), options, today), name)


def _python_of(root: Path) -> Path | None:
    """Return the interpreter of the project at *root*: a checked out revision has no environment of its own."""
    from ..sources.interpreter import toolchain
    from ..sources.project import find_project

    return toolchain.find(find_project(root)).python
