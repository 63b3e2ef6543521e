"""Ends a call with the error for a resource that exists but is not ready, which the engine keeps in its state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import grpc  # type: ignore[import-untyped] # grpc ships no types
from google.protobuf import any_pb2  # type: ignore[import-untyped] # protobuf ships no types
from pulumi.runtime.proto import provider_pb2, status_pb2

from ..sources import wire

_DETAILS = "grpc-status-details-bin"


def abort_unready(context: Any, id_: str, inputs: Mapping[str, Any], outputs: Mapping[str, Any], reason: str) -> None:
    """Abort the call of *context*; source: `ErrorResourceInitFailed` in Pulumi's `proto/pulumi/provider.proto`."""
    detail = any_pb2.Any()
    detail.Pack(
        provider_pb2.ErrorResourceInitFailed(
            id=id_, properties=wire.encode(dict(outputs)), reasons=[reason], inputs=wire.encode(dict(inputs))
        )
    )
    code: int = grpc.StatusCode.UNKNOWN.value[0]
    status = status_pb2.Status(code=code, message=reason, details=[detail])
    context.set_trailing_metadata([(_DETAILS, status.SerializeToString())])
    context.abort(grpc.StatusCode.UNKNOWN, reason)
