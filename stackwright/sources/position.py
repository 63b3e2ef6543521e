"""Finds the line of the user's program that constructs a resource."""

from __future__ import annotations

import sys
from types import FrameType

from ..model import Source


def caller(resource: object) -> Source | None:
    """Return the line that constructs *resource*, outside its own constructors and the SDKs.

    To be called, however deeply, from the constructor itself. Nothing where no line of the program's is left.
    """
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and (_is_sdk(frame) or _belongs_to(frame, resource)):
        frame = frame.f_back
    return None if frame is None else Source(frame.f_code.co_filename, frame.f_lineno)


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
