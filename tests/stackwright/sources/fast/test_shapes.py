"""The shape of a declared input..."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi_aws as aws
import pytest

from stackwright.sources.fast.shapes import UNTYPED, Shape, Unusual, shape_of, shape_of_arguments

RULE = aws.ec2.SecurityGroupIngressArgs


def test_names_what_the_class_names():
    shape = shape_of_arguments(aws.ec2.VpcArgs)
    assert shape.names["cidr_block"] == "cidrBlock"
    assert "region" not in shape.names
    assert shape.key("cidrBlock").values is UNTYPED


def test_is_made_once_for_a_class():
    assert shape_of_arguments(aws.ec2.VpcArgs) is shape_of_arguments(aws.ec2.VpcArgs)


def test_reaches_into_lists():
    assert shape_of_arguments(aws.ec2.SecurityGroupArgs).key("ingress").item.names["from_port"] == "fromPort"


@pytest.mark.parametrize("type_", [None, Any, Any | None])
def test_is_untyped_where_nothing_is_declared(type_):
    shape = shape_of(type_)
    assert (shape, shape.item, shape.values, shape.names) == (UNTYPED, UNTYPED, UNTYPED, {})


def test_of_a_table_of_the_users_keeps_its_keys():
    shape = shape_of(Mapping[str, RULE] | None)
    assert shape.names == {}
    assert shape.values is not None
    assert shape.values.names["from_port"] == "fromPort"


@pytest.mark.parametrize("type_", [dict, Mapping[int, str], str])
def test_of_any_other_table_knows_nothing_of_its_values(type_):
    assert shape_of(type_).values is UNTYPED


def test_of_no_list_has_no_items():
    with pytest.raises(Unusual):
        _ = Shape(str).item


def test_of_a_bare_list_has_items_of_any_type():
    assert shape_of(Sequence).item is UNTYPED


def test_of_a_union_that_values_decide_is_left_to_the_sdk():
    union = aws.ec2.VpcArgs | aws.ec2.SubnetArgs
    with pytest.raises(Unusual):
        shape_of(union).key("cidrBlock")
