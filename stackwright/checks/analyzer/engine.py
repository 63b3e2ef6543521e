"""Answers a policy pack where the engine would: takes what it logs."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from concurrent import futures
from typing import Any

import grpc  # type: ignore[import-untyped] # grpc ships no types
from google.protobuf import empty_pb2  # type: ignore[import-untyped] # protobuf ships no types
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc

from .words import Words


class LoggingEngine(engine_pb2_grpc.EngineServicer):
    """Adds warnings and errors to what the pack has said; everything else of the protocol is not implemented."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def Log(self, request: Any, _context: Any) -> Any:  # noqa: N802
        """Keep warnings and errors."""
        if request.severity >= engine_pb2.WARNING:
            self._words.add(request.message)
        return empty_pb2.Empty()

    def RequirePulumiVersion(self, _request: Any, _context: Any) -> Any:  # noqa: N802
        """Accept any range: no CLI takes part."""
        return engine_pb2.RequirePulumiVersionResponse()


@contextlib.contextmanager
def serving(words: Words) -> Iterator[str]:
    """Listen on loopback and yield the address, as `127.0.0.1:port`; stop at the end."""
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=4), options=[("grpc.so_reuseport", 0)])
    engine_pb2_grpc.add_EngineServicer_to_server(LoggingEngine(words), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.stop(grace=None).wait()
