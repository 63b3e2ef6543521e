"""Takes what a program logs: warnings become notes, errors fail the run."""

from __future__ import annotations

from typing import Any

from google.protobuf import empty_pb2  # type: ignore[import-untyped] # protobuf ships no types
from pulumi.runtime.proto import engine_pb2

from ..model import Stack


class RecordingEngine:
    """Speaks the engine's side of the logging protocol, in process."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.errors: list[str] = []

    def Log(self, request: Any) -> Any:  # noqa: N802
        """Keep warnings and errors."""
        if request.severity == engine_pb2.ERROR:
            self.errors.append(request.message.strip())
        elif request.severity == engine_pb2.WARNING:
            self.stack.notes.append(f"warning: {request.message.strip()}")
        return empty_pb2.Empty()

    def RequirePulumiVersion(self, _request: Any) -> Any:  # noqa: N802
        """Accept any range: no CLI takes part."""
        return engine_pb2.RequirePulumiVersionResponse()
