"""Instance families"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.eks.karpenter import instance_types
from components.eks.karpenter.instance_types import GPU_CATEGORIES, categories, families, fitting

TABLE = Path(instance_types.__file__).parents[2] / "data" / "pod_security_group_families.csv"


def test_are_of_these_categories():
    assert categories() == ("c", "m", "r", "g", "p")
    assert set(GPU_CATEGORIES) < set(categories())


def test_are_named_after_their_category_generation_and_processor():
    for family in families().values():
        category, generation, rest = re.fullmatch(r"([a-z]+)(\d+)([a-z-]*\d*)", family.name).groups()
        assert (family.category, family.generation) == (category, int(generation))
        assert family.architecture == ("arm64" if "g" in rest.partition("-")[0] else "x86_64")


def test_can_all_give_a_pod_a_security_group_of_its_own():
    assert all(family.branch_interfaces > 0 for family in families().values())


@pytest.mark.parametrize("family", ["t3", "t3a", "t4g", "m4", "g4ad", "c8gn", "i4i"])
def test_are_left_out_where_one_of_their_types_cannot_or_karpenter_does_not_know_that_it_can(family):
    assert family not in families()


def test_have_a_source_and_a_date():
    with TABLE.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == len(families())
    assert all(row["source"] and re.fullmatch(r"\d{4}-\d\d-\d\d", row["as_of"]) for row in rows)


@given(
    st.sets(st.sampled_from(["c", "m", "r", "g", "p"])),
    st.integers(0, 10),
    st.sets(st.sampled_from(["arm64", "x86_64"])),
)
def test_are_found_by_what_is_asked_for_and_no_other(asked, generation, architectures):
    found = fitting(categories=asked, min_generation=generation, architectures=architectures)
    assert list(found) == sorted(set(found))
    for family in families().values():
        fits = family.category in asked and family.generation >= generation and family.architecture in architectures
        assert (family.name in found) is fits
