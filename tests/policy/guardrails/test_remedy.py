"""Putting a resource right..."""

from __future__ import annotations

from policy.guardrails.marks import UNKNOWN, Secret
from policy.guardrails.remedy import changed, changes, remedy
from policy.guardrails.rule import Change, Level, Rule, Severity
from policy.guardrails.settings import Settings


def mend(one):
    if one["options"]["tokens"].value() != "required":
        yield Change(("options", "tokens"), "required")


RULE = Rule(
    id="x-y",
    promise="P.",
    fix="F.",
    severity=Severity.LOW,
    level=Level.MANDATORY,
    looks_at=frozenset({"aws:s3/bucket:Bucket"}),
    check=lambda _item: [],
    remediate=mend,
)
ON = Settings(levels={"x-y": Level.REMEDIATE})


def test_changes_the_inputs_and_says_what(item):
    one = item(inputs={"options": {"hops": 1}, "b": 2})
    (said,) = remedy([RULE], one, ON)
    assert one.inputs == {"options": {"hops": 1, "tokens": "required"}, "b": 2}
    assert (said.rule, said.urn, said.path) == ("x-y", one.urn, "options.tokens")
    assert said.message == 'options.tokens was set to "required"'


def test_is_off_unless_asked_for(item):
    one = item()
    assert list(remedy([RULE], one, Settings())) == []
    assert one.inputs == {}


def test_leaves_alone_what_is_right_what_is_unknown_and_what_is_another_type(item):
    assert changes(RULE, item(inputs={"options": {"tokens": "required"}}), ()) == []
    assert changes(RULE, item(inputs={"options": UNKNOWN}), ()) == []
    assert changes(RULE, item("aws:sns/topic:Topic"), ()) == []


def test_keeps_what_stands_beside_and_what_was_given(item):
    given = {"a": {"b": Secret("x"), "c": 1}}
    assert changed(given, ("a", "c"), 2) == {"a": {"b": given["a"]["b"], "c": 2}}
    assert given == {"a": {"b": given["a"]["b"], "c": 1}}


def test_keeps_a_secret_object_secret():
    found = changed({"a": Secret({"b": 1})}, ("a", "c"), 2)
    assert isinstance(found["a"], Secret)
    assert found["a"].content == {"b": 1, "c": 2}
