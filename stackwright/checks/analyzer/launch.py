"""Starts a policy pack's process, learns the port it listens on, and ends it with all that it started."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping
from typing import IO

from ...errors import UserError
from ...model import Stack
from .command import Command
from .project import Pack
from .words import Words

# Seconds a pack has to say its port: Node.js checks the types of a large pack first.
_PATIENCE = 120.0

# Seconds a process that is told to end has for it, and a pipe to be read to its end.
_GOODBYE = 1.0

# Bytes of a line that are read at once.
_LINE = 8192

# Where a program runs is no secret, and packs read it.
_HARMLESS = ("AWS_REGION", "AWS_DEFAULT_REGION")

_CREDENTIALS = ("PULUMI_ACCESS_TOKEN", "PULUMI_CONFIG_PASSPHRASE", "PULUMI_CONFIG_PASSPHRASE_FILE")

# What an interpreter would take from ours, or from the engine's own runs of programs.
_FOREIGN = ("PYTHONHOME", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__", "PULUMI_CONFIG", "PULUMI_CONFIG_SECRET_KEYS")


class Process:
    """A pack that runs."""

    def __init__(self, popen: subprocess.Popen[bytes], port: int) -> None:
        self._popen = popen
        self.port = port
        """Port on loopback at which it speaks the analyzer protocol."""

    def ended(self) -> str:
        """Return how it ended, for instance `with exit code 3`; empty where it lives."""
        try:
            code = self._popen.wait(_GOODBYE / 2)  # a pack that broke the connection may be on its way out
        except subprocess.TimeoutExpired:
            return ""
        return f"by signal {signal.Signals(-code).name}" if code < 0 else f"with exit code {code}"


def environment(
    user: Mapping[str, str], stack: Stack, organization: str, config: Mapping[str, str], own: Mapping[str, str]
) -> dict[str, str]:
    """Return a pack's environment, made of the environment *user*, without the credentials in that.

    The stack's identity and *config* are in the variables that the engine sets; *own* is what the command needs.
    """
    kept = {
        key: value
        for key, value in user.items()
        if key.upper() not in _FOREIGN
        and key not in _CREDENTIALS
        and (not key.startswith("AWS_") or key in _HARMLESS)
        and not key.startswith("PULUMI_NODEJS_")
    }
    identity = {"ORGANIZATION": organization, "PROJECT": stack.project, "STACK": stack.name, "DRY_RUN": "true"}
    return {
        **kept,
        # Node.js' SDK reads names of its own.
        **{f"PULUMI_{prefix}{key}": value for prefix in ("", "NODEJS_") for key, value in identity.items()},
        "PULUMI_CONFIG": json.dumps(dict(config)),
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        **own,
    }


@contextlib.contextmanager
def started(
    pack: Pack,
    command: Command,
    engine: str,
    variables: Mapping[str, str],
    words: Words,
    *,
    patience: float = _PATIENCE,
) -> Iterator[Process]:
    """Start *pack*, which may speak to the *engine* at this address, with the environment *variables*.

    However the block ends, the pack and what it started in its process group have ended afterwards. Raises UserError
    where it does not say within *patience* seconds at which port it listens.
    """
    line = [*command.program, engine, *command.arguments]
    try:
        popen = subprocess.Popen(  # noqa: S603 - the pack that the user named
            line,
            cwd=pack.folder,
            env=dict(variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            process_group=0,
        )
    except OSError as error:
        raise UserError(
            f"policy pack {pack.named}: {line[0]} cannot be run: {error.strerror}; install it again"
        ) from None
    output = _Output(popen, words)
    try:
        yield Process(popen, _port(pack, command, popen, output, patience))
    finally:
        _end(popen)
        output.drain()


class _Output:
    """What a pack prints: the first line of its standard output, and the rest of both streams as words."""

    def __init__(self, popen: subprocess.Popen[bytes], words: Words) -> None:
        self.words = words
        self.first: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        targets = ((popen.stdout, True), (popen.stderr, False))
        self._readers = [threading.Thread(target=self._read, args=each, daemon=True) for each in targets]
        for reader in self._readers:
            reader.start()

    def drain(self) -> None:
        """Wait until a pack that has ended was read to its end; what it started may hold its streams open."""
        for reader in self._readers:
            reader.join(_GOODBYE)

    def _read(self, pipe: IO[bytes], has_port: bool) -> None:
        with pipe:
            if has_port:
                self.first.put(pipe.readline(_LINE))
            while line := pipe.readline(_LINE):
                self.words.add(line.decode(errors="replace"))


def _port(pack: Pack, command: Command, popen: subprocess.Popen[bytes], output: _Output, patience: float) -> int:
    words = output.words
    try:
        line = output.first.get(timeout=patience).decode(errors="replace")
    except queue.Empty:
        said = f" (its last words: {words.last})" if words.last else ""
        raise UserError(
            f"policy pack {pack.named}: it did not start within {patience:g} seconds{said}; run it with the Pulumi CLI"
            " to see why"
        ) from None
    if line.strip().isdecimal():
        return int(line)
    if line:
        raise UserError(
            f"policy pack {pack.named}: it printed {words.one_line(line)!r} where its first line must be a port; "
            "let it print to standard error"
        )
    with contextlib.suppress(subprocess.TimeoutExpired):
        popen.wait(_GOODBYE)
    output.drain()
    said = words.last or f"it said nothing (exit code {popen.poll()})"
    remedy = command.remedy(pack, said) or "mend the pack, or install what it needs"
    raise UserError(f"policy pack {pack.named}: it cannot be started: {said}; {remedy}")


def _end(popen: subprocess.Popen[bytes]) -> None:
    """End the process group: told first, then killed."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(popen.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            popen.wait(_GOODBYE)
