"""YAML..."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from stackwright.checks.manifests.values import same
from stackwright.reports.manifests.yaml import dump
from stackwright.simulator.lookups.kubernetes import decode
from stackwright.sources.yaml import _parse as read_as_pulumi

MISTAKABLE = [
    "y",
    "on",
    "No",
    "NULL",
    "~",
    "1",
    "0x1f",
    "0o7",
    "017",
    "1e3",
    ".5",
    "1_0",
    "2020-01-01",
    "12:30:00",
    "<<",
]
TEXTS = st.text() | st.sampled_from(MISTAKABLE)
SCALARS = st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | TEXTS
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=8
)
PRINTABLE = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.dictionaries(TEXTS, VALUES, max_size=3))
def test_is_read_as_the_very_values_by_old_readers_and_by_new_ones(value):
    text = dump(value, ["a comment"])
    assert same(yaml.safe_load(text), value)
    assert same(read_as_pulumi(text), value)


@given(st.lists(PRINTABLE, max_size=4).map("\n".join))
def test_keeps_every_line_of_a_text(text):
    assert yaml.safe_load(dump({"data": {"file": text}})) == {"data": {"file": text}}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("nginx", "nginx"),
        ("quay.io/acme/api:v1.2", "quay.io/acme/api:v1.2"),
        ("/var/run", "/var/run"),
        ("../../base", "../../base"),
        ("on", '"on"'),
        ("Y", '"Y"'),
        ("null", '"null"'),
        ("443", '"443"'),
        ("1e3", '"1e3"'),
        ("2020-01-01", '"2020-01-01"'),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("", '""'),
        ("ends:", '"ends:"'),
        ("x" * 200, "x" * 200),
        ("two words " * 20, f'"{"two words " * 20}"'),
        ("[Unit]\nAfter=é\n", "|\n  [Unit]\n  After=é"),
        ("a\n\nb", "|-\n  a\n\n  b"),
        (" a\nb", '" a\\nb"'),
        ("a\tb\nc", '"a\\tb\\nc"'),
    ],
)
def test_quotes_what_a_reader_could_take_for_something_else(text, written):
    assert dump({"k": text}) == f"k: {written}\n"
    assert decode(dump({"k": text})) == [{"k": text}]


@pytest.mark.parametrize(
    ("number", "written"), [(5, "5"), (1.5, "1.5"), (1e21, "1.0e+21"), (1e-07, "1.0e-07"), (True, "true")]
)
def test_writes_numbers_that_stay_numbers(number, written):
    assert dump({"k": number}) == f"k: {written}\n"


def test_says_first_what_an_object_is():
    metadata = {"labels": {}, "name": "it"}
    document = {"spec": {"b": 1, "a": [{"image": "i", "name": "it"}]}, "metadata": metadata, "kind": "K"}
    assert dump({**document, "apiVersion": "v1"}, ["one", "two"]) == (
        "# one\n# two\napiVersion: v1\nkind: K\nmetadata:\n  name: it\n  labels: {}\n"
        "spec:\n  a:\n  - name: it\n    image: i\n  b: 1\n"
    )


def test_repeats_a_value_that_stands_twice():
    one = {"a": [1]}
    assert dump({"b": one, "c": one}) == "b:\n  a:\n  - 1\nc:\n  a:\n  - 1\n"
