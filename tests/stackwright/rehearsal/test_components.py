"""A component of another language..."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent import futures
from typing import Any

import grpc
import pulumi
import pytest
from google.protobuf import empty_pb2
from pulumi.runtime.proto import provider_pb2, resource_pb2, resource_pb2_grpc

from stackwright.model import UNKNOWN, Secret
from stackwright.rehearsal import components
from stackwright.simulator.template import reference
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
        number = len(self.registered)
        if number == 1:
            return resource_pb2.RegisterResourceResponse(urn=URN)
        return resource_pb2.RegisterResourceResponse(urn=f"urn:{number}", id=f"id-{number}" if request.custom else "")

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
    monkeypatch.setattr("stackwright.simulator.Simulator.create", lambda *_arguments: ("id", dict(made)))
    state = components.construct(request(endpoint, {"cidrBlock": "10.0.0.0/16"}, dryRun=True), simulator()).state
    assert wire.decode(state) == {"cidrBlock": "10.0.0.0/16", "vpcId": UNKNOWN}
    state = components.construct(request(endpoint, {"cidrBlock": "10.0.0.0/16"}), simulator()).state
    assert wire.decode(state) == made


def inside(token: str, name: str) -> dict[str, Any]:
    """Return a reference to a resource inside the component, as it is simulated."""
    return reference(URN, token, name)


def parts(registered: Any) -> tuple[str, str, str, bool, str]:
    return registered.type, registered.name, registered.parent, registered.custom, registered.provider


def field(value: Any, *path: str) -> Any:
    """Return a field of a table on the wire, as the engine is given it."""
    for key in path:
        value = value.fields[key].struct_value if key != path[-1] else value.fields[key].string_value
    return value


@pytest.fixture
def simulated(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Say what the component's outputs are: two references to one resource, and others in lists, tables, secrets."""
    made = {
        "again": inside("aws:ec2/vpc:Vpc", "vpc"),
        "count": 2,
        "core": {"cluster": inside("aws:eks/cluster:Cluster", "cluster"), "size": 1},
        "empty": [],
        "hidden": Secret(inside("pulumi:providers:kubernetes", "provider")),
        "part": inside("test:index:Part", "part"),
        "subnets": [inside("aws:ec2/subnet:Subnet", "one"), inside("aws:ec2/subnet:Subnet", "two")],
        "vpc": inside("aws:ec2/vpc:Vpc", "vpc"),
    }
    monkeypatch.setattr("stackwright.simulator.Simulator.create", lambda *_arguments: ("id", dict(made)))
    return made


class Part(pulumi.ComponentResource):
    pulumi_type = "test:index:Part"


@pytest.mark.usefixtures("simulated")
def test_has_what_its_outputs_refer_to_registered(monitor: tuple[Monitor, str]) -> None:
    servicer, endpoint = monitor
    asked = request(endpoint, {}, providers={"aws": "urn:of:aws::id", "kubernetes": "urn:of:k8s::id"})
    state = components.construct(asked, simulator()).state
    assert [parts(each) for each in servicer.registered[1:]] == [
        ("aws:ec2/vpc:Vpc", "main-vpc", URN, True, "urn:of:aws::id"),
        ("aws:eks/cluster:Cluster", "main-cluster", URN, True, "urn:of:aws::id"),
        ("pulumi:providers:kubernetes", "main-provider", URN, True, ""),
        ("test:index:Part", "main-part", URN, False, ""),
        ("aws:ec2/subnet:Subnet", "main-one", URN, True, "urn:of:aws::id"),
        ("aws:ec2/subnet:Subnet", "main-two", URN, True, "urn:of:aws::id"),
    ]
    assert not any(each.object.fields for each in servicer.registered[1:])
    assert (field(state, "vpc", "urn"), field(state, "vpc", "id")) == ("urn:2", "id-2")
    assert field(state, "again", "urn") == "urn:2"
    assert field(state, "core", "cluster", "urn") == "urn:3"
    assert field(state, "hidden", "value", "urn") == "urn:4"
    assert field(state, "part", "urn") == "urn:5"
    assert "id" not in state.fields["part"].struct_value.fields
    subnets = state.fields["subnets"].list_value.values
    assert [field(each.struct_value, "urn") for each in subnets] == ["urn:6", "urn:7"]
    assert servicer.outputs[0].outputs == state


@pytest.mark.usefixtures("simulated")
def test_knows_what_it_refers_to_in_a_preview(monitor: tuple[Monitor, str]) -> None:
    servicer, endpoint = monitor
    state = components.construct(request(endpoint, {}, dryRun=True), simulator()).state
    assert len(servicer.registered) == 7
    assert wire.decode(state) == {
        "again": "id-2",
        "core": UNKNOWN,
        "count": UNKNOWN,
        "empty": UNKNOWN,
        "hidden": UNKNOWN,
        "part": "urn:5",
        "subnets": ["id-6", "id-7"],
        "vpc": "id-2",
    }
