"""Replaces what is slow in the SDK while a program runs, where the installed SDK is one whose internals are known."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from ..recorder import Recorder
from ..recording import RecordingMonitor
from . import sdk


@contextlib.contextmanager
def swapped(recorder: Recorder, monitor: RecordingMonitor, numbers: Iterator[int]) -> Iterator[None]:
    """Replace, while the program runs, what is slow in the SDK; nothing where the SDK is not known.

    *numbers* gives each resource its place in the order of construction.
    """
    if not sdk.is_known():
        yield
        return
    from .replacements import replacements

    before: list[tuple[Any, str, Any]] = []
    try:
        for owner, name, replacement in replacements(recorder, monitor, numbers):
            before.append((owner, name, vars(owner)[name]))
            setattr(owner, name, replacement)
        yield
    finally:
        for owner, name, original in reversed(before):
            setattr(owner, name, original)
