"""A class's declarations..."""
# ruff: noqa: F821, UP007, UP045 - the SDKs declare their types in the older way

from __future__ import annotations

import typing
from collections.abc import Sequence
from types import NoneType
from typing import Any, Optional, Union

import pulumi
import pytest

from stackwright.simulator import classes, hints

SPACE = {"Leaf": int, "Any": Any}


class Thing(pulumi.CustomResource):
    """As the SDKs generate them."""

    def _internal_init(self, resource_name, opts=None, some_name=None, __props__=None):
        raise NotImplementedError

    @property
    @pulumi.getter(name="someName")
    def some_name(self) -> pulumi.Output[str]:
        raise NotImplementedError

    @property
    @pulumi.getter
    def arn(self) -> pulumi.Output[Optional[str]]:
        raise NotImplementedError


class Table(typing.TypedDict):
    """As newer SDKs declare arguments."""

    size: int


def test_are_known_by_wire_name_and_without_the_output_around_them():
    assert hints.properties(Thing) == {"someName": str, "arn": Optional[str]}
    assert list(hints.properties(Table)) == ["size"]
    assert hints.properties(classes.find("aws:sns/topic:Topic"))["fifoTopic"] == Optional[bool]


def test_tell_the_inputs_from_the_outputs():
    assert hints.inputs(Thing) == {"someName"}
    topic = hints.inputs(classes.find("aws:sns/topic:Topic"))
    assert {"name", "kmsMasterKeyId"} <= topic
    assert not {"arn", "tagsAll"} & topic


@pytest.mark.parametrize(
    ("hint", "resolved"),
    [("Leaf", int), (typing.ForwardRef("Leaf"), int), ("NoSuch", Any), ("1/0", Any), ("'Leaf'", int), (str, str)],
)
def test_name_types_that_are_looked_up_where_they_stand(hint, resolved):
    assert hints.resolve(hint, SPACE) is resolved


@pytest.mark.parametrize(
    ("hint", "is_optional"), [(Optional[str], True), (str | None, True), (NoneType, True), (str, False), (Any, False)]
)
def test_say_what_may_be_absent(hint, is_optional):
    assert hints.optional(hint) is is_optional


@pytest.mark.parametrize(
    ("hint", "chosen"),
    [
        (Optional[str], str),
        (Union[dict[str, str], str], str),
        (Union[str, "Leaf"], str),
        (pulumi.Output[Optional["Leaf"]], int),
        (NoneType, NoneType),
        (Union[list[str], dict[str, str]], list[str]),
    ],
)
def test_offer_the_most_telling_of_several_types(hint, chosen):
    assert hints.choice(hint, SPACE) == chosen


@pytest.mark.parametrize(
    ("hint", "forms"),
    [
        (Sequence[str], {list}),
        (Optional[list[str]], {list}),
        (dict[str, str], {dict}),
        (Union[str, Sequence[str]], {list, dict}),
        (Any, {list, dict}),
        (str, {dict}),
    ],
)
def test_may_be_of_some_forms_and_not_of_others(hint, forms):
    assert {form for form in (list, dict) if hints.of_form(hint, globals(), form)} == forms
