"""A registration..."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws
import pytest

from stackwright.model import Secret

Opts = pulumi.ResourceOptions


class Renaming(pulumi.ComponentResource):
    def __init__(self, name):
        super().__init__("test:index:Renaming", name, {"some_name": 1})

    def translate_input_property(self, prop):
        return f"wire_{prop}"


def test_is_what_the_program_asked_for_in_the_order_of_its_making(record):
    def program():
        first = aws.sns.Topic("b", display_name="x")
        aws.sns.Topic("a", kms_master_key_id=first.arn, opts=Opts(protect=True, version="7.0.0"))

    _, first, second = record(program).resources
    assert (first.name, first.inputs, first.options.protect) == ("b", {"displayName": "x"}, False)
    assert second.provider == "urn:pulumi:dev::shop::pulumi:providers:aws::default_7_0_0::simulated"
    assert second.property_dependencies == {"kmsMasterKeyId": (first.urn,)}
    assert (second.dependencies, second.parent, second.options.protect) == (
        (first.urn,),
        "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev",
        True,
    )


def test_of_a_class_that_renames_its_properties_is_the_sdks(record, find):
    assert find(record(lambda: Renaming("r")), "r").inputs == {"wire_some_name": 1}


def test_waits_for_transforms_that_come_after_it(record, find):
    def program():
        async def late():
            return "x"

        aws.sns.Topic("before", display_name=late())
        pulumi.runtime.register_resource_transform(
            lambda args: pulumi.ResourceTransformResult({**args.props, "displayName": "changed"}, args.opts)
        )
        aws.sns.Topic("after")

    stack = record(program)
    assert find(stack, "before").inputs == {"displayName": "x"}
    assert find(stack, "after").inputs == {"displayName": "changed"}


def test_of_outputs_takes_tables_and_nothing(record, find):
    def program():
        group = pulumi.ComponentResource("test:index:Group", "g")
        group.register_outputs({"a": pulumi.Output.secret(1), "b": None})
        empty = pulumi.ComponentResource("test:index:Group", "e")
        empty.register_outputs(None)

    stack = record(program)
    assert find(stack, "g").outputs == {"a": Secret(1)}
    assert find(stack, "e").outputs == {}


def test_of_outputs_that_are_no_table_is_refused_by_the_sdk(record):
    def program():
        pulumi.ComponentResource("test:index:Group", "g").register_outputs(pulumi.Output.from_input({"a": 1}))

    with pytest.raises(TypeError, match="not iterable"):
        record(program)


def test_of_outputs_fails_with_them(record):
    def program():
        group = pulumi.ComponentResource("test:index:Group", "g")
        group.register_outputs({"a": object()})

    with pytest.raises(ValueError, match="unexpected input of type object for a"):
        record(program)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (
            object(),
            "While processing resource: 't', type: 'aws:sns/topic:Topic'\nValueError has risen: While processing",
        ),
        ([1], "While processing resource: 't', type 'aws:sns/topic:Topic'\nAssertionError has risen: While processing"),
    ],
)
def test_that_fails_says_which_resource_and_input(record, value, text):
    with pytest.raises((ValueError, AssertionError)) as caught:
        record(lambda: aws.sns.Topic("t", display_name=value))
    assert str(caught.value).startswith(text)
    assert "'display_name'" in str(caught.value)


def test_of_a_provider_is_there_for_its_resources(record, find):
    def program():
        west = aws.Provider("west", region="us-west-2")
        aws.sns.Topic("t", opts=Opts(provider=west))

    stack = record(program)
    assert find(stack, "t").provider.startswith(f"{find(stack, 'west').urn}::")
    assert ":us-west-2:" in find(stack, "t").outputs["arn"]
