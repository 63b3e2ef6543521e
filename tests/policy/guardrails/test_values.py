"""A place in a resource..."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.guardrails.item import Item
from policy.guardrails.marks import UNKNOWN, UNKNOWN_TEXT, Secret
from policy.guardrails.values import joined
from policy.guardrails.verdicts import Undecided

DATABASE = "aws:rds/instance:Instance"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(min_size=1), inner, max_size=3),
    max_leaves=8,
)


def node(value, path="a", type_="aws:s3/bucket:Bucket"):
    return Item(urn="u", type=type_, name="n", inputs={path: value})[path]


def test_is_known_unknown_or_absent_and_nothing_between():
    def state(one):
        return (one.known, one.unknown, one.absent)

    assert state(node("x")) == (True, False, False)
    assert state(node(UNKNOWN)) == (False, True, False)
    assert state(node(None)) == (False, False, True)
    assert state(node(False)) == (True, False, False)


@pytest.mark.parametrize("deep", ["b", "b.c", "b.c.d"])
def test_hands_down_what_it_is(deep):
    assert node(UNKNOWN).at(deep).unknown
    assert node(None).at(deep).absent
    assert node("a text has no members").at(deep).absent


def test_hands_down_that_it_is_secret():
    assert node(Secret({"b": "hunter2"}))["b"].secret
    assert node({"b": Secret("hunter2"), "c": 1})["b"].secret
    assert not node({"b": Secret("hunter2"), "c": 1})["c"].secret


def test_raises_where_any_part_of_its_value_is_unknown():
    with pytest.raises(Undecided) as raised:
        node({"b": [1, UNKNOWN]}).value()
    assert raised.value.path == "a"
    assert node({"b": [1, UNKNOWN]})["b"][0].value() == 1


def test_raises_where_a_text_holds_the_protocols_word_for_unknown():
    with pytest.raises(Undecided):
        node(f"arn:{UNKNOWN_TEXT}").value()


def test_reads_secrets_whole():
    assert node({"b": Secret([Secret("x"), 2.0])}).value() == {"b": ["x", 2]}


def test_has_awss_default_where_nothing_is_set():
    assert node(None, "storageEncrypted", DATABASE).value() is False
    assert node(None, "nothingLikeThis", DATABASE).value() is None


@pytest.mark.parametrize(("value", "count"), [([1, 2], 2), ("one", 1), ({"x": 1}, 1), (None, 0), ([], 0)])
def test_lists_its_elements_and_a_value_that_is_no_list_as_its_own(value, count):
    assert len(node(value).items()) == count


def test_lists_what_is_known_of_a_list():
    assert [one.value() for one in node(["x", UNKNOWN, "y"]).elements()] == ["x", "y"]
    assert node("x").elements() == node(UNKNOWN).elements() == []


@pytest.mark.parametrize(("value", "text"), [("x", True), ("", True), (1, False), (UNKNOWN, False), (None, False)])
def test_knows_whether_it_is_a_text(value, text):
    assert node(value).is_text is text


def test_names_its_members_in_order():
    assert [one.path for one in node({"z": 1, "b-c": 2, "d/e": 3}).fields().values()] == [
        "a.b-c",
        'a["d/e"]',
        "a.z",
    ]


def test_does_not_list_what_it_does_not_know():
    for ask in (node(UNKNOWN).items, node(UNKNOWN).fields):
        with pytest.raises(Undecided):
            ask()


def test_reads_json_with_the_paths_going_on_inside():
    found = node(json.dumps({"Statement": [{"Action": "s3:*"}]})).json()["Statement"].items()[0]["Action"]
    assert (found.path, found.value()) == ("a.Statement[0].Action", "s3:*")
    assert node({"Statement": []}).json()["Statement"].known


def test_knows_in_a_json_text_all_but_what_is_unknown_there():
    document = node(json.dumps({"Action": "s3:*", "Resource": UNKNOWN_TEXT})).json()
    assert document["Action"].value() == "s3:*"
    assert document["Resource"].unknown


def test_does_not_read_json_that_it_does_not_know():
    with pytest.raises(Undecided):
        node(UNKNOWN).json()
    with pytest.raises(ValueError, match="Expecting"):
        node("{").json()


@given(JSON)
def test_reads_any_json_as_python_does(value):
    found = node(json.dumps(value)).json() if value is not None else node(None)
    assert found.value() == value


def test_yields_every_scalar_below():
    assert [one.path for one in node({"b": [1, {"c": UNKNOWN}], "d": None}).leaves()] == ["a.b[0]", "a.b[1].c"]


def test_knows_which_property_it_lies_in():
    assert node([{"b": 1}])[0]["b"].root == "a"


def test_says_what_was_found():
    assert node(False).problem("must be true").text == "a must be true, found false"
    assert node(None).problem("must be true").text == "a must be true, but is not set"
    assert (
        node(None, "storageEncrypted", DATABASE).problem("must be true").text
        == "storageEncrypted must be true, but is not set: the default is false"
    )


def test_never_says_a_secret():
    for secret in (Secret("hunter2"), {"b": Secret("hunter2")}, [Secret("hunter2")]):
        assert node(secret).problem("must not be").text == "a must not be, found [secret]"


def test_says_a_default_though_it_would_stand_in_a_secret():
    assert node(Secret({"b": 1}))["c"].problem("must be set").text == "a.c must be set, but is not set"
    assert node(Secret({}), "storageEncrypted", DATABASE)["x"].shown == "null"


@pytest.mark.parametrize(
    ("type_", "value", "truth"),
    [
        (DATABASE, "true", True),
        (DATABASE, "false", False),
        (DATABASE, True, True),
        (DATABASE, "yes", "yes"),
        (DATABASE, None, None),
        ("kubernetes:core/v1:Pod", "true", "true"),
    ],
)
def test_is_true_or_false_as_the_provider_reads_it(type_, value, truth):
    assert node(value, type_=type_).truth() == truth


def test_shortens_what_is_long():
    assert len(node("x" * 500).shown) == 80


def test_tells_what_it_is_made_of_but_for_other_stacks():
    reference = "urn:pulumi:dev::shop::pulumi:pulumi:StackReference::other"
    one = Item(urn="u", type="t", name="n", inputs={"a": UNKNOWN}, property_dependencies={"a": ("v", reference)})
    assert one["a"].made_of == ("v",)


def test_leaves_a_trace_of_what_was_read():
    one = Item(urn="u", type="t", name="n", inputs={"a": {"b": 1, "c": 2}}, trace=set())
    assert one["a"]["b"].known
    one["a"]["c"].value()
    one["a"].fields()
    assert one.trace == {"a.b", "a.c**"}


@pytest.mark.parametrize(("path", "key", "expected"), [("", "a", "a"), ("a", "b", "a.b"), ("a", "b.c", 'a["b.c"]')])
def test_joins_keys_so_that_the_path_can_be_read(path, key, expected):
    assert joined(path, key) == expected


@pytest.mark.parametrize(
    ("value", "shown"), [("x", "[text]"), (["x"], "[text]"), (True, "true"), (7.0, "7"), (None, "null")]
)
def test_shows_no_text_where_it_is_not_told_what_is_secret(value, shown):
    one = Item(urn="u", type="t", name="n", inputs={"a": value}, discreet=True)
    assert one["a"].shown == shown
