"""A fixture file..."""

from __future__ import annotations

import pytest

from policy.guardrails.kit.fixtures import FixtureError, JsonText, json_text, read_fixture
from policy.guardrails.marks import UNKNOWN, Secret

CASE = "good:\n  - case: fine\n    resources:\n      - {type: 'aws:s3/bucket:Bucket', name: data"


@pytest.fixture
def load(tmp_path):
    def run(text):
        file = tmp_path / "x.yaml"
        file.write_text(text)
        return read_fixture(file, "x-y")

    return run


def test_gives_its_cases_by_kind(load):
    found = load(CASE + "}\nbad:\n  - {case: not, resources: [], findings: [data a]}\n")
    assert [one.title for one in found.cases] == ["x-y good: fine", "x-y bad: not"]
    assert [one.findings for one in found.of("bad")] == [("data a",)]


def test_marks_values(load):
    text = (
        CASE + ", properties: {a: !unknown , b: !secret 7, c: !json {d: [true]}, e: !secret {f: x}, g: !secret '7'}}\n"
    )
    found = load(text).cases[0].resources[0].properties
    assert found["a"] is UNKNOWN
    assert isinstance(found["b"], Secret)
    assert (found["b"].content, found["g"].content, found["e"].content) == (7, "7", {"f": "x"})
    assert found["c"] == JsonText({"d": [True]})


def test_gives_each_case_resources_of_its_own(load):
    text = CASE + ", properties: &p {a: {b: 1}}}\n      - {type: t, name: other, properties: *p}\n"
    one, other = load(text).cases[0].resources
    one.properties["a"]["b"] = 2
    assert other.properties == {"a": {"b": 1}}


def test_explains_equivalent_mutants(load):
    found = load(CASE + "}\nequivalent:\n  - {mutant: '* removed', why: It is the default.}\n").equivalent
    assert [(one.mutant, one.why) for one in found] == [("* removed", "It is the default.")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("good: [", "not valid YAML"),
        ("- 1", "expected an object with good, bad, unknown, secret, exempt"),
        ("fine: []", "expected an object with good, bad"),
        ("good: [{case: x}]", "each entry needs `case` (a few words) and `resources` (a list)"),
        ("good: [{case: x, resources: [], result: y}]", "good: x: unknown key 'result'"),
        ("good: [{case: x, resources: [{type: t}]}]", "a resource has type, name and any of"),
        ("good: [{case: x, resources: [{type: t, name: n, props: {}}]}]", "a resource has type, name and any of"),
        ("good: [{case: x, resources: [{type: t, name: n}, {type: t, name: n}]}]", "resources need names of their own"),
        ("good: [{case: x, resources: []}, {case: x, resources: []}]", "two cases are called 'x-y good: x'"),
    ],
)
def test_that_cannot_be_used_says_why(load, text, told):
    with pytest.raises(FixtureError) as raised:
        load(text)
    assert told in str(raised.value)


def test_that_is_missing_says_so(tmp_path):
    with pytest.raises(FixtureError, match="every rule has a fixture"):
        read_fixture(tmp_path / "none.yaml", "x-y")


def test_writes_json_as_a_program_does():
    assert json_text({"a": [1, "x"]}) == '{"a":[1,"x"]}'
