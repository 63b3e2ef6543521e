"""The recording monitor..."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws
import pytest
from pulumi import ResourceOptions as Opts

from stackwright.model import LookUp
from stackwright.sources.recorder import RecordingError


class Pair(pulumi.ComponentResource):
    """A component with a child, and with a component of its own where it is the outer one."""

    def __init__(self, name: str, opts: Opts | None = None, *, outer: bool = False) -> None:
        super().__init__("my:net:Pair", name, {"size": 2}, opts)
        self.topic = aws.sns.Topic(f"{name}-topic", opts=Opts(parent=self))
        if outer:
            Pair(f"{name}-inner", Opts(parent=self))
        self.register_outputs({"arn": self.topic.arn})


def test_writes_the_urns_of_nested_components_as_the_engine_does(record):
    stack = record(lambda: Pair("main", outer=True))
    assert [resource.urn for resource in stack.resources] == [
        "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev",
        "urn:pulumi:dev::shop::my:net:Pair::main",
        "urn:pulumi:dev::shop::my:net:Pair$aws:sns/topic:Topic::main-topic",
        "urn:pulumi:dev::shop::my:net:Pair$my:net:Pair::main-inner",
        "urn:pulumi:dev::shop::my:net:Pair$my:net:Pair$aws:sns/topic:Topic::main-inner-topic",
    ]


def test_records_who_the_parent_is(record, find):
    stack = record(lambda: Pair("main"))
    assert [resource.parent for resource in stack.resources] == [
        "",
        stack.urn,
        "urn:pulumi:dev::shop::my:net:Pair::main",
    ]


def test_records_a_components_inputs_and_outputs(record, find):
    stack = record(lambda: Pair("main"))
    main = find(stack, "main")
    assert (main.custom, main.id, main.provider, main.inputs) == (False, "", "", {"size": 2})
    assert main.outputs == {"arn": find(stack, "main-topic").outputs["arn"]}


def test_refuses_two_resources_of_one_urn(record):
    with pytest.raises(RecordingError) as refused:
        record(lambda: [aws.sns.Topic("orders") for _ in range(2)])
    assert str(refused.value) == (
        "two resources have the URN urn:pulumi:dev::shop::aws:sns/topic:Topic::orders; give one of them another name"
    )
    assert refused.value.source.file == __file__


def test_takes_one_name_for_two_types(record):
    stack = record(lambda: (aws.sns.Topic("orders"), aws.sqs.Queue("orders")))
    assert [resource.type for resource in stack.managed()] == ["aws:sns/topic:Topic", "aws:sqs/queue:Queue"]


def test_keeps_a_secret_out_of_ids_and_arns(record, find):
    topic = find(record(lambda: aws.sns.Topic("t", name=pulumi.Output.secret("hush"))), "t")
    assert "hush" not in f"{topic.id} {topic.outputs['arn']}"


def test_simulates_in_the_region_of_an_explicit_provider(record, find):
    def program():
        us = aws.Provider("us", region="us-gov-west-1")
        aws.sns.Topic("t", opts=Opts(provider=us))
        Pair("mapped", Opts(providers={"aws": us}))
        Pair("listed", Opts(providers=[us]))
        aws.sns.Topic("here")
        pulumi.export("region", aws.get_region_output(opts=pulumi.InvokeOutputOptions(provider=us)).region)

    stack = record(program)
    places = {r.name: ":".join(r.outputs["arn"].split(":")[:4]) for r in stack.managed()}
    assert places == {
        "t": "arn:aws-us-gov:sns:us-gov-west-1",
        "mapped-topic": "arn:aws-us-gov:sns:us-gov-west-1",
        "listed-topic": "arn:aws-us-gov:sns:us-gov-west-1",
        "here": "arn:aws:sns:eu-west-1",
    }
    assert find(stack, "t").provider == "urn:pulumi:dev::shop::pulumi:providers:aws::us::simulated"
    assert stack.outputs == {"region": "us-gov-west-1"}


def test_takes_a_provider_without_a_region_for_one_in_the_stacks(record, find):
    stack = record(lambda: aws.sns.Topic("t", opts=Opts(provider=aws.Provider("same"))))
    assert find(stack, "t").outputs["arn"].startswith("arn:aws:sns:eu-west-1:")


def test_records_what_is_read_as_not_managed(record, find):
    def program():
        vpc = aws.ec2.Vpc.get("shared", "vpc-0123")
        pulumi.export("id", vpc.id)
        pulumi.export("arn", vpc.arn)
        pulumi.export("role", aws.iam.Role.get("role", "deployer").arn)
        pulumi.export("topic", aws.sns.Topic.get("topic", "arn:aws:sns:eu-west-1:1:orders").arn)

    stack = record(program)
    shared = find(stack, "shared")
    assert (shared.read, shared.id, list(stack.managed())) == (True, "vpc-0123", [])
    assert stack.outputs == {
        "id": "vpc-0123",
        "arn": "arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-0123",
        "role": "arn:aws:iam::123456789012:role/deployer",
        "topic": "arn:aws:sns:eu-west-1:1:orders",
    }
    assert stack.notes[0] == "read of aws:ec2/vpc:Vpc vpc-0123: simulated"


def test_notes_a_stack_reference_and_leaves_its_outputs_unknown(record, find):
    def program():
        network = pulumi.StackReference("acme/network/dev")
        pulumi.export("vpc", network.get_output("vpc"))
        pulumi.export("first", network.require_output("subnets").apply(lambda subnets: subnets[0]))

    stack = record(program)
    assert stack.notes == [
        "stack reference acme/network/dev: subnets, vpc simulated as unknown; pass"
        " --stack-output acme/network/dev.subnets=VALUE, or --stack-state acme/network/dev=FILE"
    ]
    assert find(stack, "acme/network/dev").read
    assert {key: repr(value) for key, value in stack.outputs.items()} == {"vpc": "UNKNOWN", "first": "UNKNOWN"}


def test_answers_the_look_ups_it_knows_and_keeps_each_question_once(record):
    def program():
        for _ in range(2):
            pulumi.export("zones", aws.get_availability_zones().names)
        pulumi.export("account", aws.get_caller_identity_output().account_id)

    stack = record(program)
    assert stack.outputs == {"zones": [f"eu-west-1{letter}" for letter in "abc"], "account": "123456789012"}
    assert [(look_up.token, look_up.region, look_up.origin) for look_up in stack.look_ups] == [
        ("aws:index/getAvailabilityZones:getAvailabilityZones", "eu-west-1", "simulated"),
        ("aws:index/getCallerIdentity:getCallerIdentity", "eu-west-1", "simulated"),
    ]


@pytest.mark.parametrize("look_up", [pulumi.runtime.invoke, pulumi.runtime.invoke_output])
def test_answers_nothing_to_a_look_up_that_nobody_knows_and_says_so(record, look_up):
    stack = record(lambda: look_up("nowhere:x/getIt:getIt", {"a": 1}))
    assert stack.look_ups == [
        LookUp(token="nowhere:x/getIt:getIt", args={"a": 1}, region="eu-west-1", origin="unknown")
    ]


def test_gives_a_resource_found_by_its_urn(record):
    def program():
        topic = aws.sns.Topic("t", display_name="shown")
        again = topic.urn.apply(lambda urn: aws.sns.Topic("again", opts=Opts(urn=urn)).display_name)
        pulumi.export("shown", again)

    assert record(program).outputs == {"shown": "shown"}


def test_refuses_a_urn_that_nothing_has(record):
    with pytest.raises(RecordingError, match=r"^no resource has the URN urn:pulumi:dev::shop::a:b:C::d$"):
        record(lambda: aws.sns.Topic("again", opts=Opts(urn="urn:pulumi:dev::shop::a:b:C::d")))


def test_leaves_the_answer_of_a_method_unknown_and_says_so(record):
    stack = record(lambda: pulumi.export("got", pulumi.runtime.call("eks:index:Cluster/getKubeconfig", {})))
    assert repr(stack.outputs["got"]) == "UNKNOWN"
    assert stack.notes == ["method eks:index:Cluster/getKubeconfig: its answer is unknown here"]


def test_accepts_hooks_and_runs_none(record, find):
    def never(_args):
        raise AssertionError("a hook ran")

    def program():
        hooks = pulumi.ResourceHookBinding(before_create=[pulumi.ResourceHook("h", never)])
        aws.sns.Topic("t", opts=Opts(hooks=hooks))

    assert find(record(program), "t").id


def test_accepts_error_hooks(record, find):
    def program():
        hooks = pulumi.ResourceHookBinding(on_error=[pulumi.ErrorHook("h", lambda _args: False)])
        aws.sns.Topic("t", opts=Opts(hooks=hooks))

    assert find(record(program), "t").id


def test_records_a_component_of_another_process_as_remote(record, find):
    class Remote(pulumi.ComponentResource):
        def __init__(self) -> None:
            super().__init__("eks:index:Cluster", "cluster", {"size": 3}, remote=True)

    cluster = find(record(Remote), "cluster")
    assert (cluster.remote, cluster.custom, cluster.inputs) == (True, False, {"size": 3})


def test_accepts_a_parameterised_package(record, find):
    class Thing(pulumi.CustomResource):
        def __init__(self) -> None:
            parameter = pulumi.runtime.proto.resource_pb2.Parameterization(name="thing", version="1.0.0")
            request = pulumi.runtime.proto.resource_pb2.RegisterPackageRequest(
                name="base", version="2.0.0", parameterization=parameter
            )
            reference = pulumi.runtime.settings.get_monitor().RegisterPackage(request).ref
            assert reference == "base"
            super().__init__("thing:index:Thing", "t", {"a": 1})

    assert find(record(Thing), "t").inputs == {"a": 1}


def test_answers_old_questions_about_its_features(record):
    from pulumi.runtime.proto.resource_pb2 import SupportsFeatureRequest

    def program():
        monitor = pulumi.runtime.settings.get_monitor()
        for feature in ("secrets", "outputValues"):
            answer = monitor.SupportsFeature(SupportsFeatureRequest(id=feature))
            pulumi.export(feature, answer.hasSupport)

    assert record(program).outputs == {"secrets": True, "outputValues": False}
