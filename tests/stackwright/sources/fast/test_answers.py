"""What a program sees of a plain value..."""

from __future__ import annotations

import enum
from typing import Any

import pulumi
import pytest
from pulumi.output import Unknown
from pulumi.runtime import rpc
from pulumi_aws.ec2 import outputs

from stackwright.model import UNKNOWN, Secret
from stackwright.sources.fast.answers import is_scalar, read

PLACE = ("prop", "name")


class Colour(enum.StrEnum):
    RED = "red"


def seen(value, type_=None, typed=True):
    return read(value, type_, typed=typed, place=PLACE)


@pytest.mark.parametrize(
    ("value", "type_", "sees"),
    [
        ("a", str, "a"),
        (True, bool, True),
        (None, str, None),
        (3, int, 3),
        (3, None, 3.0),
        (1.5, float, 1.5),
        ("red", Colour, Colour.RED),
        ([1, None], list[int], [1, None]),
        ({"a": None, "b": 1}, dict[str, int], {"b": 1}),
        ({"camelCase": {"innerCase": 1}}, None, {"camelCase": {"innerCase": 1.0}}),
    ],
)
def test_is_of_the_declared_type(value, type_, sees):
    found, secret = seen(value, type_)
    assert (found, type(found), secret) == (sees, type(sees), False)


def test_is_an_output_type_where_one_is_declared():
    found, _ = seen({"cidrBlock": "10.0.0.0/16", "fromPort": 1}, outputs.NetworkAclEgress)
    assert isinstance(found, outputs.NetworkAclEgress)
    assert (found.cidr_block, found.from_port) == ("10.0.0.0/16", 1)


@pytest.mark.parametrize("value", [Secret("x"), [Secret("x")], {"a": [Secret("x")]}, {"a": Secret(Secret("x"))}])
def test_is_secret_as_a_whole_where_a_part_is(value):
    found, secret = seen(value)
    assert secret
    assert "Secret" not in repr(found)


def test_keeps_a_secret_null_in_a_table():
    assert seen({"a": Secret(None), "b": None}) == ({"a": None}, True)


@pytest.mark.parametrize("value", [UNKNOWN, [UNKNOWN], {"a": UNKNOWN}])
def test_is_unknown_to_the_sdk_where_it_is_here(value):
    found, _ = seen(value)
    while isinstance(found, (list, dict)):
        found = found[0] if isinstance(found, list) else found["a"]
    assert isinstance(found, Unknown)


@pytest.mark.parametrize(
    ("signature", "content", "kind"),
    [
        (rpc._special_asset_sig, {"path": "p"}, pulumi.FileAsset),
        (rpc._special_asset_sig, {"text": "t"}, pulumi.StringAsset),
        (rpc._special_asset_sig, {"uri": "u"}, pulumi.RemoteAsset),
        (rpc._special_archive_sig, {"path": "p"}, pulumi.FileArchive),
        (rpc._special_archive_sig, {"uri": "u"}, pulumi.RemoteArchive),
        (rpc._special_archive_sig, {"assets": {}}, pulumi.AssetArchive),
    ],
)
def test_is_an_asset_again_where_it_was_one(signature, content, kind):
    found, _ = seen({rpc._special_sig_key: signature, **content}, pulumi.Asset)
    assert isinstance(found, kind)
    assert vars(found) == content


def test_of_the_wrong_type_is_the_sdks_error():
    with pytest.raises(AssertionError, match=r"at resource `name`, property `prop`"):
        seen({"a": 1}, str)


@pytest.mark.parametrize(
    ("value", "type_", "scalar"),
    [
        ("a", str, True),
        (True, Any, True),
        ("red", Colour, False),
        (1, int, False),
        ([], list, False),
        (None, str, False),
    ],
)
def test_is_the_value_itself_for_text_and_truth(value, type_, scalar):
    assert is_scalar(value, type_) is scalar
