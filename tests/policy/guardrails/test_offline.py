"""The pack inside the tool..."""

from __future__ import annotations

from datetime import date

import pytest

from policy.guardrails import NAME, RULES, VERSION, offline
from policy.guardrails.marks import UNKNOWN, Secret
from policy.guardrails.rule import Change, Level, Rule, Severity
from stackwright import model

MARKS = offline.Marks(secret=model.Secret, unknown=model.UNKNOWN)
BUCKET = "aws:s3/bucket:Bucket"


def resource(name="data", type_=BUCKET, **more):
    urn = f"urn:pulumi:dev::shop::{type_}::{name}"
    return model.Resource(urn=urn, type=type_, name=name, **more)


@pytest.fixture
def start(tmp_path):
    return offline.Start(
        project="shop",
        stack="dev",
        config={"shop:profile": "ephemeral", "aws:region": "eu-west-1", "aws:secretKey": "hunter2"},
        secret_keys=frozenset({"aws:secretKey"}),
        pack=tmp_path,
        root=tmp_path,
        today=date(2026, 11, 21),
    )


def seen(recorded, start):
    """Run a rule that keeps what it is shown."""
    shown = []
    look = Rule(
        id="x-y",
        promise="P.",
        fix="F.",
        severity=Severity.LOW,
        level=Level.ADVISORY,
        looks_at=lambda _item: True,
        check=lambda item: shown.append(item) or [],
    )
    offline.run(recorded, start=start, marks=MARKS, given={}, rules=[look])
    return {item.name: item for item in shown}


def test_sees_the_tools_marks_as_its_own(start):
    inputs = {"a": model.Secret({"b": "x"}), "c": [model.UNKNOWN], "d": (1, 2)}
    found = seen([resource(inputs=inputs)], start)["data"].inputs
    assert isinstance(found["a"], Secret)
    assert (found["a"].content, found["c"][0], found["d"]) == ({"b": "x"}, UNKNOWN, [1, 2])


def test_sees_twins_by_one_name(start):
    assert seen([resource(type_="aws:s3/bucketV2:BucketV2")], start)["data"].type == BUCKET


def test_sees_options_and_where_a_resource_stands(start):
    options = model.Options(protect=True, retain_on_delete=True)
    edges = {"bucket": ("urn:x",)}
    one = seen([resource(options=options, parent="urn:p", id="i", property_dependencies=edges)], start)["data"]
    assert (one.protect, one.retain_on_delete, one.parent, one.id) == (True, True, "urn:p", "i")
    assert one.property_dependencies == edges
    assert "data" not in seen([resource(read=True)], start)


@pytest.mark.parametrize(("more", "opaque"), [({"remote": True}, True), ({"opaque": "a chart"}, True), ({}, False)])
def test_sees_what_cannot_be_seen_into(start, more, opaque):
    assert bool(seen([resource(**more)], start)["data"].opaque) is opaque


def test_sees_the_provider_a_resource_names(start):
    provider = resource("west", "pulumi:providers:aws", inputs={"region": "us-west-2"})
    found = seen([provider, resource(provider=f"{provider.urn}::id")], start)
    assert found["data"].provider is found["west"]


def test_sees_the_default_provider_as_the_engine_would_make_it(start):
    urn = "urn:pulumi:dev::shop::pulumi:providers:aws::default_7_51_1"
    found = seen([resource(provider=f"{urn}::simulated"), resource("b", provider=f"{urn}::simulated")], start)
    provider = found["default_7_51_1"]
    assert (provider.urn, found["data"].provider is provider is found["b"].provider) == (urn, True)
    assert provider["region"].value() == "eu-west-1"
    assert provider["secretKey"].secret


def test_answers_with_its_name_its_rules_and_the_profile(start):
    answer = offline.run([], start=start, marks=MARKS, given={"all": "advisory", RULES[0].id: "disabled"})
    assert (answer.name, answer.version, answer.rules) == (NAME, VERSION, len(RULES) - 1)
    assert answer.notes == ("ephemeral profile",)


def test_finds_what_is_wrong(start):
    answer = offline.run([resource()], start=start, marks=MARKS, given={})
    assert "s3-public-access-block" in {one.rule.id for one in answer.findings}


def test_puts_right_what_it_is_told_to_before_it_judges(start):
    mend = Rule(
        id="x-y",
        promise="P.",
        fix="F.",
        severity=Severity.LOW,
        level=Level.ADVISORY,
        looks_at=frozenset({BUCKET}),
        check=lambda item: [] if item["a"].value() == 1 else [item["a"].problem("must be 1")],
        remediate=lambda item: [Change(("a",), 1)] if item["a"].value() != 1 else [],
    )
    given = {"x-y": "remediate"}
    answer = offline.run([resource()], start=start, marks=MARKS, given=given, rules=[mend])
    assert (answer.findings, [one.path for one in answer.remedies]) == ((), ["a"])
    assert offline.run([resource()], start=start, marks=MARKS, given={}, rules=[mend]).remedies == ()


def test_says_that_a_file_it_was_told_of_is_missing(start):
    given = {"policy-settings": {"exceptions": "none.yaml"}}
    found = offline.run([], start=start, marks=MARKS, given=given).findings
    assert [(one.rule.id, one.level) for one in found] == [("policy-settings", Level.MANDATORY)]


def test_refuses_a_configuration_it_does_not_understand(start):
    with pytest.raises(offline.ConfigurationError, match="no such rule"):
        offline.run([], start=start, marks=MARKS, given={"zzz": "advisory"})


def test_tells_of_exceptions_that_are_malformed_expired_or_not_needed(start):
    (start.pack / "exceptions.yaml").write_text(
        """
- {rule: zzz, resource: "*", reason: Written once and kept., owner: o, ticket: t, expires: 2027-01-01}
- {rule: rds-encrypted, resource: "*", reason: Written once and kept., owner: o, ticket: t, expires: 2026-01-01}
- {rule: rds-encrypted, resource: "*a", reason: Written once and kept., owner: o, ticket: t, expires: 2027-01-01}
"""
    )
    found = offline.run([], start=start, marks=MARKS, given={}).findings
    assert [(one.rule.id, one.fingerprint) for one in found] == [
        ("policy-exceptions-used", "exceptions.yaml:3"),
        ("policy-exceptions-used", "exceptions.yaml:4"),
        ("policy-exceptions-valid", "exceptions.yaml:2"),
        ("policy-exceptions-valid", "exceptions.yaml:3"),
    ]
