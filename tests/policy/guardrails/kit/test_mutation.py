"""A mutant..."""

from __future__ import annotations

import pytest

from policy.guardrails.kit.fixtures import Case, Equivalent, Fixture, FixtureResource, JsonText
from policy.guardrails.kit.mutation import mutants, try_mutants
from policy.guardrails.marks import Secret
from policy.guardrails.rule import Level, Rule, Severity

BUCKET = "aws:s3/bucket:Bucket"


def rule(check):
    return Rule(
        id="x-y",
        promise="P.",
        fix="F.",
        severity=Severity.LOW,
        level=Level.MANDATORY,
        looks_at=frozenset({BUCKET}),
        check=check,
    )


def case(**properties):
    return Case(
        rule="x-y",
        kind="good",
        case="c",
        resources=[FixtureResource(type=BUCKET, name="data", properties=properties)],
    )


def reads(*paths):
    def check(item):
        for path in paths:
            item.at(path).value()
        yield from ()

    return rule(check)


def titles(one, given):
    return [mutant.title.removeprefix("c data ") for mutant in mutants(one, given)]


def test_is_made_of_what_the_rule_reads_and_of_nothing_else():
    assert titles(reads("on"), case(on=True, other=1)) == ["on removed", "on negated"]
    assert titles(reads(), case(on=True)) == []


def test_is_made_of_everything_below_a_value_that_is_read_whole():
    assert titles(reads("a"), case(a={"b": 1, "c": ["x"]})) == [
        "a removed",
        "a.b removed",
        "a.b beyond every threshold",
        "a.c[0] removed",
        "a.c[0] another text",
    ]


def test_is_made_by_kind_of_value():
    given = case(n=7, s="x", c4="10.0.0.0/8", c6="fd00::/8", b=False)
    assert titles(reads("n", "s", "c4", "c6", "b"), given) == [
        "b removed",
        "b negated",
        "c4 removed",
        "c4 another text",
        "c4 the whole world",
        "c6 removed",
        "c6 another text",
        "c6 the whole world",
        "n removed",
        "n beyond every threshold",
        "s removed",
        "s another text",
    ]


def test_is_made_inside_json_texts_with_wildcards():
    def check(item):
        item["policy"].json()["Action"].value()
        yield from ()

    assert titles(rule(check), case(policy=JsonText({"Action": "s3:Get", "Other": 1}))) == [
        "policy.Action removed",
        "policy.Action another text",
        "policy.Action a wildcard",
    ]


def test_is_made_of_what_is_secret():
    assert titles(reads("on"), case(on=Secret(True))) == ["on removed", "on negated"]


def on(item):
    if item["on"].value() is not True:
        yield item["on"].problem("must be true")
    item["other"].value()


def test_is_killed_where_the_rule_says_anything():
    outcome = try_mutants(rule(on), Fixture(rule="x-y", cases=(case(on=True, other=1),)))
    assert outcome.killed == ("c data on removed", "c data on negated")
    assert outcome.survived == ("c data other removed", "c data other beyond every threshold")


def test_may_be_explained():
    excuse = Equivalent(mutant="* other *", why="Nothing hangs on it.")
    outcome = try_mutants(rule(on), Fixture(rule="x-y", cases=(case(on=True, other=1),), equivalent=(excuse,)))
    assert (outcome.survived, len(outcome.equivalent)) == ((), 2)


@pytest.mark.parametrize(("pattern", "fits"), [("* other *", True), ("* nothing *", False), ("c data *", False)])
def test_is_explained_by_what_fits_it_and_no_mutant_that_is_noticed(pattern, fits):
    excuse = Equivalent(mutant=pattern, why="Nothing hangs on it.")
    outcome = try_mutants(rule(on), Fixture(rule="x-y", cases=(case(on=True, other=1),), equivalent=(excuse,)))
    assert outcome.misfits == (() if fits else (pattern,))


def test_is_not_killed_by_a_crash():
    def crash(item):
        if item["on"].value() is not True:
            raise KeyError("x")
        yield from ()

    outcome = try_mutants(rule(crash), Fixture(rule="x-y", cases=(case(on=True),)))
    assert (outcome.killed, len(outcome.survived)) == ((), 2)


def test_leaves_the_case_as_it_was():
    given = case(a={"b": [True]})
    for mutant in mutants(reads("a"), given):
        assert mutant.variants[0].resources[0].properties != {"a": {"b": [True]}}
    assert given.resources[0].properties == {"a": {"b": [True]}}


def test_is_made_of_a_statement_only_where_it_gives_more():
    def check(item):
        for statement in item["policy"].json()["Statement"].items():
            statement.value()
        yield from ()

    statements = [{"Effect": "Allow", "Action": ["s3:Get"], "Resource": "*"}, {"Effect": "Deny", "Action": "s3:Put"}]
    assert titles(rule(check), case(policy=JsonText({"Statement": statements}))) == [
        "policy.Statement[0].Action[0] widened",
        "policy.Statement[0].Action[0] turned into its opposite",
        "policy.Statement[1].Action another text",
        "policy.Statement[1].Effect allowed",
    ]


def test_of_a_statement_is_tried_on_a_copy():
    def check(item):
        for statement in item["policy"].json()["Statement"].items():
            if statement["Action"].value() == "*":
                yield statement.says("allows everything")

    given = case(policy=JsonText({"Statement": {"Effect": "Allow", "Action": "s3:Get"}}))
    outcome = try_mutants(rule(check), Fixture(rule="x-y", cases=(given,)))
    assert outcome.killed == ("c data policy.Statement.Action widened",)
    assert outcome.survived == ("c data policy.Statement.Action turned into its opposite",)
    assert given.resources[0].properties["policy"].content["Statement"]["Action"] == "s3:Get"
