"""Runs the rehearsed command: its input and output are ours, and every signal reaches it once."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType

from ..errors import UserError

INTERRUPTED = 130

# Seconds the command has to end after it was told to, before it is ended: the engine finishes what is under way.
_PATIENCE = 60.0

# Seconds that a killed group has to be gone: where nobody reaps, as in a container without an init, it stays.
_REAPED = 2.0

# Seconds between two looks at a process.
_STEP = 0.1

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Signals:
    """What happens to a signal: before the command runs it ends us, while it runs it is passed on, then it is late."""

    def __init__(self) -> None:
        self.received: list[int] = []
        self._process: subprocess.Popen[bytes] | None = None
        self._own_group = False
        self._starting = False
        self._waiting: list[int] = []

    def take(self, number: int, _frame: FrameType | None) -> None:
        """Handle signal *number*. Raises KeyboardInterrupt or SystemExit where no command has been started."""
        self.received.append(number)
        if self._process is not None:
            self._pass_on(self._process, number)
        elif self._starting:
            self._waiting.append(number)
        elif number == signal.SIGINT:
            raise KeyboardInterrupt
        else:
            raise SystemExit(128 + number)

    def hold(self) -> None:
        """Let signals wait for `watch`: a command that is just being started must not be left behind."""
        self._starting = True

    def watch(self, process: subprocess.Popen[bytes], *, own_group: bool) -> None:
        """Pass signals on to *process* from now on, or to all of its process group; those that waited first."""
        self._own_group = own_group
        self._process = process
        while self._waiting:
            self._pass_on(process, self._waiting.pop(0))

    def _pass_on(self, process: subprocess.Popen[bytes], number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            if self._own_group:
                os.killpg(process.pid, number)
            elif number != signal.SIGINT:  # the terminal has sent that one to the command itself
                process.send_signal(number)


@contextlib.contextmanager
def signals() -> Iterator[Signals]:
    """Take SIGINT, SIGTERM and SIGHUP until the end: whatever is open then is closed before we leave."""
    taken = Signals()
    before = {number: signal.signal(number, taken.take) for number in _SIGNALS}
    try:
        yield taken
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    taken: Signals,
    *,
    patience: float = _PATIENCE,
) -> int:
    """Run *command* in *folder* and return its exit code: 130 once interrupted, 128 + n where signal n ended it.

    Raises UserError where there is no such command.
    """
    # From a terminal, Ctrl-C reaches the command by itself. Elsewhere the command has a process group of its own, so
    # that what is sent to ours is passed on once, and nothing that it started is left behind.
    own_group = sys.stdin is None or not sys.stdin.isatty()
    taken.hold()
    process = _start(command, folder, environment, own_group=own_group)
    taken.watch(process, own_group=own_group)
    try:
        code = _wait(process, taken, patience)
    finally:
        _end(process, own_group=own_group, patience=patience if taken.received else 0.0)
    if signal.SIGINT in taken.received:
        return INTERRUPTED
    ended_by = next(iter(taken.received), -code if code < 0 else 0)
    return 128 + ended_by if ended_by else code


def _start(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], *, own_group: bool
) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 - the user's own command
            list(command), cwd=folder, env=dict(environment), process_group=0 if own_group else None
        )
    except FileNotFoundError:
        raise UserError(f"{command[0]}: command not found; check its name and PATH") from None
    except PermissionError:
        raise UserError(f"{command[0]}: cannot be run; make it executable (chmod +x)") from None
    except OSError as error:
        raise UserError(f"{command[0]}: cannot be run: {error.strerror}; check that it is a program") from None


def _wait(process: subprocess.Popen[bytes], taken: Signals, patience: float) -> int:
    """Wait for the command to end; one that was told to and does not is killed after *patience* seconds."""
    waited = 0.0
    while True:
        try:
            return process.wait(timeout=_STEP)
        except subprocess.TimeoutExpired:
            waited += _STEP if taken.received else 0.0
            if waited > patience:
                process.kill()


def _end(process: subprocess.Popen[bytes], *, own_group: bool, patience: float) -> None:
    """End what is left of the command and of what it started in its group, which may be cleaning up still."""
    if process.poll() is None:
        process.kill()
        process.wait()
    with contextlib.suppress(ProcessLookupError, PermissionError):
        while own_group and patience > -_REAPED:
            os.killpg(process.pid, 0 if patience > 0 else signal.SIGKILL)
            patience -= _STEP
            time.sleep(_STEP)
