"""A transform..."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws
import pytest
from pulumi import ResourceOptions as Opts
from pulumi import ResourceTransformResult as Result


class Box(pulumi.ComponentResource):
    """A component with one topic inside a second component."""

    def __init__(self, name: str, opts: Opts | None = None, depth: int = 1) -> None:
        super().__init__("my:x:Box", name, None, opts)
        if depth:
            Box(f"{name}-inner", Opts(parent=self), depth - 1)
        else:
            aws.sns.Topic(f"{name}-topic", display_name="", opts=Opts(parent=self))


def tag(mark: str):
    """Return a transform that appends *mark* to a topic's display name."""

    def transform(args: pulumi.ResourceTransformArgs) -> Result | None:
        if args.type_ != "aws:sns/topic:Topic":
            return None
        return Result({**args.props, "displayName": f"{args.props.get('displayName', '')}{mark}"}, args.opts)

    return transform


def test_changes_the_inputs_of_its_resource(record, find):
    topic = find(record(lambda: aws.sns.Topic("t", opts=Opts(transforms=[tag("a"), tag("b")]))), "t")
    assert (topic.inputs["displayName"], topic.outputs["displayName"]) == ("ab", "ab")


def test_runs_for_the_resource_then_its_parents_then_the_stack(record, find):
    def program():
        pulumi.runtime.register_resource_transform(tag("-stack"))
        Box("main", Opts(transforms=[tag("-main")]))
        Box("other")

    stack = record(program)
    assert find(stack, "main-inner-topic").inputs["displayName"] == "-main-stack"
    assert find(stack, "other-inner-topic").inputs["displayName"] == "-stack"


def test_of_a_nearer_parent_runs_first(record, find):
    def program():
        outer = Box("outer", Opts(transforms=[tag("-outer")]))
        aws.sns.Topic("t", opts=Opts(parent=outer, transforms=[tag("own")]))

    assert find(record(program), "t").inputs["displayName"] == "own-outer"


def test_that_returns_nothing_changes_nothing(record, find):
    topic = find(record(lambda: aws.sns.Topic("t", display_name="x", opts=Opts(transforms=[lambda _args: None]))), "t")
    assert topic.inputs == {"displayName": "x"}


def test_may_be_asynchronous(record, find):
    async def later(args):
        return Result({**args.props, "displayName": "later"}, args.opts)

    assert find(record(lambda: aws.sns.Topic("t", opts=Opts(transforms=[later]))), "t").inputs == {
        "displayName": "later"
    }


def test_changes_the_options_of_its_resource(record, find):
    def program():
        us = aws.Provider("us", region="us-west-2")
        first = aws.sns.Topic("first")
        options = Opts(
            protect=True,
            ignore_changes=["name"],
            replace_on_changes=["policy"],
            retain_on_delete=True,
            delete_before_replace=True,
            deleted_with=first,
            depends_on=[first],
            aliases=[pulumi.Alias(name="old")],
            additional_secret_outputs=["owner"],
            provider=us,
            version="7.0.1",
        )

        def transform(args):
            return Result(args.props, Opts.merge(args.opts, options))

        aws.sns.Topic("t", opts=Opts(transforms=[transform]))

    stack = record(program)
    topic, first = find(stack, "t"), find(stack, "first").urn
    assert topic.provider == "urn:pulumi:dev::shop::pulumi:providers:aws::us::simulated"
    assert topic.outputs["arn"].startswith("arn:aws:sns:us-west-2:")
    assert topic.dependencies == (first,)
    shown = topic.options
    assert (shown.protect, shown.retain_on_delete, shown.delete_before_replace) == (True, True, True)
    assert (shown.ignore_changes, shown.replace_on_changes) == (("name",), ("policy",))
    assert (shown.aliases, shown.deleted_with) == (("old",), first)
    assert shown.additional_secret_outputs == ("owner",)


def test_may_lift_a_protection(record, find):
    def open_up(args):
        args.opts.protect = False
        return Result(args.props, args.opts)

    assert not find(
        record(lambda: aws.sns.Topic("t", opts=Opts(protect=True, transforms=[open_up]))), "t"
    ).options.protect


def test_gives_back_each_option_once(record, find):
    def same(args):
        return Result(args.props, args.opts)

    options = Opts(ignore_changes=["name"], aliases=[pulumi.Alias(name="old")], transforms=[same, same])
    topic = find(record(lambda: aws.sns.Topic("t", opts=options)), "t")
    assert (topic.options.ignore_changes, topic.options.aliases) == (("name",), ("old",))


def test_may_leave_the_options_out(record, find):
    def rename(args):
        return Result({**args.props, "displayName": "x"}, None)

    topic = find(record(lambda: aws.sns.Topic("t", opts=Opts(protect=True, transforms=[rename]))), "t")
    assert (topic.inputs, topic.options.protect) == ({"displayName": "x"}, True)


def test_sees_what_it_is_given(record):
    seen = []

    def look(args):
        seen.append((args.type_, args.name, args.custom, args.props, args.opts.protect))

    record(lambda: aws.sns.Topic("t", display_name="x", opts=Opts(protect=True, transforms=[look])))
    assert seen == [("aws:sns/topic:Topic", "t", True, {"displayName": "x"}, True)]


def test_that_fails_fails_the_run(record):
    def fail(_args):
        raise ValueError("in the transform")

    with pytest.raises(ValueError, match="in the transform"):
        record(lambda: aws.sns.Topic("t", opts=Opts(transforms=[fail])))


def test_of_look_ups_changes_what_is_asked(record):
    asked = []

    def transform(args):
        asked.append((args.token, args.args))
        return pulumi.InvokeTransformResult({**args.args, "state": "available"}, args.opts)

    def program():
        pulumi.runtime.register_invoke_transform(transform)
        pulumi.runtime.register_invoke_transform(lambda _args: None)
        pulumi.export("state", aws.get_availability_zones_output().state)

    assert record(program).outputs == {"state": "available"}
    assert asked == [("aws:index/getAvailabilityZones:getAvailabilityZones", {})]


def test_of_the_old_kind_runs_too(record, find):
    def old(args):
        return pulumi.ResourceTransformationResult({**args.props, "display_name": "old"}, args.opts)

    assert find(record(lambda: aws.sns.Topic("t", opts=Opts(transformations=[old]))), "t").inputs == {
        "displayName": "old"
    }


def test_of_an_unknown_token_is_a_bug(record):
    from stackwright.sources.transforms import _run

    with pytest.raises(RuntimeError, match="no transform has the token nothing"):
        _run("nothing", None, None)
