"""A component..."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest

from components.component import Component, Removal, Transform, output_names


class Pair(Component):
    """Two topics: a primary child and one with data."""

    pair_arn: pulumi.Output[str]
    arns: Mapping[str, pulumi.Output[str]]
    size: int
    _hidden: pulumi.Output[str]

    def __init__(
        self,
        name: str = "main",
        *,
        inputs: Mapping[str, Any] | None = None,
        transform: Transform | None = None,
        removal: Removal = "retain",
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("test:test:Pair", name, inputs or {}, opts, transform)
        primary = aws.sns.Topic(name, display_name="first", opts=self.child())
        kept = aws.sns.Topic(f"{name}-kept-a", display_name="second", opts=self.keeping(removal))
        self.pair_arn = primary.arn
        self.arns = {"kept": kept.arn}
        self.size = 2
        self._hidden = primary.arn
        self.finish()


def retitle(title: str):
    return lambda props: {**props, "display_name": title}


def test_is_the_parent_of_its_children(deploy):
    made = deploy(Pair)
    pair = made["main", "test:test:Pair"]
    assert made.named(under="test:test:Pair") == {"main": "aws:sns/topic:Topic", "main-kept-a": "aws:sns/topic:Topic"}
    assert {made["main"].parent, made["main-kept-a"].parent} == {pair.urn}


def test_keeps_its_name_in_the_program(deploy):
    assert deploy(lambda: Pair("orders")).result.logical_name == "orders"


def test_takes_no_option_of_its_own_down_to_its_children(deploy):
    made = deploy(lambda: Pair(opts=pulumi.ResourceOptions(ignore_changes=["displayName"], protect=False)))
    assert made["main"].options.ignore_changes == ()


def test_shows_the_inputs_it_is_given_and_leaves_out_those_without_a_value(deploy):
    made = deploy(lambda: Pair(inputs={"zones": ["a", "b"], "nat": None, "multiAz": False}))
    assert made["main", "test:test:Pair"].inputs == {"zones": ["a", "b"], "multiAz": False}


def test_brings_no_alarms_unless_it_says_so(deploy):
    assert deploy(Pair).result.alarms == ()


def test_protects_children_with_data_where_they_are_retained(deploy):
    made = deploy(lambda: Pair(removal="retain"))
    assert made["main-kept-a"].options.protect
    assert not made["main"].options.protect


def test_protects_nothing_that_is_to_be_destroyed(deploy):
    assert not deploy(lambda: Pair(removal="destroy"))["main-kept-a"].options.protect


def test_registers_its_documented_outputs_and_nothing_else(deploy):
    made = deploy(Pair)
    assert made["main", "test:test:Pair"].outputs == {
        "pair_arn": made["main"].outputs["arn"],
        "arns": {"kept": made["main-kept-a"].outputs["arn"]},
    }


def test_refuses_to_finish_without_a_documented_output(deploy):
    class Forgetful(Component):
        thing_id: pulumi.Output[str]

        def __init__(self) -> None:
            super().__init__("test:test:Forgetful", "main", {}, None)
            self.finish()

    with pytest.raises(AttributeError, match="thing_id"):
        deploy(Forgetful)


def test_inherits_documented_outputs_before_its_own():
    class Triple(Pair):
        third_arn: pulumi.Output[str]

    assert output_names(Triple) == ["pair_arn", "arns", "third_arn"]


def test_lets_its_primary_child_be_altered_by_that_word(deploy):
    made = deploy(lambda: Pair(transform={"primary": retitle("ours")}))
    assert made["main"].inputs["displayName"] == "ours"
    assert made["main-kept-a"].inputs["displayName"] == "second"


def test_lets_another_child_be_altered_by_its_role(deploy):
    made = deploy(lambda: Pair(transform={"kept-a": retitle("ours")}))
    assert made["main"].inputs["displayName"] == "first"
    assert made["main-kept-a"].inputs["displayName"] == "ours"


def test_lets_many_children_be_altered_by_a_glob(deploy):
    made = deploy(lambda: Pair(transform={"*": retitle("ours")}))
    assert {made["main"].inputs["displayName"], made["main-kept-a"].inputs["displayName"]} == {"ours"}


def test_applies_every_change_that_matches_in_the_order_given(deploy):
    def append(letter: str):
        return lambda props: {**props, "display_name": props["display_name"] + letter}

    made = deploy(lambda: Pair(transform={"kept-*": append("a"), "*": append("b")}))
    assert made["main-kept-a"].inputs["displayName"] == "secondab"


def test_keeps_a_childs_options_when_it_is_altered(deploy):
    made = deploy(lambda: Pair(transform={"kept-a": retitle("ours")}))
    assert made["main-kept-a"].options.protect
    assert made["main-kept-a"].parent == made["main", "test:test:Pair"].urn


def test_refuses_a_change_to_a_child_it_does_not_have(deploy):
    with pytest.raises(ValueError, match=r"main: transform names no child of this component: flow-\*, log$"):
        deploy(lambda: Pair(transform={"log": retitle("x"), "flow-*": retitle("y"), "primary": retitle("z")}))


class Granting(Component):
    """A topic that gets another with the first grant."""

    def __init__(self, transform: Transform) -> None:
        super().__init__("test:test:Granting", "main", {}, None, transform)
        aws.sns.Topic("main", opts=self.child())
        self.finish()

    def allow(self, who: str) -> None:
        aws.sns.Topic(f"main-ingress-{who}", display_name="second", opts=self.child())


def test_lets_a_child_that_comes_with_a_grant_be_changed_by_its_role(deploy):
    def program() -> None:
        Granting({"ingress-*": retitle("changed")}).allow("orders")

    assert deploy(program)["main-ingress-orders"].inputs["displayName"] == "changed"


def test_refuses_a_misspelt_removal(deploy):
    with pytest.raises(ValueError, match="main: removal must be 'retain' or 'destroy', got 'detroy'"):
        deploy(lambda: Pair(removal="detroy"))
