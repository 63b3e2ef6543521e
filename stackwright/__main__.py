"""Entry point of the `stackwright` command."""

from __future__ import annotations

import gc
import io
import os
import signal
import sys

from .errors import Terminated


def main() -> int:
    """Run the command line and return its exit code."""
    # What a run makes lives to its end: collecting would look through all of it for nothing.
    gc.disable()
    for name in ("stdout", "stderr"):  # closed by who started this: nobody reads it
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115, PTH123 - to the end of the process
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that cannot show a sign shows a question mark
    # Told to end, as by `timeout`, it ends what it started first.
    signal.signal(signal.SIGTERM, _end)
    from .cli import run

    return run(sys.argv[1:])


def _end(number: int, _frame: object) -> None:
    raise Terminated(128 + number)


if __name__ == "__main__":
    sys.exit(main())
