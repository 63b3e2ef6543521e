"""What the engine shows..."""

from __future__ import annotations

import pytest
from pulumi_policy import (
    PolicyProviderResource,
    PolicyResource,
    PolicyResourceOptions,
    ResourceValidationArgs,
    StackValidationArgs,
    proxy,
)
from pulumi_policy.proxy import unknown_checking_proxy
from pulumi_policy.secret import secrets_preserving_proxy

from policy.guardrails.engine_items import Resources, shown
from policy.guardrails.marks import UNKNOWN
from policy.guardrails.start import Start

OPTIONS = PolicyResourceOptions(True, [], False, [], [], None, "")
SENTINELS = sorted(value for name, value in vars(proxy).items() if name.startswith("UNKNOWN_"))


def args(props, type_="aws:s3/bucketV2:BucketV2", provider=True, urn="urn:pulumi:dev::shop::x::data"):
    made = (
        PolicyProviderResource("pulumi:providers:aws", {"region": "eu-west-1"}, "urn:p", "west") if provider else None
    )
    return ResourceValidationArgs(type_, unknown_checking_proxy(props), urn, "data", OPTIONS, made)


def test_is_a_resource_with_its_options_and_provider():
    item = shown(args({"a": {"b": [1.0, "x"]}}))
    assert (item.type, item.name, item.custom, item.protect) == ("aws:s3/bucket:Bucket", "data", True, True)
    assert item.inputs == {"a": {"b": [1.0, "x"]}}
    assert (item.provider.urn, item.provider["region"].value()) == ("urn:p", "eu-west-1")


def test_is_a_component_where_nothing_manages_it():
    assert not shown(args({}, "acme:a:Box", provider=False)).custom
    assert shown(args({}, "pulumi:providers:aws", provider=False)).custom


@pytest.mark.parametrize("sentinel", SENTINELS)
def test_is_unknown_at_any_depth_and_of_any_kind(sentinel):
    item = shown(args({"a": sentinel, "b": [sentinel, 1], "c": {"d": sentinel}}))
    assert item.inputs == {"a": UNKNOWN, "b": [UNKNOWN, 1], "c": {"d": UNKNOWN}}


def test_is_unknown_where_secrets_are_kept_as_well():
    given = ResourceValidationArgs(
        "t", secrets_preserving_proxy({"a": SENTINELS[0], "b": [SENTINELS[1]]}), "u", "n", OPTIONS, None
    )
    assert shown(given).inputs == {"a": UNKNOWN, "b": [UNKNOWN]}


def test_may_hold_secrets_that_nobody_marks_so_no_text_is_shown():
    assert shown(args({"a": "hunter2"}))["a"].shown == "[text]"


def test_is_translated_once_for_all_rules_and_anew_for_a_newer_state():
    resources = Resources()
    first = resources.item("a-a", args({"a": 1}))
    assert resources.item("b-b", args({"a": 1})) is first
    newer = resources.item("a-a", args({"a": 2}))
    assert (newer is first, newer["a"].value()) == (False, 2)


def stack_args(props, **more):
    bucket = PolicyResource("aws:s3/bucket:Bucket", {"arn": "a"}, "urn:b", "b", OPTIONS, None, None, [], {})
    one = PolicyResource(
        "aws:s3/bucketV2:BucketV2",
        unknown_checking_proxy(props),
        "urn:pulumi:dev::shop::x::data",
        "data",
        OPTIONS,
        None,
        bucket,
        [],
        {"bucket": [bucket]},
    )
    return StackValidationArgs([one, bucket])


def test_of_a_whole_stack_has_the_inputs_that_were_shown_before(tmp_path):
    start = Start(project="shop", stack="dev", config={}, pack=tmp_path, root=tmp_path, today=None)
    resources = Resources()
    resources.item("a-a", args({"a": 1}))
    stack = resources.stack("b-b", stack_args({"id": "i", "out": 2}), start)
    one = stack.find("urn:pulumi:dev::shop::x::data")
    assert (one.inputs, one.outputs, one.id, one.parent) == ({"a": 1}, {"id": "i", "out": 2}, "i", "urn:b")
    assert one.property_dependencies == {"bucket": ("urn:b",)}
    assert resources.stack("c-c", stack_args({}), start) is stack
    assert resources.stack("b-b", stack_args({}), start) is not stack
    assert (stack.project, stack.stack) == ("shop", "dev")


def test_of_a_whole_stack_has_outputs_where_nothing_was_shown_before(tmp_path):
    start = Start(project="shop", stack="dev", config={}, pack=tmp_path, root=tmp_path, today=None)
    stack = Resources().stack("b-b", stack_args({"id": UNKNOWN, "out": 2}), start)
    one = stack.find("urn:pulumi:dev::shop::x::data")
    assert (one.inputs["out"], one.id) == (2, "")


def test_of_a_whole_stack_is_only_read_where_it_was_never_shown_before(tmp_path):
    start = Start(project="shop", stack="dev", config={}, pack=tmp_path, root=tmp_path, today=None)
    resources = Resources()
    assert [one.read for one in resources.stack("b-b", stack_args({}), start)] == [False, False]  # nothing was shown
    resources.item("a-a", args({}))
    stack = resources.stack("b-b", stack_args({}), start)
    assert {one.urn: one.read for one in stack} == {"urn:b": True, "urn:pulumi:dev::shop::x::data": False}
