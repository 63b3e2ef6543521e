"""A component of another language..."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent import futures
from typing import Any

import grpc
import pytest
from google.protobuf import empty_pb2
from pulumi.runtime.proto import provider_pb2, resource_pb2, resource_pb2_grpc

from stackwright.model import UNKNOWN, Secret
from stackwright.rehearsal import components
from stackwright.sources import wire

from .conftest import simulator

URN = "urn:pulumi:dev::shop::awsx:ec2:Vpc::main"


class Monitor(resource_pb2_grpc.ResourceMonitorServicer):
    """The engine's end, which keeps what is registered."""

    def __init__(self) -> None:
        self.registered: list[Any] = []
        self.outputs: list[Any] = []

    def RegisterResource(self, request: Any, _context: Any) -> Any:  # noqa: N802
        self.registered.append(request)
        return resource_pb2.RegisterResourceResponse(urn=URN)

    def RegisterResourceOutputs(self, request: Any, _context: Any) -> Any:  # noqa: N802
        self.outputs.append(request)
        return empty_pb2.Empty()


@pytest.fixture
def monitor() -> Iterator[tuple[Monitor, str]]:
    servicer = Monitor()
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=1))
    resource_pb2_grpc.add_ResourceMonitorServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield servicer, f"127.0.0.1:{port}"
    server.stop(grace=None).wait()


def request(endpoint: str, inputs: dict[str, Any], **more: Any) -> Any:
    return provider_pb2.ConstructRequest(
        type="awsx:ec2:Vpc",
        name="main",
        parent="urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev",
        inputs=wire.encode(inputs),
        monitorEndpoint=endpoint,
        **more,
    )


def output(**parts: Any) -> dict[str, Any]:
    """Return what a value looks like that is an output still."""
    return {"4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4", **parts}


def test_is_registered_by_itself_with_its_inputs(monitor: tuple[Monitor, str]) -> None:
    servicer, endpoint = monitor
    asked = request(endpoint, {"cidrBlock": "10.0.0.0/16"}, protect=True)
    asked.inputDependencies["cidrBlock"].urns.append("urn:of:another")

    answer = components.construct(asked, simulator())

    (registered,), (outputs,) = servicer.registered, servicer.outputs
    assert (registered.type, registered.name, registered.parent) == (asked.type, asked.name, asked.parent)
    assert (registered.custom, registered.remote, registered.protect) == (False, False, True)
    assert list(registered.propertyDependencies["cidrBlock"].urns) == ["urn:of:another"]
    assert wire.decode(registered.object) == {"cidrBlock": "10.0.0.0/16"}
    assert answer.urn == outputs.urn == URN
    assert wire.decode(answer.state) == wire.decode(outputs.outputs)
    assert wire.decode(answer.state)["cidrBlock"] == "10.0.0.0/16"


def test_is_given_the_content_of_outputs(monitor: tuple[Monitor, str]) -> None:
    servicer, endpoint = monitor
    inputs = {
        "known": output(value="a"),
        "secret": output(value={"x": output(value="b")}, secret=True),
        "unknown": [output()],
        "plain": Secret({"y": output(value=1)}),
    }
    components.construct(request(endpoint, inputs), simulator())
    assert wire.decode(servicer.registered[0].object) == {
        "known": "a",
        "secret": Secret({"x": "b"}),
        "unknown": [UNKNOWN],
        "plain": Secret({"y": 1}),
    }


def test_knows_its_inputs_alone_in_a_preview(monitor: tuple[Monitor, str], monkeypatch: pytest.MonkeyPatch) -> None:
    _, endpoint = monitor
    made = {"cidrBlock": "10.0.0.0/16", "vpcId": "vpc-1"}
    monkeypatch.setattr("stackwright.simulator.Simulator.create", lambda *_arguments: ("id", made))
    state = components.construct(request(endpoint, {"cidrBlock": "10.0.0.0/16"}, dryRun=True), simulator()).state
    assert wire.decode(state) == {"cidrBlock": "10.0.0.0/16", "vpcId": UNKNOWN}
    state = components.construct(request(endpoint, {"cidrBlock": "10.0.0.0/16"}), simulator()).state
    assert wire.decode(state) == made
