"""Listens on loopback for the engine, and stops."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from concurrent import futures

import grpc  # type: ignore[import-untyped] # grpc ships no types
from pulumi.runtime.proto import provider_pb2_grpc

from .provider import SimulatedProvider

# The engine's own limit, in bytes: a Kubernetes manifest or an asset's text can be large.
_LARGEST_MESSAGE = 400 * 1024 * 1024

_THREADS = 1024


@contextlib.contextmanager
def serving(provider: SimulatedProvider) -> Iterator[int]:
    """Answer the engine with *provider* and yield the port; stop at the end."""
    limits = [("grpc.max_receive_message_length", _LARGEST_MESSAGE), ("grpc.max_send_message_length", _LARGEST_MESSAGE)]
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=_THREADS), options=[*limits, ("grpc.so_reuseport", 0)])
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(provider, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield port
    finally:
        server.stop(grace=None).wait()
