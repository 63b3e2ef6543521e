"""A file of exceptions..."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.guardrails.exceptions_file import read

TODAY = date(2026, 11, 21)
ENTRY = """
- rule: s3-versioning
  resource: "*::audit-*"
  reason: Written once and never changed.
  owner: platform@acme.example
  ticket: SEC-142
  expires: 2027-01-31
"""


@pytest.fixture
def load(tmp_path):
    def run(text):
        file = tmp_path / "exceptions.yaml"
        file.write_text(text)
        return read([file], rules=["s3-versioning"], project="shop", stack="dev", today=TODAY)

    return run


def told(found):
    return [f"{one.place}: {one.text}" for one in found.malformed]


def test_gives_every_field_and_the_line(load):
    (waiver,) = load(ENTRY + '  finding: "tcp/22"\n  stacks: [dev]\n  standing: true\n').waivers
    assert (waiver.rule, waiver.resource, waiver.expires) == ("s3-versioning", "*::audit-*", date(2027, 1, 31))
    assert (waiver.finding, waiver.stacks, waiver.place) == ("tcp/22", ("dev",), "exceptions.yaml:2")
    assert (waiver.owner, waiver.ticket, waiver.standing) == ("platform@acme.example", "SEC-142", True)


@pytest.mark.parametrize("text", ["", "# none yet\n", "[]\n"])
def test_may_be_empty(load, text):
    assert (load(text).waivers, load(text).malformed) == ((), ())


@pytest.mark.parametrize("field", ["rule", "resource", "reason", "owner", "ticket", "expires"])
def test_needs_every_field(load, field):
    fields = [line.removeprefix("- ").strip() for line in ENTRY.splitlines() if line and f"{field}:" not in line]
    found = load("- " + "\n  ".join(fields))
    assert (found.waivers, len(found.malformed)) == ((), 1)
    assert f"{field} is missing" in found.malformed[0].text


@pytest.mark.parametrize(
    ("old", "new", "told_of"),
    [
        ("Written once and never changed.", "too short", "reason has 9 characters, at least 20 are needed: say why"),
        ("s3-versioning", "s3-version", "there is no rule 's3-version': `stackwright policy list` names them"),
        ("2027-01-31", "", "expires is missing"),
        ("2027-01-31", "null", "expires is missing"),
        ("2027-01-31", "soon", "expires must be a date such as 2026-11-21, got 'soon'"),
        ("2027-01-31", "2027-02-31", "expires must be a date such as 2026-11-21, got '2027-02-31'"),
        ("2027-01-31", "2027-01-31 10:00:00", "expires must be a date"),
        ("2027-01-31", "2027-11-23", "expires 2027-11-23 is more than a year away: the longest is 366 days"),
        ("owner:", "approver:", "approver is not a field: expected rule, resource,"),
        ("ticket: SEC-142", "ticket: SEC-142\n  stacks: dev", "stacks must be a list of stack names"),
        ("ticket: SEC-142", "ticket: SEC-142\n  standing: 1", "standing must be true or false, got 1"),
    ],
)
def test_says_what_is_wrong_with_an_entry(load, old, new, told_of):
    found = load(ENTRY.replace(old, new))
    assert found.waivers == ()
    assert told_of in told(found)[0]
    assert told(found)[0].startswith("exceptions.yaml:2: ")


def test_allows_a_whole_year_and_a_leap_day(load):
    assert load(ENTRY.replace("2027-01-31", "2027-11-22")).malformed == ()


def test_keeps_its_good_entries_where_one_is_bad(load):
    found = load(ENTRY + ENTRY.replace("s3-versioning", "no-such-rule"))
    assert (len(found.waivers), len(found.malformed)) == (1, 1)


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        ("rule: x\n", "exceptions.yaml: must be a list of exceptions, each beginning with `- rule:`"),
        ("- x\n", "exceptions.yaml, entry 1: must be an object with rule, resource, reason, ..."),
        ("- a: [\n", "exceptions.yaml:2: is not valid YAML; nothing in this file is used"),
    ],
)
def test_that_is_something_else_says_so(load, text, told_of):
    assert told(load(text)) == [told_of]


def test_that_cannot_be_read_is_an_error(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        read([tmp_path / "none.yaml"], rules=[], project="shop", stack="dev", today=TODAY)


@given(st.binary(max_size=80))
def test_never_fails_in_another_way(tmp_path_factory, content):
    file = tmp_path_factory.getbasetemp() / "any.yaml"
    file.write_bytes(content)
    read([file], rules=["s3-versioning"], project="shop", stack="dev", today=TODAY)
