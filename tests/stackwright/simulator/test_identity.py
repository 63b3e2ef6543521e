"""A resource's identity..."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.model import UNKNOWN, Secret
from stackwright.simulator import Simulator, identity
from stackwright.simulator.replacement import forces_replacement

SUBNET = "aws:ec2/subnet:Subnet"
URN = f"urn:pulumi:d::p::{SUBNET}::a"
JSON = st.recursive(
    st.text() | st.integers() | st.booleans(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)


def digest(**inputs: Any) -> str:
    return identity.digest(SUBNET, URN, inputs)


@given(JSON, JSON)
def test_is_kept_by_an_update(one, other):
    assert "tags" not in forces_replacement(SUBNET)
    assert digest(vpcId="vpc-1", tags=one) == digest(vpcId="vpc-1", tags=other)


@given(st.text(min_size=1), st.text(min_size=1))
def test_is_another_after_a_replacement(one, other):
    assert "vpcId" in forces_replacement(SUBNET)
    assert (digest(vpcId=one) == digest(vpcId=other)) is (one == other)


@given(JSON)
def test_depends_on_no_secret(value):
    assert digest(vpcId=Secret(value)) == digest(vpcId=UNKNOWN) == digest()


def test_is_that_of_the_urn_where_nothing_forces_a_replacement():
    assert identity.digest("x:y:Z", "urn:a", {"b": 1}) == identity.digest("x:y:Z", "urn:a", {})
    assert identity.digest("x:y:Z", "urn:a", {}) != identity.digest("x:y:Z", "urn:b", {})


@pytest.mark.parametrize(
    ("path", "one", "other", "same"),
    [
        ("a.b", {"a": {"b": 1}}, {"a": {"b": 2}}, False),
        ("a.b", {"a": {"b": 1, "c": 1}}, {"a": {"b": 1, "c": 2}}, True),
        ("a[].b", {"a": [{"b": 1}]}, {"a": [{"b": 1}, {"b": 2}]}, False),
        ("a[].b", {"a": [{"b": 1}]}, {"a": [{"b": 1}, {"b": Secret(2)}]}, True),
        ("a", {"a": {"k": [1, Secret(2)]}}, {"a": {"k": [1, Secret(3)]}}, True),
        ("a.b", {"a": 1}, {"a": 2}, True),
    ],
)
def test_follows_paths_into_what_is_public(monkeypatch, path, one, other, same):
    identity._paths.cache_clear()
    monkeypatch.setattr(identity, "forces_replacement", lambda _type: frozenset({path}))
    assert (identity.digest("t:a:B", "u", one) == identity.digest("t:a:B", "u", other)) is same
    identity._paths.cache_clear()


def test_of_what_exists_is_its_id_whatever_it_is_called():
    one, other = (Simulator().create("aws:ec2/vpc:Vpc", f"urn:x::{name}", {}, "vpc-1")[1] for name in "ab")
    assert one == other
    assert identity.existing("t", "a") != identity.existing("t", "b")


def test_is_another_in_each_variant_of_the_cloud():
    seeds = {identity.varied(digest(), variant) for variant in ("", "a", "b")}
    assert len(seeds) == 3
    assert identity.varied(digest(), "") == digest()
