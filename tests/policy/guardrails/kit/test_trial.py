"""A trial..."""

from __future__ import annotations

import pytest

from policy.guardrails.kit.fixtures import Case, Fixture, FixtureError, FixtureResource, JsonText
from policy.guardrails.kit.trial import run, try_case, try_fixture
from policy.guardrails.marks import UNKNOWN, Secret
from policy.guardrails.rule import Level, Parameter, Rule, Severity

BUCKET = "aws:s3/bucket:Bucket"


def rule(check=None, **more):
    def on(item):
        if item["on"].value() is not True:
            yield item["on"].problem("must be true")

    usual = {"promise": "P.", "fix": "F.", "severity": Severity.LOW, "level": Level.MANDATORY}
    return Rule(**{"id": "x-y", "looks_at": frozenset({BUCKET}), "check": check or on, **usual, **more})


def case(kind="bad", findings=("data on",), **more):
    resource = FixtureResource(type=BUCKET, name="data", properties=more.pop("properties", {"on": False}))
    return Case(rule="x-y", kind=kind, case="c", resources=[resource], findings=findings, **more)


def test_is_passed_by_a_rule_that_says_what_the_case_says():
    assert list(try_case(rule(), case())) == []
    assert list(try_case(rule(), case("good", (), properties={"on": True}))) == []
    assert list(try_case(rule(), case("unknown", properties={"on": UNKNOWN}))) == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (case(findings=("data off",)), "expected exactly the findings ['data off'], got ['data on']"),
        (case("unknown"), "data on has status fail, expected unknown"),
        (case("good"), "a case of this kind expects no findings"),
        (case(findings=(), properties={"on": True}), "a case of this kind names the findings it expects"),
    ],
)
def test_tells_how_a_rule_differs(given, told):
    assert told in " | ".join(try_case(rule(), given))


def test_is_failed_by_a_rule_that_shows_a_secret():
    def leak(item):
        yield item["on"].says(f"found {item['on'].value()}")

    found = list(try_case(rule(leak), case("secret", properties={"on": Secret("hunter2")})))
    assert found == ["the message shows a secret: found hunter2"]


def test_is_failed_by_a_rule_that_shows_a_secret_of_a_json_text():
    def leak(item):
        yield item["on"].says(f"found {item['on'].json()['a'].value()}")

    found = list(try_case(rule(leak), case("secret", properties={"on": JsonText({"a": Secret("hunter2")})})))
    assert found == ["the message shows a secret: found hunter2"]


def test_is_failed_by_a_rule_that_passes_what_a_preview_does_not_know():
    def lenient(item):
        if item["on"].known and item["on"].value() != "x":
            yield item["on"].problem("must be x")

    resources = [
        FixtureResource(type="aws:sns/topic:Topic", name="news"),
        FixtureResource(type=BUCKET, name="data", properties={"on": "${news.id}"}),
    ]
    given = Case(rule="x-y", kind="bad", case="c", resources=resources, findings=("data on",))
    assert list(try_case(rule(lenient), given)) == [
        "with references unknown nothing is found at all: an unknown must never be a pass"
    ]


def test_is_failed_by_a_rule_that_fails_what_a_preview_does_not_know():
    def strict(item):
        if item["on"].unknown:
            yield item["on"].says("no")

    resources = [
        FixtureResource(type="aws:sns/topic:Topic", name="news"),
        FixtureResource(type=BUCKET, name="data", properties={"on": "${news.id}"}),
    ]
    given = Case(rule="x-y", kind="good", case="c", resources=resources)
    assert list(try_case(rule(strict), given)) == ["with references unknown, data on fails: no"]


def test_runs_a_rule_that_is_disabled_by_default():
    assert len(run(rule(level=Level.DISABLED), case())) == 1


def test_gives_a_rule_the_cases_parameters_and_profile():
    def check(item, given):
        yield item.says(str(given["days"]))

    days = Parameter(says="D.", default=1, by_profile={"development": 2}, schema={})
    one = rule(check, parameters={"days": days})
    assert [found.message for found in run(one, case(profile="development"))] == ["2"]
    assert [found.message for found in run(one, case(parameters={"days": 9}))] == ["9"]


@pytest.mark.parametrize(
    ("more", "told"), [({"parameters": {"x": 1}}, "no parameter 'x'"), ({"profile": "gold"}, "no profile 'gold'")]
)
def test_refuses_a_case_that_asks_for_what_there_is_not(more, told):
    with pytest.raises(FixtureError, match=told):
        run(rule(), case(**more))


def test_of_a_fixture_names_the_case():
    given = Fixture(rule="x-y", cases=(case(), case("good")))
    assert {one.case for one in try_fixture(rule(), given)} == {"x-y good: c"}
