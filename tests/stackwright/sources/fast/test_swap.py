"""The fast path..."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest
from pulumi import resource as sdk_resource

from stackwright.model import Secret
from stackwright.reports.json import document
from stackwright.sources.fast import sdk, swap
from tests.stackwright.sources.fast.programs import (
    PROGRAMS,
    Group,
    components_and_dependencies,
    secrets_and_unknowns,
    what_only_the_sdk_knows,
)

Opts = pulumi.ResourceOptions


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.__name__)
def test_records_what_the_sdks_own_path_records(record, program):
    documents = [document(record(program, quick=quick)) for quick in (True, False)]
    assert documents[0] == documents[1]
    assert json.dumps(documents[0]) == json.dumps(documents[1])  # in the same order, too


def raise_in_apply():
    aws.sns.Topic("t").arn.apply(lambda arn: {}[arn])


def raise_in_an_input():
    aws.sns.Topic("t", display_name=aws.sns.Topic("u").arn.apply(lambda _: int("x")))


def register_twice():
    aws.sns.Topic("t")
    aws.sns.Topic("t")


def give_an_object():
    aws.sns.Topic("t", display_name=object())


def give_a_table_for_text():
    aws.sns.Topic("t", display_name={"a": 1})


def depend_on_itself():
    group = Group("g")
    aws.sns.Topic("inside", opts=Opts(parent=group, depends_on=[group]))


def depend_in_a_ring():
    group = pulumi.ComponentResource("test:index:Empty", "g")
    first = aws.sns.Topic("a", opts=Opts(depends_on=[group]))
    aws.sns.Topic("b", opts=Opts(parent=group, depends_on=[first]))


def depend_in_a_ring_through_a_component():
    later, settle = pulumi.deferred_output()
    outer = pulumi.ComponentResource("test:index:Empty", "g", opts=Opts(depends_on=later))
    aws.sns.Topic("b", opts=Opts(parent=outer))
    settle(pulumi.Output.from_input([aws.sns.Topic("a", opts=Opts(depends_on=[outer]))]))


def depend_on_text():
    aws.sns.Topic("t", opts=Opts(depends_on=aws.sns.Topic("u").arn))


def fail_later_than_another():
    aws.sns.Topic("bad", display_name=object())
    aws.sns.Topic("t").arn.apply(lambda _: 1 / 0)


def protect_with_text():
    aws.sns.Topic("t", opts=Opts(protect="yes"))  # type: ignore[arg-type]


FAILURES = [
    raise_in_apply,
    register_twice,
    give_an_object,
    give_a_table_for_text,
    depend_on_itself,
    depend_in_a_ring,
    depend_in_a_ring_through_a_component,
    depend_on_text,
    fail_later_than_another,
    protect_with_text,
]


def failure(record: Callable[..., Any], program: Callable[[], None], *, quick: bool) -> tuple[str, str]:
    try:
        record(program, quick=quick)
    except BaseException as error:
        return type(error).__name__, re.sub(r"0x[0-9a-f]+", "0x", str(error))
    return "nothing", ""


@pytest.mark.parametrize("program", FAILURES, ids=lambda program: program.__name__)
def test_fails_as_the_sdks_own_path_fails(record, program):
    quick, slow = (failure(record, program, quick=quick) for quick in (True, False))
    assert quick == slow
    assert quick[0] != "nothing"


def test_fails_with_the_registration_where_an_input_fails(record):
    """The SDK's own path raises this error or the input's bare one, as a set happens to be ordered."""
    with pytest.raises(ValueError, match=r"While processing resource: 't'.*\n.*'display_name'.*\n.*invalid literal"):
        record(raise_in_an_input)


def test_is_taken_by_ordinary_programs_alone(record, monkeypatch):
    slow: list[str] = []
    register = sdk_resource.register_resource
    monkeypatch.setattr(sdk_resource, "register_resource", lambda *a: (slow.append(a[2]), register(*a)))
    monkeypatch.setattr("pulumi.runtime.resource.register_resource", sdk_resource.register_resource)
    monkeypatch.setattr(sdk, "is_known", lambda: True)
    record(components_and_dependencies)
    assert slow == ["third"]  # a component given a resource, which is to come back as one
    slow.clear()
    record(what_only_the_sdk_knows)
    assert slow == ["dynamic", "own", "below", "below-0", "below-1", "transformed", "hooked"]


def test_runs_callbacks_after_the_statement_that_makes_them(record):
    order: list[str] = []

    def program():
        topic = aws.sns.Topic("t")
        topic.arn.apply(lambda _: order.append("called"))
        pulumi.Output.all("x").apply(lambda _: order.append("called"))
        order.append("made")

    record(program)
    assert order == ["made", "called", "called"]


def test_sees_what_is_added_to_a_list_after_it_is_given(record, find):
    def program():
        groups: list[str] = []
        aws.ec2.Instance("i", security_groups=groups)
        groups.append("late")

    assert find(record(program), "i").inputs == {"securityGroups": ["late"]}


def test_leaves_the_sdk_as_it_found_it(record):
    places = [(pulumi.Output, "all"), (sdk_resource, "register_resource"), (pulumi.log, "debug"), (Opts, "_copy")]
    before = [vars(owner)[name] for owner, name in places]
    record(lambda: aws.sns.Topic("t"))
    with pytest.raises(KeyError):
        record(raise_in_apply)
    assert [vars(owner)[name] for owner, name in places] == before


def test_is_not_taken_with_an_sdk_it_does_not_know(monkeypatch):
    monkeypatch.setattr(sdk, "is_known", lambda: False)
    before = sdk_resource.register_resource
    with swap.swapped(None, None, iter(())):  # type: ignore[arg-type] # neither is looked at
        assert sdk_resource.register_resource is before


def test_keeps_secrets_marked(record, find):
    stack = record(secrets_and_unknowns)
    assert isinstance(find(stack, "s").inputs["value"], Secret)
    assert isinstance(find(stack, "s").inputs["tags"]["a"], Secret)
