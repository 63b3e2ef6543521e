"""A value given on the command line..."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.errors import UserError
from stackwright.sources.configuration.path import assign, full_key

names = st.text(alphabet="abcXYZ_-.[]", min_size=1, max_size=5)


def after(*texts: str, path: bool = True, **before: Any) -> dict[str, Any]:
    values = {f"shop:{key}": value for key, value in before.items()}
    for text in texts:
        assign(values, text, "shop", path=path)
    return values


def refusal(*texts: str, path: bool = True, **before: Any) -> str:
    with pytest.raises(UserError) as refused:
        after(*texts, path=path, **before)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("size=3", {"shop:size": "3"}),
        ("aws:region=eu-west-1", {"aws:region": "eu-west-1"}),
        ("aws:config:region=eu-west-1", {"aws:region": "eu-west-1"}),
        ("a.b=c", {"shop:a.b": "c"}),
        ("a=b=c", {"shop:a": "b=c"}),
        ("a=", {"shop:a": ""}),
        ("a=true", {"shop:a": "true"}),
    ],
)
def test_is_one_name_and_a_text(text, values):
    assert after(text, path=False) == values


@pytest.mark.parametrize("path", [True, False])
@pytest.mark.parametrize("text", ["bare", "=x", ""])
def test_needs_a_key_and_a_value(text, path):
    assert refusal(text, path=path) == (
        f"--config {text}: expected KEY=VALUE, for instance --config aws:region=eu-west-1"
    )


@pytest.mark.parametrize("key", ["a:b:c", "a:", ":b", "a:config:", "a:b:c:d"])
def test_refuses_a_key_that_is_no_namespace_and_name(key):
    assert refusal(f"{key}=1", path=False) == (
        f"--config {key}: expected namespace:key, for instance aws:region or shop:size"
    )


def test_belongs_to_the_project_without_a_namespace():
    assert [full_key(key, "shop", "") for key in ("size", "aws:region", "aws:config:region")] == [
        "shop:size",
        "aws:region",
        "aws:region",
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("it.a=x", {"a": "x"}),
        ("it[0]=x", ["x"]),
        ("it[0].name=web", [{"name": "web"}]),
        ('it["a.b"].c=x', {"a.b": {"c": "x"}}),
        (r'it["say \"a\""]=x', {'say "a"': "x"}),
        ('it[""]=x', {"": "x"}),
        ("it.a=true", {"a": True}),
        ("it.a=false", {"a": False}),
        ("it.a=True", {"a": "True"}),
        ("it.a=0", {"a": 0}),
        ("it.a=80", {"a": 80}),
        ("it.a=-5", {"a": -5}),
        ("it.a=+5", {"a": 5}),
        ("it.a=-07", {"a": -7}),
        ("it.a=007", {"a": "007"}),
        ("it.a=1.5", {"a": "1.5"}),
        ("it.a=18446744073709551615", {"a": 18446744073709551615}),
        ("it.a=18446744073709551616", {"a": "18446744073709551616"}),
        ("it.a=٣", {"a": "٣"}),
        ("it=true", "true"),
        ("it.secure=true", {"secure": True}),
    ],
)
def test_reaches_into_objects_and_lists_as_a_path(text, value):
    assert after(text) == {"shop:it": value}


def test_keeps_what_stands_beside_it():
    assert after("it.b[1]=5", "it.c=6", it={"a": 1, "b": [2, 3, 4]}) == {"shop:it": {"a": 1, "b": [2, 5, 4], "c": 6}}


def test_appends_at_the_end_of_a_list():
    assert after("it[0]=a", "it[1].b=c") == {"shop:it": ["a", {"b": "c"}]}


def test_takes_the_place_of_a_plain_value_at_the_top():
    assert after("it.a=1", it="text") == after("it.a=1", it={"secure": "v1:x"}) == {"shop:it": {"a": 1}}


def test_leaves_the_value_it_was_given_alone():
    before = {"a": [1]}
    after("it.a[0]=2", it=before)
    assert before == {"a": [1]}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("it[2]=x", "index 2 is past the end of a list of 0; append at 0"),
        ("it.=x", "cannot read the path at '.'; write it as key.name[0]"),
        ("it..a=x", "cannot read the path at '..a'; write it as key.name[0]"),
        ("it.[0]=x", "cannot read the path at '.[0]'; write it as key.name[0]"),
        ("it[a]=x", "cannot read the path at '[a]'; write it as key.name[0]"),
        ("it[-1]=x", "cannot read the path at '[-1]'; write it as key.name[0]"),
        ("it[0=x", "cannot read the path at '[0'; write it as key.name[0]"),
        ('it["a=x', "cannot read the path at '[\"a'; write it as key.name[0]"),
        (".it=x", "a path begins with a name; write it as key.name[0]"),
        ("[0]=x", "a path begins with a name; write it as key.name[0]"),
        ('[""]=x', "a path begins with a name; write it as key.name[0]"),
        ("it.secure=x", "an object with the one key 'secure' means an encrypted value; use another key"),
    ],
)
def test_refuses_a_path_that_cannot_be(text, message):
    assert refusal(text) == f"--config {text}: {message}"


@pytest.mark.parametrize(
    ("before", "text", "message"),
    [
        ({"a": 1}, "it.a.b=1", "'b' does not fit: there is a plain value in its place; set that first"),
        ({"a": 1}, "it[0]=1", "0 does not fit: there is an object in its place; set that first"),
        ([1], "it.a=1", "'a' does not fit: there is a list in its place; set that first"),
        (
            {"a": {"secure": "v1:x"}},
            "it.a.b=1",
            "'b' does not fit: there is an encrypted value in its place; set that first",
        ),
    ],
)
def test_refuses_to_reach_into_what_is_something_else(before, text, message):
    assert refusal(text, it=before) == f"--config {text}: {message}"


@given(st.lists(names, min_size=1, max_size=4), st.text(alphabet="xyz", max_size=3))
def test_ends_where_its_quoted_path_leads(path, value):
    quoted = "".join(f'["{name}"]' for name in path)
    found: Any = after(f"it{quoted}={value}")["shop:it"]
    for name in path:
        assert list(found) == [name]
        found = found[name]
    assert found == value
