"""An exception..."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.guardrails.exceptions import Exceptions, Waiver, glob

URN = "urn:pulumi:prod::shop::acme:storage:Bucket$aws:s3/bucket:Bucket::audit-log"
TODAY = date(2026, 11, 21)


def waiver(**more):
    usual = {
        "rule": "s3-versioning",
        "resource": "*aws:s3/bucket:Bucket::audit-*",
        "reason": "Written once and never changed.",
        "owner": "platform@acme.example",
        "ticket": "SEC-142",
        "expires": TODAY,
    }
    return Waiver(**{**usual, **more})


def match(one, *, rule="s3-versioning", urn=URN, fingerprint="", stack="prod"):
    return Exceptions(waivers=(one,), today=TODAY, stack=stack).match(rule, urn, fingerprint)


def test_covers_the_finding_it_names():
    assert match(waiver()) == (waiver(), None)


@pytest.mark.parametrize(
    ("more", "finding"),
    [
        ({"rule": "s3-encryption-kms"}, {}),
        ({"resource": "*::audit"}, {}),
        ({"resource": "audit-log"}, {}),
        ({"finding": "tcp/22"}, {"fingerprint": "tcp/23"}),
        ({"stacks": ("dev",)}, {}),
    ],
)
def test_covers_no_other(more, finding):
    assert match(waiver(**more), **finding) == (None, None)


@pytest.mark.parametrize(
    ("resource", "here"),
    [
        ("*", True),
        ("*::shop::*", True),
        ("urn:pulumi:*::shop::*", True),
        ("urn:pulumi:prod::shop::*", True),
        ("urn:pulumi:p*::s*::*", True),
        ("urn:pulumi:dev::shop::*", False),
        ("urn:pulumi:*::bank::*", False),
    ],
)
def test_of_another_stack_or_project_is_neither_used_nor_idle_here(resource, here):
    one = waiver(resource=resource)
    assert one.is_for("shop", "prod") is here
    given = Exceptions(waivers=(one,), today=date(2027, 1, 1), project="shop", stack="prod")
    assert given.unused() == given.expired() == ([one] if here else [])


def test_covers_one_finding_of_several_where_it_names_it():
    assert match(waiver(finding="tcp/22"), fingerprint="tcp/22")[0] is not None


def test_holds_through_its_last_day_and_no_longer():
    late = waiver(expires=date(2026, 11, 20))
    assert waiver().days_left(TODAY) == 0
    assert late.days_left(TODAY) == -1
    assert match(late) == (None, late)


def test_in_force_wins_over_one_that_has_expired():
    late = waiver(expires=date(2026, 1, 1))
    both = Exceptions(waivers=(late, waiver()), today=TODAY, stack="prod")
    assert both.match("s3-versioning", URN, "") == (waiver(), None)


def test_that_nothing_needed_or_that_expired_is_told():
    late, idle, elsewhere = waiver(expires=date(2026, 1, 1)), waiver(resource="x"), waiver(stacks=("dev",))
    all_of_them = Exceptions(waivers=(late, idle, elsewhere), today=TODAY, stack="prod")
    all_of_them.match("s3-versioning", URN, "")
    assert (all_of_them.expired(), all_of_them.unused()) == ([late], [idle])


def test_that_stands_may_be_needed_by_nothing():
    given = Exceptions(waivers=(waiver(standing=True), waiver(resource="x")), today=TODAY, stack="prod")
    assert given.unused() == [waiver(resource="x")]


def test_may_be_needed_for_what_is_not_known_yet():
    given = Exceptions(waivers=(waiver(finding="x"), waiver(rule="other-rule")), today=TODAY, stack="prod")
    given.spare("s3-versioning", URN)
    assert given.unused() == [waiver(rule="other-rule")]


def test_of_a_rule_that_is_not_asked_is_not_idle():
    given = Exceptions(waivers=(waiver(),), today=TODAY, stack="prod", idle_rules=frozenset({"s3-versioning"}))
    assert given.unused() == []


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("*", "", True),
        ("**::data", "a::b::data", True),
        ("a?c", "abc", True),
        ("a?c", "ac", False),
        ("a.c", "abc", False),
        ("a[b]", "a[b]", True),
        ("a[b]", "ab", False),
        ("data", "data-2", False),
        ("*\n", "x\n", True),
    ],
)
def test_names_resources_with_a_glob(pattern, text, fits):
    assert bool(glob(pattern)(text)) is fits


@given(st.text(), st.text(), st.text())
def test_fits_what_it_was_made_from(before, middle, after):
    assert glob("*".join(part.replace("*", "?").replace("?", "?") for part in (before, after)))(before + middle + after)
