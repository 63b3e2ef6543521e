"""The outputs that a program reads of another stack..."""

from __future__ import annotations

import asyncio

import pulumi
import pytest
from pulumi_aws import sns

from stackwright.errors import ProgramError
from stackwright.model import UNKNOWN, Secret


class Others:
    """The one other stack of which outputs are known: all of them where they are the *whole*."""

    def __init__(self, outputs, *, whole=True):
        self.outputs = outputs
        self.whole = whole

    def find(self, reference):
        return self.outputs if reference == "acme/network/dev" else None

    def is_whole(self, reference):
        return self.whole and self.find(reference) is not None

    def unused(self):
        return ["--stack-output idle.x: no stack reference asked for it"]


def test_are_named_each_once_in_order_where_the_stack_is_not_known(record):
    def program():
        network = pulumi.StackReference("net", "acme/network/dev")
        for name in ("vpc", "subnets", "vpc"):
            network.get_output(name)
        network.require_output(pulumi.Output.from_input("late"))

    assert record(program).notes == [
        "stack reference acme/network/dev: late, subnets, vpc simulated as unknown; pass"
        " --stack-output acme/network/dev.late=VALUE, or --stack-state acme/network/dev=FILE"
    ]


def test_need_no_name_to_be_noted(record):
    assert record(lambda: pulumi.StackReference("acme/network/dev")).notes == [
        "stack reference acme/network/dev: its outputs simulated as unknown; pass"
        " --stack-output acme/network/dev.KEY=VALUE, or --stack-state acme/network/dev=FILE"
    ]


def test_are_those_the_user_gave(record, find):
    def program():
        network = pulumi.StackReference("acme/network/dev")
        pulumi.export("vpc", network.require_output("vpc"))
        pulumi.export("first", network.get_output("subnets").apply(lambda subnets: subnets[0]))
        pulumi.export("password", network.get_output("password"))
        pulumi.export("missing", network.get_output("missing"))
        pulumi.StackReference("acme/other/dev").get_output("x")

    others = Others({"vpc": "vpc-1", "subnets": ["a", "b"], "password": Secret("hush")})
    stack = record(program, other_stacks=others)
    assert stack.outputs == {"vpc": "vpc-1", "first": "a", "password": Secret("hush"), "missing": None}
    assert [note for note in stack.notes if note.startswith("stack")] == [
        "stack reference acme/network/dev: no output missing was given",
        "stack reference acme/other/dev: x simulated as unknown; pass"
        " --stack-output acme/other/dev.x=VALUE, or --stack-state acme/other/dev=FILE",
    ]
    assert stack.notes[-1] == "--stack-output idle.x: no stack reference asked for it"
    assert find(stack, "acme/network/dev").outputs["secretOutputNames"] == ["password"]


def test_come_with_their_secrecy_in_details(record):
    found = []

    def program():
        network = pulumi.StackReference("acme/network/dev")

        async def read():
            for name in ("vpc", "password", "arn", "none"):
                details = await network.get_output_details(name)
                found.append((details.value, details.secret_value))

        pulumi.export("read", pulumi.Output.from_input(asyncio.ensure_future(read())))

    record(program, other_stacks=Others({"vpc": "vpc-1", "password": Secret("hush"), "arn": UNKNOWN}))
    assert found == [("vpc-1", None), (None, "hush"), (None, None), (None, None)]


NAMES = ("vpc", "arn", "zones", "password", "hidden", "tags")
MARKED = {
    "vpc": "vpc-1",
    "arn": UNKNOWN,
    "zones": ["a", UNKNOWN],
    "password": Secret("hush"),
    "hidden": Secret(UNKNOWN),
    "tags": {"token": Secret("hush"), "team": "web"},
}


@pytest.mark.parametrize("quick", [True, False])
@pytest.mark.parametrize("reader", ["get_output", "require_output"])
def test_hide_no_other_where_one_is_unknown(record, reader, quick):
    def program():
        read = getattr(pulumi.StackReference("acme/network/dev"), reader)
        for name in NAMES:
            pulumi.export(name, read(name))
            pulumi.export(f"late {name}", read(pulumi.Output.from_input(name)))
        pulumi.export("zone", read("zones")[0])
        pulumi.export("applied", read("vpc").apply(lambda vpc: f"{vpc}!"))

    stack = record(program, other_stacks=Others(MARKED), quick=quick)
    # The SDK exports a list with anything unknown in it as unknown, and a table with a secret in it as secret.
    expected = {**MARKED, "zones": UNKNOWN, "tags": Secret({"token": "hush", "team": "web"})}
    for name in NAMES:
        assert stack.outputs[name] == stack.outputs[f"late {name}"] == expected[name]
    assert (stack.outputs["zone"], stack.outputs["applied"]) == ("a", "vpc-1!")


def test_are_what_a_resource_depends_on(record, find):
    def program():
        network = pulumi.StackReference("acme/network/dev")
        sns.Topic("t", display_name=network.get_output("vpc"))

    stack = record(program, other_stacks=Others({"vpc": "vpc-1"}))
    topic, reference = find(stack, "t"), find(stack, "acme/network/dev")
    assert (topic.inputs["displayName"], topic.dependencies) == ("vpc-1", (reference.urn,))


def test_are_unknown_where_only_others_are_given(record):
    def program():
        network = pulumi.StackReference("acme/network/dev")
        pulumi.export("vpc", network.get_output("vpc"))
        pulumi.export("first", network.get_output("subnets").apply(lambda subnets: subnets[0]))
        pulumi.export("zone", network.require_output("zone"))

    stack = record(program, other_stacks=Others({"vpc": "vpc-1"}, whole=False))
    assert stack.outputs == {"vpc": "vpc-1", "first": UNKNOWN, "zone": UNKNOWN}
    assert stack.notes[0] == (
        "stack reference acme/network/dev: subnets, zone simulated as unknown; pass"
        " --stack-output acme/network/dev.subnets=VALUE, or --stack-state acme/network/dev=FILE"
    )


@pytest.mark.parametrize("quick", [True, False])
@pytest.mark.parametrize("use", [lambda zone: pulumi.export("zone", zone), lambda zone: sns.Topic("t", name=zone)])
def test_fail_the_program_where_a_required_one_does_not_exist(record, use, quick):
    def program():
        use(pulumi.StackReference("acme/network/dev").require_output("zone"))

    with pytest.raises(ProgramError) as raised:
        record(program, other_stacks=Others({"vpc": "vpc-1", "arn": UNKNOWN}), quick=quick)
    assert str(raised.value) == (
        "stack acme/network/dev has no output zone (it has: arn, vpc);"
        " give it with --stack-output acme/network/dev.zone=VALUE"
    )


def test_are_read_by_the_sdk_alone_after_the_run(record):
    before = pulumi.StackReference.get_output
    record(lambda: None)
    assert pulumi.StackReference.get_output is before
