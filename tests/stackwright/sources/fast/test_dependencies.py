"""What a resource waits for..."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws
import pytest

from stackwright.sources.fast.dependencies import Complete

Opts = pulumi.ResourceOptions


class Group(pulumi.ComponentResource):
    def __init__(self, name, size=2, opts=None):
        super().__init__("test:index:Group", name, None, opts)
        for number in range(size):
            aws.sns.Topic(f"{name}-{number}", opts=Opts(parent=self))


def names(urns):
    return sorted(urn.rsplit("::", 1)[1] for urn in urns)


def test_is_everything_below_a_component_whenever_it_is_made(record, find):
    def program():
        outer = Group("outer")
        aws.sns.Topic("early", opts=Opts(depends_on=outer))
        Group("inner", opts=Opts(parent=outer))
        aws.sns.Topic("last", opts=Opts(parent=outer))

    expected = ["inner-0", "inner-1", "last", "outer-0", "outer-1"]
    assert names(find(record(program), "early").dependencies) == expected


def test_includes_what_an_apply_adds_to_a_component_later(record, find):
    def program():
        group = Group("g")
        first = aws.sns.Topic("first", opts=Opts(depends_on=group))
        added = first.arn.apply(lambda _: aws.sns.Topic("added", opts=Opts(parent=group)).arn)
        aws.sns.Topic("second", display_name=added, opts=Opts(depends_on=group))

    stack = record(program)
    assert names(find(stack, "first").dependencies) == ["g-0", "g-1"]
    assert names(find(stack, "second").dependencies) == ["added", "first", "g-0", "g-1"]


@pytest.mark.parametrize(
    "wrap",
    [
        lambda resource: resource,
        lambda resource: [resource],
        lambda resource: (resource,),
        lambda resource: pulumi.Output.from_input([resource]),
        lambda resource: [resource.urn.apply(lambda _: resource)],
    ],
    ids=["one", "list", "tuple", "output", "listed output"],
)
def test_may_be_named_in_any_form(record, find, wrap):
    def program():
        aws.sns.Topic("b", opts=Opts(depends_on=wrap(aws.sns.Topic("a"))))

    assert names(find(record(program), "b").dependencies) == ["a"]


def test_fails_when_that_fails(record):
    def program():
        bad = aws.sns.Topic("bad", display_name=object())
        aws.sns.Topic("t", opts=Opts(depends_on=[bad]))

    with pytest.raises(ValueError, match="unexpected input of type object"):
        record(program)


def test_is_remembered_until_the_next_resource():
    complete, component = Complete(), object()
    assert complete.find(component) is None
    complete.keep(component, frozenset({"urn"}))
    assert complete.find(component) == {"urn"}
    complete.constructed += 1
    assert complete.find(component) is None
