"""Knows which versions of Python and of Pulumi's SDK the quick way of running programs is tested with."""

from __future__ import annotations

import contextlib
import functools
import re
import sys
from collections.abc import Callable, Mapping
from importlib import metadata

from ...data import tables
from ...model import Stack

Version = tuple[int, int]
"""Major and minor."""


@functools.cache
def tested() -> Mapping[str, tuple[Version, Version]]:
    """Return the oldest and newest version tested of `python` and `pulumi`: `data/tested_versions.csv`."""
    rows = tables.rows("tested_versions")
    return {row["name"]: (_version(row["oldest"]), _version(row["newest"])) for row in rows}


def oldest_python() -> Version:
    """Return the oldest Python that programs are run on at all."""
    return tested()["python"][0]


def supported() -> bool:
    """Say whether this Python and the SDK installed here are within the tested range."""
    return not notes()


def notes() -> tuple[str, ...]:
    """Return a line for each version here that is outside the tested range."""
    here = {
        "python": ("Python", sys.version_info[:2]),
        "pulumi": ("Pulumi's SDK", _version(metadata.version("pulumi"))),
    }
    how = "run as those are" if _is_as_before() else "run on Pulumi's public functions only, which show less"
    return tuple(
        f"{title} {_text(version)} is outside the tested range {_text(oldest)} to {_text(newest)}: {how}"
        for name, (title, version) in here.items()
        for oldest, newest in (tested()[name],)
        if not oldest <= version <= newest
    )


def run_program() -> Callable[..., Stack]:
    """Return what runs programs here: the quick way where it is tested, else the way of public functions only.

    An SDK newer than those tested is run the quick way as well, as long as all that this stands on is as it was.
    """
    if supported() or _is_as_before():
        # Pieces that the quick way stands on may be named otherwise in a release between the tested ones.
        with contextlib.suppress(ImportError, AttributeError):
            from ..runtime import run_program as quick

            return quick
    from ..public.runtime import run_program as public

    return public


def _is_as_before() -> bool:
    """Say whether the SDK installed here is a newer one with the internals of those tested."""
    newer = sys.version_info[:2] >= oldest_python() and _version(metadata.version("pulumi")) > tested()["pulumi"][1]
    if not newer:
        return False
    try:
        from ..fast.sdk import is_known
    except (ImportError, AttributeError):
        return False
    return is_known()


def _version(text: str) -> Version:
    major, minor = re.findall(r"[0-9]+", text)[:2]
    return int(major), int(minor)


def _text(version: tuple[int, ...]) -> str:
    return ".".join(str(part) for part in version)
