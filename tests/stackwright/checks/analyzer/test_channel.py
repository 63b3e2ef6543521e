"""A call of the analyzer protocol..."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from google.protobuf import empty_pb2
from pulumi.runtime.proto import analyzer_pb2

from stackwright.checks.analyzer import channel


def test_returns_the_packs_answer(served: Any, info: Any) -> None:
    _, port = served({"info": info("one")})
    with channel.connected(port, 5) as call:
        assert call("GetAnalyzerInfo", empty_pb2.Empty()).policies[0].name == "one"


def test_may_be_larger_than_what_grpc_allows_by_itself(served: Any) -> None:
    large = "x" * (5 * 1024 * 1024)
    _, port = served({"Analyze": {"a": {"diagnostics": [{"policyName": "one", "message": large}]}}})
    with channel.connected(port, 20) as call:
        assert len(call("Analyze", analyzer_pb2.AnalyzeRequest(name="a")).diagnostics[0].message) == len(large)


def test_fails_when_its_time_is_over(served: Any) -> None:
    _, port = served({"Analyze": {"a": {"sleep": 2}}})
    with channel.connected(port, 0.1) as call, pytest.raises(grpc.RpcError) as late:
        call("Analyze", analyzer_pb2.AnalyzeRequest(name="a"))
    assert late.value.code() is grpc.StatusCode.DEADLINE_EXCEEDED


def test_that_an_older_sdk_does_not_know_has_no_answer(served: Any) -> None:
    _, port = served({"unimplemented": ["Handshake"]})
    with channel.connected(port, 5) as call:
        assert channel.optional(call, "Handshake", analyzer_pb2.AnalyzerHandshakeRequest()) is None


def test_that_fails_otherwise_does_so(served: Any) -> None:
    _, port = served({"Analyze": {"a": {"raise": "boom"}}})
    with channel.connected(port, 5) as call, pytest.raises(grpc.RpcError, match="boom"):
        channel.optional(call, "Analyze", analyzer_pb2.AnalyzeRequest(name="a"))
