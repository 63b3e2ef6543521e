"""Gives a program the folder, arguments, import path and environment it would have under the CLI, for one run."""

from __future__ import annotations

import contextlib
import os
import runpy
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from .failure import is_own


def run(entry: Path) -> None:
    """Run the file *entry* as the CLI's host does: a program that ends itself without an error is at its end."""
    try:
        runpy.run_path(str(entry), run_name="__main__")
    except SystemExit as ended:
        if ended.code not in (None, 0):
            raise


@contextlib.contextmanager
def of(entry: Path, variables: Mapping[str, str]) -> Iterator[None]:
    """Surround the program in *entry*; leave the process as it was, the program's own modules forgotten.

    *variables* are set in its environment where it has none of the name. What it prints goes to standard error:
    standard output belongs to the report.
    """
    folder = str(entry.parent)
    before = (Path.cwd(), list(sys.path), sys.argv, set(sys.modules))
    environment = dict(os.environ)
    os.environ.update({name: value for name, value in variables.items() if name not in environment})
    os.chdir(folder)
    sys.path.insert(0, folder)
    sys.argv = [str(entry)]
    try:
        with contextlib.redirect_stdout(sys.stderr), _children_too():
            yield
    finally:
        added = [place for place in sys.path if place not in before[1]]
        roots = [entry.parent, *(root for place in added for root in (Path(place).absolute(), Path(place).resolve()))]
        os.chdir(before[0])
        sys.path[:] = before[1]
        sys.argv = before[2]
        os.environ.clear()
        os.environ.update(environment)
        _forget(set(sys.modules) - before[3], roots)
        for place in added:
            sys.path_importer_cache.pop(place, None)  # for a relative one it knows the folder of this run


@contextlib.contextmanager
def _children_too() -> Iterator[None]:
    """Send to standard error what commands that the program starts print, for they inherit the file, not the object."""
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def _forget(names: set[str], roots: list[Path]) -> None:
    """Drop the program's own modules. All are found before one goes: a bare folder asks its parent for its path."""
    own = [name for name in names if any(is_own(place, root) for place in _places(sys.modules[name]) for root in roots)]
    for name in own:
        del sys.modules[name]


def _places(module: object) -> list[str]:
    """Return where *module* was read from, past its own way of getting attributes: a lazy module would load now."""
    try:
        names = object.__getattribute__(module, "__dict__")
        return [place for place in (names.get("__file__"), *(names.get("__path__") or ())) if place]
    except (AttributeError, KeyError):  # anything may stand among the modules, or name a parent that does not
        return []
