"""An argument of a Terraform resource..."""

from __future__ import annotations

import importlib

import pytest


@pytest.mark.parametrize(
    ("name", "plain"), [("kms_key_id", "kmskeyid"), ("names.AttrKMSKeyID", "kmskeyid"), ("a", "a")]
)
def test_is_named_alike_by_name_and_by_constant(scripts, name, plain):
    assert importlib.import_module("attribute").plain(name) == plain


def test_forces_nothing_unless_told(scripts):
    made = importlib.import_module("attribute").Attribute()
    assert [made.forces, made.whole, made.given] == [False, False, False]
    assert made.fields == {}
