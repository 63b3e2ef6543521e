"""Makes the calls of Pulumi's analyzer protocol."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import grpc  # type: ignore[import-untyped] # grpc ships no types
from pulumi.runtime.proto import analyzer_pb2_grpc

Call = Callable[[str, Any], Any]
"""Makes a call: its name and the question. Raises grpc.RpcError."""


@contextlib.contextmanager
def connected(port: int, patience: float) -> Iterator[Call]:
    """Yield what calls the pack that listens on loopback *port*; a call fails after *patience* seconds."""
    limits = [(f"grpc.max_{way}_message_length", -1) for way in ("receive", "send")]
    address = f"127.0.0.1:{port}"
    with grpc.insecure_channel(address, options=[*limits, ("grpc.enable_http_proxy", 0)]) as channel:
        stub = analyzer_pb2_grpc.AnalyzerStub(channel)
        yield lambda name, question: getattr(stub, name)(question, timeout=patience)


def optional(call: Call, name: str, question: Any) -> Any:
    """Make a call that older SDKs do not know; return nothing where this is one."""
    try:
        return call(name, question)
    except grpc.RpcError as error:
        if error.code() is grpc.StatusCode.UNIMPLEMENTED:
            return None
        raise
