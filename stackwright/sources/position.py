"""Finds the line of the user's program that constructs a resource."""

from __future__ import annotations

import functools
import os
import sys
from pathlib import Path
from types import FrameType

from ..model import Source

_STANDARD_LIBRARY = Path(os.__file__).parent
_INSTALLED = frozenset({"site-packages", "dist-packages"})


def caller(resource: object) -> Source | None:
    """Return the line that constructs *resource*, outside its own constructors, the SDKs and what is installed.

    To be called, however deeply, from the constructor itself. Nothing where no line of the program's is left, as where
    the event loop calls a constructor that was handed to `apply`: below the loop is only what runs the program.
    """
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and (
        _is_sdk(frame) or _belongs_to(frame, resource) or _is_installed(frame.f_code.co_filename)
    ):
        frame = None if _is_event_loop(frame) else frame.f_back
    return None if frame is None else Source(frame.f_code.co_filename, frame.f_lineno)


def _is_event_loop(frame: FrameType) -> bool:
    return str(frame.f_globals.get("__name__", "")).startswith("asyncio.")


@functools.cache
def _is_installed(file: str) -> bool:
    """Say whether *file* is the interpreter's or an installed package's: where it lies says nothing to a reader."""
    path = Path(file)
    return (
        file.startswith("<frozen ") or path.is_relative_to(_STANDARD_LIBRARY) or not _INSTALLED.isdisjoint(path.parts)
    )


def _is_sdk(frame: FrameType) -> bool:
    """Say whether *frame* is in this tool, Pulumi or a provider's SDK, where `get` and the like construct as well."""
    name = str(frame.f_globals.get("__name__", ""))
    if not name.startswith(("pulumi", __package__)):
        return False
    package = name.partition(".")[0]
    return package == "pulumi" or package.startswith("pulumi_") or name.startswith(f"{__package__}.")


def _belongs_to(frame: FrameType, resource: object) -> bool:
    """Say whether *frame* is a method of *resource*: reading a frame's variables is slow, so only where it has any."""
    code = frame.f_code
    return code.co_argcount > 0 and frame.f_locals.get(code.co_varnames[0]) is resource
