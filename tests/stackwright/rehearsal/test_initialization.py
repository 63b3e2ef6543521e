"""A resource that is created but not ready..."""

from __future__ import annotations

from typing import Any

import pytest
from pulumi.runtime.proto import provider_pb2, status_pb2

from stackwright.rehearsal.initialization import abort_unready


class AbortedError(Exception):
    pass


class Context:
    """What a servicer is given to end a call."""

    def set_trailing_metadata(self, metadata: list[tuple[str, bytes]]) -> None:
        self.metadata = dict(metadata)

    def abort(self, code: Any, details: str) -> None:
        self.code, self.details = code, details
        raise AbortedError


def test_is_told_to_the_engine_with_all_that_it_keeps() -> None:
    context = Context()
    with pytest.raises(AbortedError):
        abort_unready(context, "web-1", {"spec": {"a": 1}}, {"spec": {"a": 1}, "status": {}}, "not ready")

    status = status_pb2.Status.FromString(context.metadata["grpc-status-details-bin"])
    detail = provider_pb2.ErrorResourceInitFailed()
    assert status.details[0].Unpack(detail)
    assert (status.code, status.message, context.details) == (context.code.value[0], "not ready", "not ready")
    assert (detail.id, list(detail.reasons)) == ("web-1", ["not ready"])
    assert detail.inputs["spec"]["a"] == 1
    assert "status" in detail.properties
