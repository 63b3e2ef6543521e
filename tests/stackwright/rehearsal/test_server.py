"""The server..."""

from __future__ import annotations

import socket

import grpc
import pytest
from google.protobuf import empty_pb2
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from stackwright.rehearsal.provider import SimulatedProvider
from stackwright.rehearsal.server import serving

from .conftest import simulator


def test_answers_on_loopback_until_it_is_stopped() -> None:
    with serving(SimulatedProvider(simulator)) as port, grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        stub = provider_pb2_grpc.ResourceProviderStub(channel)
        assert stub.GetPluginInfo(empty_pb2.Empty()).version
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=1)


def test_has_a_port_of_its_own() -> None:
    with serving(SimulatedProvider(simulator)) as one, serving(SimulatedProvider(simulator)) as other:
        assert one != other


def test_takes_messages_of_many_megabytes() -> None:
    with (
        serving(SimulatedProvider(simulator)) as port,
        grpc.insecure_channel(
            f"127.0.0.1:{port}",
            options=[("grpc.max_send_message_length", -1), ("grpc.max_receive_message_length", -1)],
        ) as channel,
    ):
        request = provider_pb2.CheckRequest()
        request.news["text"] = "x" * 6_000_000
        answer = provider_pb2_grpc.ResourceProviderStub(channel).CheckConfig(request)
        assert len(answer.inputs["text"]) == 6_000_000
