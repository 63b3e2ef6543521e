"""Combined outputs..."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws
import pytest

from stackwright.model import UNKNOWN, Secret
from stackwright.sources.fast.outputs import Combining


def test_hold_the_values_of_all(record, find):
    def program():
        topic = aws.sns.Topic("t")
        pulumi.export("list", pulumi.Output.all(topic.name, 1, [topic.id, {"k": topic.arn}], (topic.id,), None))
        pulumi.export("table", pulumi.Output.all(a=topic.name, b="x"))

    stack = record(program)
    topic = find(stack, "t")
    name, arn = topic.outputs["name"], topic.outputs["arn"]
    assert stack.outputs == {"list": [name, 1, [arn, {"k": arn}], [arn], None], "table": {"a": name, "b": "x"}}


def test_are_secret_or_unknown_where_one_is(record):
    def program():
        other = pulumi.StackReference("o/p/s")
        pulumi.export("secret", pulumi.Output.all("a", [pulumi.Output.secret("b")]))
        pulumi.export("unknown", pulumi.Output.all("a", other.get_output("x")).apply(lambda _: "never"))

    assert record(program).outputs == {"secret": Secret(["a", ["b"]]), "unknown": UNKNOWN}


def test_take_lists_or_names_but_not_both():
    with pytest.raises(ValueError, match="mix of named and unnamed"):
        Combining().all(1, a=2)


def test_do_not_change_when_what_they_were_given_changes(record):
    def program():
        given = {"a": [1]}
        output = pulumi.Output.from_input(given)
        given["a"].append(2)
        pulumi.export("it", output)

    assert record(program).outputs == {"it": {"a": [1]}}


def test_unwrap_outputs_in_what_a_callback_returns(record, find):
    def program():
        topic = aws.sns.Topic("t")
        nested = topic.name.apply(lambda name: [name, {"arn": topic.arn}])
        pulumi.export("it", pulumi.Output.all(nested).apply(lambda found: found[0][1]["arn"]))

    stack = record(program)
    assert stack.outputs == {"it": find(stack, "t").outputs["arn"]}
