"""A field..."""

from __future__ import annotations

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.model import UNKNOWN, Secret
from stackwright.simulator.fields import Fields, as_text
from stackwright.simulator.place import Place

SEED = "0123456789abcdef" * 4


def fields(**inputs):
    return Fields(SEED, inputs, physical="p", type="a:b/c:D")


@pytest.mark.parametrize(
    ("key", "form"),
    [
        ("hex16", "[0-9a-f]{16}"),
        ("hex128", "[0-9a-f]{128}"),
        ("upper13", "[0-9A-Z]{13}"),
        ("upperhex32", "[0-9A-F]{32}"),
        ("lower10", "[0-9a-z]{10}"),
        ("digits10", "[1-9][0-9]{9}"),
        ("letters5", "[a-zA-Z]{5}"),
        ("word32", "[a-zA-Z0-9]{32}"),
        ("octet", "[0-9]{1,3}"),
        ("uuid", "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}"),
    ],
)
def test_of_digits_has_its_form_and_others_for_another_purpose(key, form):
    made = fields()
    assert re.fullmatch(form, made[key])
    assert re.fullmatch(form, made[f"{key}@other"])
    assert made[key] == fields()[key]
    assert made[key] != made[f"{key}@other"]


def test_of_base64_can_be_decoded():
    assert len(base64.b64decode(fields()["base64_48"])) == 48


def test_reads_public_inputs_at_any_depth():
    made = fields(name="n", port=80, spec={"replicas": 3}, list=[{"a": "b"}])
    assert (made["name"], made["port"], made["spec.replicas"], made["list.a"]) == ("n", "80", "3", "b")


@given(st.text())
def test_never_shows_a_secret_or_an_unknown(text):
    made = fields(name=Secret("hush" + text), other=UNKNOWN, flag=True)
    assert "hush" not in made["name"]
    assert len(made["name"]) == len(made["other"]) == len(made["flag"]) == len(made["missing"]) == 10
    assert (made.given("name"), as_text(UNKNOWN)) == ("", "")


def test_of_a_place_follows_from_it():
    made = fields().at(Place(region="cn-north-1", account_id="1"))
    assert (made["partition"], made["region"], made["account"]) == ("aws-cn", "cn-north-1", "1")
    assert made["dns"] == "amazonaws.com.cn"
