"""A simulated provider..."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import grpc
import pytest
from pulumi.runtime.proto import provider_pb2

from stackwright.model import UNKNOWN, Secret
from stackwright.sources import wire
from stackwright.sources.context_file import Context, Entry

from .conftest import simulator

Connect = Callable[..., Any]
TOPIC = "urn:pulumi:dev::shop::aws:sns/topic:Topic::orders"
SUBNET = "urn:pulumi:dev::shop::aws:ec2/subnet:Subnet::a"
VPC = "urn:pulumi:dev::shop::aws:ec2/vpc:Vpc::main"
PROVIDER = "urn:pulumi:dev::shop::pulumi:providers:aws::us"
SERVICE = "urn:pulumi:dev::shop::kubernetes:core/v1:Service::web"
RELEASE = "urn:pulumi:dev::shop::kubernetes:helm.sh/v3:Release::charts"
Kind = provider_pb2.PropertyDiff
Naming = provider_pb2.CheckRequest.AutonamingOptions


def check(stub: Any, urn: str, new: dict[str, Any], old: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    request = provider_pb2.CheckRequest(urn=urn, news=wire.encode(new), olds=wire.encode(old or {}), **more)
    return wire.decode(stub.Check(request).inputs)


def diff(stub: Any, urn: str, old: dict[str, Any], new: dict[str, Any]) -> Any:
    return stub.Diff(provider_pb2.DiffRequest(id="x", urn=urn, old_inputs=wire.encode(old), news=wire.encode(new)))


def create(stub: Any, urn: str, inputs: dict[str, Any], *, preview: bool = False) -> tuple[str, dict[str, Any]]:
    answer = stub.Create(provider_pb2.CreateRequest(urn=urn, properties=wire.encode(inputs), preview=preview))
    return answer.id, wire.decode(answer.properties)


def test_names_what_the_program_leaves_unnamed_and_keeps_that(connect: Connect) -> None:
    stub = connect()
    first = check(stub, TOPIC, {"displayName": "x"})
    assert first["name"].startswith("orders-")
    assert check(stub, TOPIC, {"displayName": "y"}, {**first, "name": "orders-0123abc"})["name"] == "orders-0123abc"
    wanted = Naming(mode=Naming.PROPOSE, proposed_name="orders-dev")
    assert check(stub, TOPIC, {}, autonaming=wanted)["name"] == "orders-dev"


def test_refuses_a_resource_without_a_name_where_the_project_says_so(connect: Connect) -> None:
    request = provider_pb2.CheckRequest(urn=TOPIC, autonaming=Naming(mode=Naming.DISABLE))
    (failure,) = connect().Check(request).failures
    assert failure.reason == "automatic naming is off: set name"


def test_keeps_what_a_real_provider_filled_in(connect: Connect) -> None:
    old = {"enableDnsSupport": True, "__defaults": ["enableDnsSupport"]}
    assert check(connect(), VPC, {"cidrBlock": "10.0.0.0/16"}, old) == {"cidrBlock": "10.0.0.0/16", **old}


def test_finds_no_difference_in_equal_inputs(connect: Connect) -> None:
    answer = diff(connect(), TOPIC, {"name": "x", "tags": {"a": Secret("b")}}, {"name": "x", "tags": {"a": "b"}})
    assert answer.changes == provider_pb2.DiffResponse.DIFF_NONE
    assert (list(answer.diffs), list(answer.replaces), dict(answer.detailedDiff)) == ([], [], {})


def test_updates_where_the_cloud_can(connect: Connect) -> None:
    answer = diff(connect(), TOPIC, {"name": "x", "tags": {"a": "b"}}, {"name": "x", "tags": {"a": "c"}})
    assert (answer.changes, list(answer.diffs)) == (provider_pb2.DiffResponse.DIFF_SOME, ["tags"])
    assert {path: (d.kind, d.inputDiff) for path, d in answer.detailedDiff.items()} == {"tags.a": (Kind.UPDATE, True)}
    assert not answer.replaces


@pytest.mark.parametrize("vpc", ["vpc-2", UNKNOWN])
def test_replaces_where_the_cloud_cannot(connect: Connect, vpc: Any) -> None:
    answer = diff(connect(), SUBNET, {"vpcId": "vpc-1"}, {"vpcId": vpc})
    assert list(answer.replaces) == ["vpcId"]
    assert answer.detailedDiff["vpcId"].kind == Kind.UPDATE_REPLACE
    assert not answer.deleteBeforeReplace


@pytest.mark.parametrize(
    ("old", "new", "first"),
    [("fixed", "fixed", True), ("orders-0123abc", "orders-0123abc", False), ("fixed", "other", False)],
)
def test_deletes_first_what_has_a_fixed_name(connect: Connect, old: str, new: str, first: bool) -> None:
    before = {"name": old, "fifoTopic": False}
    answer = diff(connect(), TOPIC, before, {"name": new, "fifoTopic": True})
    assert "fifoTopic" in answer.replaces
    assert answer.deleteBeforeReplace == first


def test_creates_what_a_preview_shows(connect: Connect) -> None:
    stub = connect()
    written = {"displayName": "x", "kmsMasterKeyId": Secret("alias/x")}
    id_, outputs = create(stub, TOPIC, check(stub, TOPIC, written))
    assert (id_, outputs) == simulator().create("aws:sns/topic:Topic", TOPIC, written)
    assert outputs["kmsMasterKeyId"] == Secret("alias/x")


def test_leaves_unknown_in_a_preview_what_only_a_deployment_would_tell(connect: Connect) -> None:
    id_, outputs = create(connect(), SUBNET, {"vpcId": UNKNOWN, "cidrBlock": "10.0.0.0/24"}, preview=True)
    assert (id_, outputs["vpcId"], outputs["arn"], outputs["cidrBlock"]) == ("", UNKNOWN, UNKNOWN, "10.0.0.0/24")


def test_updates_in_place(connect: Connect) -> None:
    stub = connect()
    old, new = {"name": "x", "tags": {"a": "b"}}, {"name": "x", "tags": {"a": "c"}}
    id_, outputs = create(stub, TOPIC, old)
    request = provider_pb2.UpdateRequest(
        id=id_, urn=TOPIC, olds=wire.encode(outputs), old_inputs=wire.encode(old), news=wire.encode(new)
    )
    assert wire.decode(stub.Update(request).properties) == {**outputs, "tags": {"a": "c"}, "tagsAll": {"a": "c"}}


def test_reads_back_what_was_created(connect: Connect) -> None:
    stub = connect()
    id_, outputs = create(stub, TOPIC, {"name": "x"})
    properties, inputs = wire.encode(outputs), wire.encode({"name": "x"})
    answer = stub.Read(provider_pb2.ReadRequest(id=id_, urn=TOPIC, properties=properties, inputs=inputs))
    assert (answer.id, answer.properties, answer.inputs) == (id_, properties, inputs)


def test_reads_what_exists_by_its_id(connect: Connect) -> None:
    request = provider_pb2.ReadRequest(id="vpc-1234", urn=VPC, properties=wire.encode({"tags": {"a": "b"}}))
    outputs = wire.decode(connect().Read(request).properties)
    assert outputs["arn"] == "arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-1234"
    assert outputs["tags"] == {"a": "b"}


def test_reads_what_a_program_gets_as_the_engine_asks_for_it(connect: Connect) -> None:
    """The engine sends the state the program gives, often none, as properties and inputs alike."""
    empty = wire.encode({})
    answer = connect().Read(provider_pb2.ReadRequest(id="vpc-1234", urn=VPC, properties=empty, inputs=empty))
    assert wire.decode(answer.properties)["arn"].endswith(":vpc/vpc-1234")


def test_imports_what_is_as_the_program_says(connect: Connect) -> None:
    stub = connect()
    imported = wire.decode(stub.Read(provider_pb2.ReadRequest(id="vpc-1234", urn=VPC)).inputs)
    assert imported == {"__imported": True}  # known again by another process, in the next run
    inputs = check(stub, VPC, {"cidrBlock": "10.0.0.0/16"})
    assert diff(stub, VPC, imported, inputs).changes == provider_pb2.DiffResponse.DIFF_NONE

    again = stub.Read(provider_pb2.ReadRequest(id="vpc-1234", urn=VPC))  # in the update that follows the preview
    assert wire.decode(again.inputs) == inputs
    assert wire.decode(again.properties)["cidrBlock"] == "10.0.0.0/16"
    assert diff(stub, VPC, inputs, {"cidrBlock": "10.1.0.0/16"}).changes == provider_pb2.DiffResponse.DIFF_SOME


def test_speaks_for_the_region_and_account_of_its_configuration(connect: Connect) -> None:
    stub = connect()
    assert "eu-west-1:111111111111" in create(stub, TOPIC, {})[1]["arn"]
    stub.Configure(provider_pb2.ConfigureRequest(urn=PROVIDER, args=wire.encode({"region": "us-east-1"})))
    assert "us-east-1:111111111111" in create(stub, TOPIC, {})[1]["arn"]


def test_is_another_in_another_region(connect: Connect) -> None:
    stub = connect()
    old, new = wire.encode({"region": "eu-west-1"}), wire.encode({"region": "us-east-1"})
    answer = stub.DiffConfig(provider_pb2.DiffRequest(urn=PROVIDER, old_inputs=old, news=new))
    assert (list(answer.replaces), answer.detailedDiff["region"].kind) == (["region"], Kind.UPDATE_REPLACE)
    same = stub.DiffConfig(provider_pb2.DiffRequest(urn=PROVIDER, old_inputs=old, news=old))
    assert same.changes == provider_pb2.DiffResponse.DIFF_NONE


def invoke(stub: Any, token: str, **args: Any) -> dict[str, Any]:
    answer = stub.Invoke(provider_pb2.InvokeRequest(tok=token, args=wire.encode(args)))
    return wire.decode(getattr(answer, "return"))


def test_answers_a_look_up_where_it_is(connect: Connect) -> None:
    stub = connect()
    stub.Configure(provider_pb2.ConfigureRequest(urn=PROVIDER, args=wire.encode({"region": "us-west-2"})))
    assert invoke(stub, "aws:index/getRegion:getRegion")["region"] == "us-west-2"
    assert stub.provider.notes == []


def test_answers_a_look_up_as_the_project_has_committed(connect: Connect) -> None:
    token = "aws:ec2/getVpc:getVpc"
    known = Context((Entry(1, token, {"id": "vpc-real"}), Entry(2, "odd:x:y", {"a": 1})))
    stub = connect(known=known)
    assert invoke(stub, token)["id"] == "vpc-real"
    assert len(invoke(stub, token)) > 1
    assert invoke(stub, "odd:x:y") == {"a": 1}
    assert stub.provider.notes == []


def test_notes_a_look_up_and_a_method_that_it_cannot_answer(connect: Connect) -> None:
    stub = connect()
    assert invoke(stub, "odd:index:getThing") == invoke(stub, "odd:index:getThing") == {}
    answer = stub.Call(provider_pb2.CallRequest(tok="odd:index:Thing/method"))
    assert not getattr(answer, "return").fields
    assert stub.provider.notes == [
        "look-up odd:index:getThing: nothing is known of its answer; it was left empty",
        "method odd:index:Thing/method: only its own provider could answer; it was left empty",
    ]


def test_notes_a_component_whose_children_it_cannot_make(connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    made = provider_pb2.ConstructResponse(urn="urn:of:it")
    monkeypatch.setattr("stackwright.rehearsal.components.construct", lambda *_arguments: made)
    stub = connect()
    request = provider_pb2.ConstructRequest(project="shop", stack="dev", type="awsx:ec2:Vpc", name="main")
    assert stub.Construct(request).urn == "urn:of:it"
    assert stub.provider.notes == [
        "awsx:ec2:Vpc 'main': a component of package awsx, made by another process:"
        " of its children, only those that its outputs refer to are rehearsed"
    ]


def test_says_why_a_component_is_not_made(connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise Refused

    monkeypatch.setattr("stackwright.rehearsal.components.construct", refuse)
    with pytest.raises(grpc.RpcError) as raised:
        connect().Construct(provider_pb2.ConstructRequest(project="shop", stack="dev", type="awsx:ec2:Vpc"))
    assert (raised.value.code(), raised.value.details()) == (grpc.StatusCode.UNAVAILABLE, "the engine has ended")


class Refused(grpc.RpcError):
    """What the engine's end answers once a resource could not be made."""

    def code(self) -> grpc.StatusCode:
        return grpc.StatusCode.UNAVAILABLE

    def details(self) -> str:
        return "the engine has ended"


CALLS: dict[str, Callable[[Any], object]] = {
    "check": lambda stub: check(stub, TOPIC, {}),
    "diff": lambda stub: diff(stub, TOPIC, {}, {}),
    "create": lambda stub: create(stub, TOPIC, {}),
    "read": lambda stub: stub.Read(provider_pb2.ReadRequest(id="x", urn=TOPIC)),
    "update": lambda stub: stub.Update(provider_pb2.UpdateRequest(id="x", urn=TOPIC)),
    "delete": lambda stub: stub.Delete(provider_pb2.DeleteRequest(id="x", urn=TOPIC)),
}


@pytest.mark.parametrize("operation", CALLS)
def test_fails_once_where_it_is_told_to(connect: Connect, operation: str) -> None:
    stub = connect(f"orders={operation}")
    for other in CALLS.keys() - {operation}:
        CALLS[other](stub)
    with pytest.raises(grpc.RpcError) as raised:
        CALLS[operation](stub)
    assert raised.value.code() is grpc.StatusCode.UNKNOWN
    assert raised.value.details()
    CALLS[operation](stub)


def test_does_not_fail_a_preview(connect: Connect) -> None:
    stub = connect("*=create", "*=update")
    create(stub, TOPIC, {}, preview=True)
    stub.Update(provider_pb2.UpdateRequest(id="x", urn=TOPIC, preview=True))


def test_leaves_an_unready_object_behind(connect: Connect) -> None:
    with pytest.raises(grpc.RpcError) as raised:
        create(connect("web=create"), SERVICE, {"metadata": {"name": "web-1"}})
    assert "grpc-status-details-bin" in dict(raised.value.trailing_metadata())


def test_leaves_nothing_behind_of_a_release_that_takes_itself_back(connect: Connect) -> None:
    with pytest.raises(grpc.RpcError) as raised:
        create(connect("charts=create"), RELEASE, {"chart": "keda", "atomic": True})
    assert "grpc-status-details-bin" not in dict(raised.value.trailing_metadata())
    assert "has been uninstalled due to atomic being set" in raised.value.details()


def test_may_be_asked_by_many_at_once(connect: Connect) -> None:
    stub = connect()
    asked = [
        stub.Create.future(provider_pb2.CreateRequest(urn=f"{TOPIC}{number}", properties=wire.encode({})))
        for number in range(200)
    ]
    arns = {wire.decode(future.result().properties)["arn"] for future in asked}
    assert len(arns) == 200
