"""A rule..."""

from __future__ import annotations

from policy.guardrails.rule import Controls, Level, Parameter, Rule, Severity


def rule(**more):
    return Rule(
        **{
            "id": "x-y",
            "promise": "P.",
            "fix": "F.",
            "severity": Severity.LOW,
            "level": Level.MANDATORY,
            "looks_at": frozenset({"aws:s3/bucket:Bucket"}),
            "check": lambda _item: [],
            **more,
        }
    )


def test_has_its_own_level_but_where_a_profile_has_another():
    one = rule(levels={"ephemeral": Level.DISABLED})
    assert [one.level_in(profile) for profile in ("production", "ephemeral")] == [Level.MANDATORY, Level.DISABLED]


def test_looks_at_types_or_asks_the_resource(item):
    assert rule().applies(item())
    assert not rule().applies(item("aws:sns/topic:Topic"))
    assert rule(looks_at=lambda one: one.name == "data").applies(item("aws:sns/topic:Topic"))


def test_has_parameters_with_a_default_by_profile():
    days = Parameter(says="Days.", default=365, by_profile={"development": 30}, schema={"type": "integer"})
    assert [days.value(profile) for profile in ("production", "development", "ephemeral")] == [365, 30, 365]


def test_names_the_frameworks_it_maps_to_and_no_others():
    controls = Controls(fsbp=("S3.8",), cis_7_0=("3.1.4",), checkov=("CKV2_AWS_6",))
    assert controls.named() == {"fsbp": ("S3.8",), "cis-7.0": ("3.1.4",), "checkov": ("CKV2_AWS_6",)}
    assert Controls(cis_5_0=("1.1",)).named() == {"cis-5.0": ("1.1",)}
