"""The random provider makes..."""

from __future__ import annotations

import base64
import csv
import re
from importlib import resources
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from stackwright.model import Secret
from stackwright.simulator import Simulator
from stackwright.simulator.random import MAKERS

NUMBERS = st.integers(0, 4)


def create(kind: str, name: str = "x", **inputs: Any) -> tuple[str, dict[str, Any]]:
    type_ = f"random:index/random{kind}:Random{kind}"
    assert type_ in MAKERS
    return Simulator().create(type_, f"urn:pulumi:dev::shop::{type_}::{name}", inputs)


@given(st.integers(min_value=1, max_value=80), st.text(alphabet="abc", min_size=1))
def test_a_password_of_the_length_asked_for_and_hides_it(length, name):
    id_, made = create("Password", name, length=length)
    assert id_ == "none"
    assert isinstance(made["result"], Secret)
    assert isinstance(made["bcryptHash"], Secret)
    assert len(made["result"].value) == length


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_text_with_as_many_of_each_kind_as_asked_for(lower, upper, numeric, special):
    id_, made = create("String", length=20, minLower=lower, minUpper=upper, minNumeric=numeric, minSpecial=special)
    text = made["result"]
    assert id_ == text
    assert len(text) == 20
    for count, kind in ((lower, "[a-z]"), (upper, "[A-Z]"), (numeric, "[0-9]"), (special, "[^a-zA-Z0-9]")):
        assert len(re.findall(kind, text)) >= count


@given(st.booleans(), st.booleans(), st.booleans())
def test_text_of_the_alphabet_asked_for(lower, upper, numeric):
    text = create("String", length=40, lower=lower, upper=upper, numeric=numeric, overrideSpecial="_")[1]["result"]
    allowed = "_" + "a-z" * lower + "A-Z" * upper + "0-9" * numeric
    assert re.fullmatch(f"[{allowed}]{{40}}", text)


@given(st.integers(min_value=1, max_value=40))
def test_an_id_of_as_many_bytes_in_all_its_forms(length):
    id_, made = create("Id", byteLength=length, prefix="p-")
    raw = bytes.fromhex(made["hex"].removeprefix("p-"))
    assert len(raw) == length
    assert made["dec"] == f"p-{int.from_bytes(raw, 'big')}"
    assert base64.b64decode(made["b64Std"].removeprefix("p-")) == raw
    assert made["b64Url"] == f"p-{id_}"
    assert base64.urlsafe_b64decode(id_ + "=" * (-len(id_) % 4)) == raw


@given(st.integers(min_value=1, max_value=40))
def test_bytes_that_stay_secret(length):
    made = create("Bytes", length=length)[1]
    assert base64.b64decode(made["base64"].value).hex() == made["hex"].value
    assert len(made["hex"].value) == 2 * length


@given(st.integers(-50, 50), st.integers(0, 50))
def test_a_number_within_its_bounds(low, size):
    id_, made = create("Integer", min=low, max=low + size)
    assert low <= made["result"] <= low + size
    assert id_ == str(made["result"])


@given(st.lists(st.integers(), min_size=1), st.integers(0, 30))
def test_items_in_another_order_over_again_where_more_are_asked_for(items, count):
    results = create("Shuffle", inputs=items, resultCount=count)[1]["results"]
    assert len(results) == count
    assert set(results) <= set(items)
    assert sorted(create("Shuffle", inputs=items)[1]["results"]) == sorted(items)


@given(st.integers(1, 5), st.sampled_from(["-", "_", ""]))
def test_a_pet_of_as_many_words(length, separator):
    id_ = create("Pet", length=length, separator=separator, prefix="my")[0]
    assert id_.startswith("my")
    assert separator == "" or len(id_.split(separator)) == length + 1


def test_a_uuid():
    id_, made = create("Uuid")
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}", id_)
    assert made["result"] == id_


def test_what_can_be_made_where_a_length_is_not_to_be_shown():
    assert len(create("Password", length=Secret(9))[1]["result"].value) == 16
    assert create("Shuffle", inputs=Secret(["a"]))[1]["results"] == []


def test_pets_from_words_of_each_kind():
    text = resources.files("stackwright.data").joinpath("random_words.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        words = row["words"].split()
        assert len(set(words)) == len(words) >= 40
