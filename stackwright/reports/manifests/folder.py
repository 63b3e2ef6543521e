"""Writes files into a folder of their own: nothing that others wrote is touched, nothing that is stale stays."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath

from ...errors import UserError

MARKER = ".stackwright-render.json"
"""File that says that a folder is ours, and which files in it."""


def check(folder: Path) -> None:
    """Raise UserError where *folder* is not ours to write into: a file, or a folder that others filled."""
    _written_before(folder)


def write(folder: Path, texts: Mapping[str, str]) -> None:
    """Write *texts*, path -> content, below *folder*, and remove what an earlier run wrote and this one does not.

    Raises UserError as `check`, where a file of others has one of the paths, and where the folder cannot be written.
    """
    before = _written_before(folder)
    for path in sorted(texts.keys() - before):
        if os.path.lexists(folder / path):
            raise UserError(f"--to {folder}: {path} is there, and stackwright did not write it; move it elsewhere")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _mark(folder, {*before, *texts})  # first: an interrupted run leaves nothing that the next one does not know
        for path in sorted(before - texts.keys()):
            _remove(folder, path)
        for path, text in texts.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8", newline="\n")
        _mark(folder, texts.keys())
    except OSError as error:
        raise UserError(
            f"--to {folder}: {error.filename or folder} cannot be written: {error.strerror}; free the place or write"
            " elsewhere"
        ) from None


def _written_before(folder: Path) -> set[str]:
    """Return the files below *folder* that an earlier run wrote."""
    if folder.exists() and not folder.is_dir():
        raise UserError(f"--to {folder}: is a file; name a folder, new or of an earlier run")
    marker = folder / MARKER
    if not marker.is_file():
        if folder.is_dir() and next(folder.iterdir(), None) is not None:
            raise UserError(
                f"--to {folder}: holds files that stackwright did not write; name a folder that is new, empty or of an"
                " earlier run"
            )
        return set()
    try:
        paths = json.loads(marker.read_text(encoding="utf-8"))["files"]
        if not all(_is_below(path) for path in paths):
            raise ValueError
    except (OSError, ValueError, KeyError, TypeError):
        raise UserError(f"{marker}: cannot be read; remove {folder} and write it anew") from None
    return set(paths)


def _is_below(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and not PurePosixPath(path).is_absolute() and ".." not in parts


def _mark(folder: Path, paths: Collection[str]) -> None:
    text = json.dumps({"writtenBy": "stackwright render", "files": sorted(paths)}, indent=2)
    (folder / MARKER).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _remove(folder: Path, path: str) -> None:
    """Remove a file, and the folders that are empty without it."""
    (folder / path).unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # others' files are in it
        for above in PurePosixPath(path).parents[:-1]:
            (folder / above).rmdir()
