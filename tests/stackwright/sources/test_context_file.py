"""A committed answer to a look-up..."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.errors import UserError
from stackwright.model import Secret
from stackwright.sources import context_file
from stackwright.sources.context_file import FILE, load

AMI = "aws:ec2/getAmi:getAmi"


@pytest.fixture
def context(write):
    return lambda *entries: load(write({FILE: json.dumps({"lookUps": list(entries)})}))


def entry(answer, **more):
    return {"lookUp": AMI, "answer": answer, **more}


def test_is_absent_without_a_file(tmp_path):
    found = load(tmp_path)
    assert found.answer(AMI, {}, "eu-west-1", "dev") is None
    assert found.unused() == []


def test_is_the_first_that_fits(context):
    found = context(entry({"id": "1"}, args={"owners": ["amazon"]}), entry({"id": "2"}), entry({"id": "3"}))
    assert found.answer(AMI, {"owners": ["amazon"], "mostRecent": True}, "eu-west-1", "dev") == {"id": "1"}
    assert found.answer(AMI, {"owners": ["self"]}, "eu-west-1", "dev") == {"id": "2"}
    assert found.answer("aws:ec2/getVpc:getVpc", {}, "eu-west-1", "dev") is None


@pytest.mark.parametrize(
    ("more", "fits"),
    [
        ({"region": "eu-west-1"}, True),
        ({"region": "us-east-1"}, False),
        ({"stack": "dev"}, True),
        ({"stack": "prod"}, False),
        ({"args": {"filters": [{"name": "n", "values": ["v"]}]}}, True),
        ({"args": {"filters": [{"name": "n"}]}}, True),
        ({"args": {"filters": []}}, False),
        ({"args": {"mostRecent": True}}, True),
        ({"args": {"mostRecent": 1}}, False),
        ({"args": {"owner": "amazon"}}, False),
        ({"args": {"secret": "x"}}, True),
    ],
)
def test_fits_by_region_stack_and_arguments(context, more, fits):
    args = {"filters": [{"name": "n", "values": ["v"]}], "mostRecent": True, "secret": Secret("x")}
    found = context(entry({"id": "1"}, **more)).answer(AMI, args, "eu-west-1", "dev")
    assert (found is not None) is fits


def test_is_the_callers_own(context):
    found = context(entry({"tags": {"a": "b"}}))
    first = found.answer(AMI, {}, "r", "s")
    first["tags"]["a"] = "changed"
    assert found.answer(AMI, {}, "r", "s") == {"tags": {"a": "b"}}


def test_is_reported_where_it_answers_nothing(context):
    found = context(entry({}), entry({"id": "1"}, region="us-east-1"))
    assert found.answer(AMI, {}, "eu-west-1", "dev") == {}
    assert found.unused() == ["stackwright.context.json: entry 2 (aws:ec2/getAmi:getAmi) answered no look-up"]


@pytest.mark.parametrize("text", ["{}", '{"lookUps": []}', '\ufeff{"lookUps": []}'])
def test_may_be_none_at_all(write, text):
    assert load(write({FILE: text})).entries == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{\n"lookUps": [,]}', ":2: not valid JSON: Expecting value; correct that line"),
        ("[]", ": the file is a list, expected a table; correct it"),
        ("null", ": the file is null, expected a table; correct it"),
        ('{"lookups": []}', ": the file has an unknown key 'lookups'; did you mean lookUps?"),
        ('{"x": []}', ": the file has an unknown key 'x'; known are lookUps"),
        ('{"lookUps": {}}', ": lookUps is a table, expected a list of entries; correct it"),
        ('{"lookUps": [1]}', ": entry 1 is a number, expected a table; correct it"),
        ('{"lookUps": [{"answers": {}}]}', ": entry 1 has an unknown key 'answers'; did you mean answer?"),
        ('{"lookUps": [{"answer": {}}]}', ": entry 1 has no lookUp, which is a function token; add it"),
        ('{"lookUps": [{"lookUp": "a:b:c"}]}', ": entry 1 has no answer, which is a table of outputs; add it"),
        (
            '{"lookUps": [{"lookUp": true, "answer": {}}]}',
            ": entry 1: lookUp is true or false, expected a function token; correct it",
        ),
        (
            '{"lookUps": [{"lookUp": "a:b:c", "answer": "x"}]}',
            ": entry 1: answer is text, expected a table of outputs; correct it",
        ),
        (
            '{"lookUps": [{"lookUp": "getVpc", "answer": {}}]}',
            ": entry 1: lookUp 'getVpc' is no token; write it as aws:ec2/getVpc:getVpc",
        ),
        (
            '{"lookUps": [{"lookUp": "aws::getVpc", "answer": {}}]}',
            ": entry 1: lookUp 'aws::getVpc' is no token; write it as aws:ec2/getVpc:getVpc",
        ),
        ('{"lookUps": [], "lookUps": []}', ": the key 'lookUps' stands twice in one table; keep one"),
    ],
)
def test_that_is_malformed_is_refused_in_one_line(write, text, message):
    with pytest.raises(UserError) as caught:
        load(write({FILE: text}))
    assert str(caught.value) == FILE + message


def test_that_cannot_be_read_is_refused(tmp_path):
    (tmp_path / FILE).write_bytes(b"\xff")
    with pytest.raises(UserError, match=r"^stackwright\.context\.json: cannot be read: .*; save it as JSON in UTF-8$"):
        load(tmp_path)
    (tmp_path / FILE).unlink()
    (tmp_path / FILE).mkdir()
    with pytest.raises(UserError, match=r"^stackwright\.context\.json: cannot be read: "):
        load(tmp_path)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text("ab", max_size=2), json_values), st.dictionaries(st.text("xy", max_size=2), json_values))
def test_fits_whatever_has_its_arguments_among_others(part, more):
    assert context_file._within(part, {**more, **part})
    assert context_file._within(part, {**part, "other": 1})
    assert not context_file._within({**part, "needed": 1}, part)
