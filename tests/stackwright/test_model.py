"""The model of a stack..."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.model import UNKNOWN, Resource, Secret, Source, Stack, make_urn, redact, reveal, stack_urn

ROOT = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev"
VPC = "urn:pulumi:dev::shop::my:net:Vpc::main"

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet="abc", max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(alphabet="xyz", max_size=2), inner, max_size=3),
    max_leaves=8,
)


def hidden(value: Any) -> Any:
    """Return *value* with each of its texts replaced by a secret that says so."""
    if isinstance(value, dict):
        return {key: hidden(item) for key, item in value.items()}
    if isinstance(value, list):
        return [hidden(item) for item in value]
    return Secret({"inner": [f"hush-{value}", Secret("hush")]}) if isinstance(value, str) else value


def test_knows_the_urn_of_its_root():
    assert Stack(project="shop", name="dev").urn == stack_urn("shop", "dev") == ROOT


@pytest.mark.parametrize(
    ("parent", "type_", "urn"),
    [
        ("", "aws:ec2/vpc:Vpc", "urn:pulumi:dev::shop::aws:ec2/vpc:Vpc::x"),
        (ROOT, "aws:ec2/vpc:Vpc", "urn:pulumi:dev::shop::aws:ec2/vpc:Vpc::x"),
        (VPC, "aws:ec2/vpc:Vpc", "urn:pulumi:dev::shop::my:net:Vpc$aws:ec2/vpc:Vpc::x"),
        (
            "urn:pulumi:dev::shop::my:net:Vpc$my:net:Tier::private",
            "aws:ec2/subnet:Subnet",
            "urn:pulumi:dev::shop::my:net:Vpc$my:net:Tier$aws:ec2/subnet:Subnet::x",
        ),
    ],
)
def test_writes_urns_as_the_engine_does(parent, type_, urn):
    assert make_urn("shop", "dev", parent, type_, "x") == urn


def test_keeps_colons_in_a_name_whole():
    assert make_urn("shop", "dev", "urn:pulumi:dev::shop::my:net:Vpc::a::b", "t:t:T", "c::d") == (
        "urn:pulumi:dev::shop::my:net:Vpc$t:t:T::c::d"
    )


def test_manages_neither_the_root_nor_components_providers_and_reads():
    def one(type_: str, **options: Any) -> Resource:
        return Resource(urn=type_, type=type_, name="x", **options)

    kept = one("aws:ec2/vpc:Vpc")
    others = [
        one("pulumi:pulumi:Stack", custom=False),
        one("my:net:Vpc", custom=False),
        one("pulumi:providers:aws"),
        one("aws:ec2/subnet:Subnet", read=True),
    ]
    assert list(Stack(project="shop", name="dev", resources=[others[0], kept, *others[1:]]).managed()) == [kept]


def test_lists_children_by_parent_in_order_of_registration():
    first, second = (Resource(urn=name, type="t", name=name, parent="p") for name in "ab")
    root = Resource(urn="p", type="t", name="p")
    assert Stack(project="shop", name="dev", resources=[root, first, second]).children() == {
        "": [root],
        "p": [first, second],
    }


def test_says_where_a_resource_was_written_as_editors_read_it():
    assert str(Source("components/vpc.py", 12)) == "components/vpc.py:12"


def test_never_prints_a_secret():
    assert repr(Secret("hush")) == "Secret([secret])"
    assert repr([Secret({"a": "hush"})]) == "[Secret([secret])]"


def test_redacts_secrets_and_names_unknowns_at_any_depth():
    value = {"a": [Secret("hush"), ("b", Secret({"c": 1}))], "d": 1, "e": [UNKNOWN]}
    assert redact(value) == {"a": ["[secret]", ["b", "[secret]"]], "d": 1, "e": ["[unknown]"]}


def test_reveals_secrets_inside_secrets():
    assert reveal({"a": Secret([Secret("b"), ("c",)])}) == {"a": ["b", ["c"]]}


@given(plain)
def test_redacts_every_secret_whatever_it_is_inside_of(value):
    assert "hush" not in json.dumps(redact(hidden(value)))


@given(plain)
def test_leaves_plain_values_as_they_are(value):
    assert redact(value) == reveal(value) == value


def test_has_one_unknown_in_every_process():
    assert pickle.loads(pickle.dumps(Secret(UNKNOWN))).value is UNKNOWN
