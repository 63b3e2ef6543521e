"""An instance type..."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.guardrails.instance_sizes import SIZES, rank, too_big

FAMILIES = ["t4g", "m[5-9]*"]


@pytest.mark.parametrize(
    "name", ["t4g.nano", "m7g.large", "m5.2xlarge", "db.m7g.large", "cache.t4g.micro", "db.serverless"]
)
def test_is_fine_within_families_and_size(name):
    assert too_big(name, FAMILIES, "2xlarge") == ""


@pytest.mark.parametrize("name", ["p5.large", "m4.large", "db.x2g.large", "nonsense", ""])
def test_is_refused_outside_the_families(name):
    assert too_big(name, FAMILIES, "2xlarge") == "must be of one of the families t4g, m[5-9]*"


@pytest.mark.parametrize("name", ["m7g.4xlarge", "m5.metal", "cache.m6g.12xlarge", "m7g"])
def test_is_refused_beyond_the_largest_size(name):
    assert too_big(name, FAMILIES, "2xlarge") == "must be no larger than 2xlarge"


def test_grows_from_nano_to_metal():
    order = [*SIZES, "2xlarge", "16xlarge", "metal"]
    assert [rank(size) for size in order] == sorted({rank(size) for size in order})


@given(st.integers(2, 99), st.integers(2, 99))
def test_grows_with_its_number(one, other):
    assert (rank(f"{one}xlarge") < rank(f"{other}xlarge")) is (one < other)
