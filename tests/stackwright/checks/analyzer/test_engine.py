"""What stands in for the engine..."""

from __future__ import annotations

import grpc
import pytest
from google.protobuf import empty_pb2
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc

from stackwright.checks.analyzer.engine import serving
from stackwright.checks.analyzer.words import Words
from stackwright.sources.masking import Mask


def test_takes_warnings_and_errors_that_a_pack_logs() -> None:
    words = Words(Mask(()))
    with serving(words) as address, grpc.insecure_channel(address) as channel:
        engine = engine_pb2_grpc.EngineStub(channel)
        engine.Log(engine_pb2.LogRequest(severity=engine_pb2.WARNING, message="careful"))
        assert words.last == "careful"
        engine.Log(engine_pb2.LogRequest(severity=engine_pb2.INFO, message="nothing"))
        assert words.last == "careful"
        assert engine.Log(engine_pb2.LogRequest(severity=engine_pb2.ERROR, message="lost")) == empty_pb2.Empty()
        assert words.last == "lost"


def test_accepts_any_range_of_versions() -> None:
    with serving(Words(Mask(()))) as address, grpc.insecure_channel(address) as channel:
        engine = engine_pb2_grpc.EngineStub(channel)
        question = engine_pb2.RequirePulumiVersionRequest(pulumi_version_range=">=99")
        assert engine.RequirePulumiVersion(question) == engine_pb2.RequirePulumiVersionResponse()


def test_listens_on_loopback_until_the_end() -> None:
    with serving(Words(Mask(()))) as address:
        assert address.startswith("127.0.0.1:")
    with grpc.insecure_channel(address) as channel, pytest.raises(grpc.RpcError) as refused:
        engine_pb2_grpc.EngineStub(channel).Log(engine_pb2.LogRequest(), timeout=5)
    assert refused.value.code() is grpc.StatusCode.UNAVAILABLE
