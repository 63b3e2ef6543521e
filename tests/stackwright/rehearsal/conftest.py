"""Gives each test the CLI's stand-in, and a provider that is called as the engine calls it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
import pytest
from pulumi.runtime.proto import provider_pb2_grpc

from stackwright.rehearsal.failures import parse
from stackwright.rehearsal.provider import SimulatedProvider
from stackwright.rehearsal.server import serving
from stackwright.simulator import Simulator
from stackwright.sources.context_file import Context

# Writes down how it was called, and makes a stack's state and salt as the CLI does.
FAKE = """\
    #!/bin/sh
    echo "$PWD|$*|stack=$PULUMI_STACK" >> "{calls}"
    case "$*" in
    *refuse*) echo "error: no" >&2; exit 1 ;;
    *interrupt*) kill -INT "$PPID"; exit 0 ;;
    "stack init "*)
        folder="${{PULUMI_BACKEND_URL#file://}}/.pulumi/stacks/shop"
        mkdir -p "$folder"; echo '{{}}' > "$folder/$3.json"
        echo "encryptionsalt: v1:own" > "Pulumi.$3.yaml"
        exit 0 ;;
    esac
    exit "${{FAKE_EXIT:-0}}"
    """


@dataclass
class FakeCli:
    """A program called `pulumi` that does nothing."""

    program: Path
    log: Path

    def calls(self) -> list[str]:
        """Return `folder|arguments|stack=...` of each call so far."""
        return self.log.read_text().splitlines() if self.log.exists() else []


@pytest.fixture
def fake_cli(tmp_path: Path) -> FakeCli:
    folder = tmp_path / "cli"
    folder.mkdir()
    program = folder / "pulumi"
    program.write_text(textwrap.dedent(FAKE).format(calls=folder / "calls"))
    program.chmod(0o700)
    return FakeCli(program, folder / "calls")


def simulator(_project: str = "shop", _stack: str = "dev") -> Simulator:
    """Return the simulator of every stack."""
    return Simulator(region="eu-west-1", account_id="111111111111")


@pytest.fixture
def connect() -> Iterator[Callable[..., Any]]:
    """Start a provider and return the engine's end of it: `connect("x=create")` fails what the texts ask for."""
    opened: list[Any] = []

    def start(*fail: str, known: Context | None = None) -> Any:
        provider = SimulatedProvider(simulator, parse(fail), known)
        running = serving(provider)
        channel = grpc.insecure_channel(f"127.0.0.1:{running.__enter__()}")
        opened.extend([channel, running])
        stub = provider_pb2_grpc.ResourceProviderStub(channel)
        stub.provider = provider
        return stub

    yield start
    for one in opened:
        one.close() if hasattr(one, "close") else one.__exit__(None, None, None)
