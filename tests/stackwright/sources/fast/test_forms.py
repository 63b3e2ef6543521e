"""The form of a declared output..."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from typing import Any

import pulumi_aws as aws
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pulumi.runtime import rpc

from stackwright.model import UNKNOWN, Secret
from stackwright.sources.fast import answers
from stackwright.sources.fast.forms import declared, fits, form_of


class Colour(enum.StrEnum):
    RED = "red"


RULE = aws.ec2.outputs.SecurityGroupIngress
TYPES = [str, bool, int, float, Any, None, list, dict, Colour, Sequence[str], Mapping[str, int], RULE, Sequence[RULE]]
TYPES += [RULE | None, Mapping[str, Sequence[Colour]], dict[str, Any], str | int, dict[int, str]]

JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.sampled_from(["red", "x"]), st.just(UNKNOWN)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.dictionaries(st.sampled_from(["cidrBlocks", "fromPort", "x"]), inner, max_size=2),
        inner.map(Secret),
    ),
    max_leaves=4,
)


@given(value=JSON, type_=st.sampled_from(TYPES))
def test_is_never_said_to_fit_what_the_sdk_refuses(value, type_):
    if fits(value, form_of(type_)):
        answers.read(value, type_, typed=True, place=("p", "r"))


@pytest.mark.parametrize(
    ("value", "type_"),
    [
        ("x", Colour),
        ({"a": 1}, str),
        ({}, str),
        ([], str),
        ([{"cidrBlocks": {}}], Sequence[RULE]),
        ([["x"]], Sequence[Colour]),
        (Secret({"a": 1}), str),
    ],
)
def test_does_not_fit_values_that_may_be_refused(value, type_):
    assert not fits(value, form_of(type_))


@pytest.mark.parametrize(
    ("value", "type_"),
    [
        ([{"cidrBlocks": ["10.0.0.0/8"], "fromPort": 1, "other": {"a": 1}}], Sequence[RULE]),
        ({"a": ["x"]}, Mapping[str, Sequence[str]]),
        ({rpc._special_sig_key: rpc._special_asset_sig, "text": "t"}, str),
        (Secret(UNKNOWN), RULE),
        ({"a": {"b": [1]}}, Any),
    ],
)
def test_fits_what_it_declares(value, type_):
    assert fits(value, form_of(type_))


def test_is_made_once_for_a_class():
    assert declared(aws.sns.Topic, typed=True) is declared(aws.sns.Topic, typed=True)
    assert declared(aws.sns.Topic, typed=True).form("arn") is declared(aws.sns.Topic, typed=True).form("arn")


def test_comes_with_the_names_the_class_has_for_its_outputs():
    found = declared(aws.sns.Topic, typed=True)
    assert found.python_names["displayName"] == "display_name"
    assert found.wire_names["display_name"] == "displayName"
    assert declared(aws.sns.Topic, typed=False).wire_names == {}
