"""Standard output for reports: a reader that leaves early does not change how a verb ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TextIO, cast


def output() -> TextIO:
    """Return standard output, for as long as it has a reader."""
    return cast("TextIO", _Output(sys.stdout))


def drop() -> None:
    """Send what is still to be written nowhere: Python would try again when it exits, and fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Output:
    """Standard output for as long as it has a reader: `head` leaves early, and the verb goes on to its exit code."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write *text*, to nowhere once the reader has left."""
        try:
            return self._stream.write(text)
        except BrokenPipeError:
            drop()
            return len(text)

    def writelines(self, texts: Iterable[str]) -> None:
        """Write *texts*, to nowhere once the reader has left."""
        try:
            self._stream.writelines(texts)
        except BrokenPipeError:
            drop()

    def flush(self) -> None:
        """Hand on what is written, to nowhere once the reader has left."""
        try:
            self._stream.flush()
        except BrokenPipeError:
            drop()
