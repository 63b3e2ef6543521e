"""A function run through public names of the SDK only..."""

from __future__ import annotations

import asyncio

import pulumi
import pulumi_aws as aws
import pytest

from stackwright.errors import ProgramError
from stackwright.model import UNKNOWN, Secret, Stack
from stackwright.simulator import Simulator
from stackwright.sources.public.runtime import run_program

LESS = (
    "not seen this way: dependencies between resources, outputs of components, ids of what is read, options that a"
    " parent hands down, transforms"
)


def run(program, **options) -> Stack:
    return run_program(program, project="shop", stack="dev", simulator=Simulator(region="eu-west-1"), **options)


class Box(pulumi.ComponentResource):
    def __init__(self, name: str) -> None:
        super().__init__("my:x:Box", name)
        self.topic = aws.sns.Topic("t", opts=pulumi.ResourceOptions(parent=self, protect=True))
        self.register_outputs({})


def program() -> None:
    config = pulumi.Config()
    topic = Box("box").topic
    queue = aws.sqs.Queue("q", tags={"arn": topic.arn.apply(str.upper)})
    pulumi.export("key", config.require_secret("key"))
    pulumi.export("it", [topic.arn, queue.arn, aws.get_availability_zones().names[0]])
    pulumi.export("null", None)
    pulumi.export("unknown", pulumi.StackReference("acme/net/dev").get_output("vpc"))
    pulumi.log.warn("careful")


def test_registers_what_it_registers_the_quick_way(record):
    values = {"config": {"shop:key": "k"}, "secret_keys": ("shop:key",)}
    slow, quick = run(program, **values), record(program, **values)
    assert [resource.name for resource in slow.resources] == [resource.name for resource in quick.resources]
    for one, other in zip(slow.resources, quick.resources, strict=True):
        one.dependencies = other.dependencies
        one.property_dependencies = other.property_dependencies
        if not one.custom:
            one.outputs = other.outputs
        assert one == other
    assert slow.outputs == quick.outputs
    assert (slow.outputs["key"], slow.outputs["unknown"]) == (Secret("k"), UNKNOWN)
    assert slow.look_ups == quick.look_ups


def test_says_what_is_not_seen():
    assert run(lambda: pulumi.log.warn("careful")).notes == ["warning: careful", LESS]


def test_knows_its_project_stack_and_organization():
    def names():
        pulumi.export("it", [pulumi.get_project(), pulumi.get_stack(), pulumi.get_organization()])

    assert run(names, organization="acme").outputs == {"it": ["shop", "dev", "acme"]}


def test_runs_what_is_handed_to_pulumi():
    def main():
        async def later():
            await asyncio.sleep(0)
            return {"it": aws.sns.Topic("t").name}

        pulumi.run(later)

    before = pulumi.run
    stack = run(main)
    assert [resource.name for resource in stack.managed()] == ["t"]
    assert stack.outputs["it"].startswith("t-")
    assert pulumi.run is before


def test_needs_an_sdk_without_that(monkeypatch):
    monkeypatch.delattr(pulumi, "run")
    assert run(lambda: None).outputs == {}


def test_raises_what_it_raises():
    with pytest.raises(ZeroDivisionError):
        run(lambda: 1 / 0)


def test_fails_where_it_logs_an_error():
    with pytest.raises(ProgramError, match=r"\Ano good\Z"):
        run(lambda: pulumi.log.error("no good"))


def test_leaves_no_loop_behind():
    run(program, config={"shop:key": "k"})
    with pytest.raises(RuntimeError):
        asyncio.get_event_loop()
    assert pulumi.runtime.get_root_resource() is None


def test_simulates_the_outputs_of_a_component_made_elsewhere():
    class Vpc(pulumi.ComponentResource):
        def __init__(self) -> None:
            super().__init__("aws:ec2/vpc:Vpc", "v", {"cidrBlock": "10.0.0.0/16"}, remote=True)

    component = next(each for each in run(Vpc).resources if each.name == "v")
    assert (component.custom, component.remote) == (False, True)
    assert component.outputs["arn"].startswith("arn:aws:ec2:eu-west-1:")
    assert component.opaque
