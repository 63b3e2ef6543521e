"""The outputs that a program reads of another stack..."""

from __future__ import annotations

import asyncio

import pulumi

from stackwright.model import Secret


class Others:
    """The one other stack of which the outputs are known."""

    def __init__(self, outputs):
        self.outputs = outputs

    def find(self, reference):
        return self.outputs if reference == "acme/network/dev" else None

    def unused(self):
        return ["--stack-output idle.x: no stack reference asked for it"]


def test_are_named_each_once_in_order_where_the_stack_is_not_known(record):
    def program():
        network = pulumi.StackReference("net", "acme/network/dev")
        for name in ("vpc", "subnets", "vpc"):
            network.get_output(name)
        network.require_output(pulumi.Output.from_input("late"))

    assert record(program).notes == [
        "stack reference acme/network/dev: subnets, vpc simulated as unknown; pass"
        " --stack-output acme/network/dev.subnets=VALUE, or --stack-state acme/network/dev=FILE"
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
        "stack reference acme/other/dev: x simulated as unknown; pass"
        " --stack-output acme/other/dev.x=VALUE, or --stack-state acme/other/dev=FILE",
        "stack reference acme/network/dev: no output missing was given",
    ]
    assert stack.notes[-1] == "--stack-output idle.x: no stack reference asked for it"
    assert find(stack, "acme/network/dev").outputs["secretOutputNames"] == ["password"]


def test_come_with_their_secrecy_in_details(record):
    found = []

    def program():
        network = pulumi.StackReference("acme/network/dev")

        async def read():
            for name in ("vpc", "password"):
                details = await network.get_output_details(name)
                found.append((details.value, details.secret_value))

        pulumi.export("read", pulumi.Output.from_input(asyncio.ensure_future(read())))

    record(program, other_stacks=Others({"vpc": "vpc-1", "password": Secret("hush")}))
    assert found == [("vpc-1", None), (None, "hush")]


def test_are_read_by_the_sdk_alone_after_the_run(record):
    before = pulumi.StackReference.get_output
    record(lambda: None)
    assert pulumi.StackReference.get_output is before
