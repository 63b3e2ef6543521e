"""A policy pack of another maker..."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from stackwright.checks.analyzer import run_pack
from stackwright.errors import UserError
from stackwright.model import UNKNOWN, Secret, Source

PACK = """
import os

import pulumi
from pulumi_policy import (
    EnforcementLevel, PolicyComplianceFramework, PolicyConfigSchema, PolicyPack, ResourceValidationPolicy, Severity,
    StackValidationPolicy,
)

GROUP = "aws:cloudwatch/logGroup:LogGroup"


def retention(args, report):
    if args.resource_type == GROUP and args.props["retentionInDays"] < args.get_config()["minDays"]:
        report(f"{args.props['retentionInDays']} days; password {args.props['password']}")


def broken(args, report):
    if args.name == "bad":
        raise ValueError("it is bad")


def here(args, report):
    if args.resource_type == "pulumi:pulumi:Stack":
        report(f"{pulumi.get_stack()} {pulumi.Config('aws').get('region')} {os.environ.get('AWS_PROFILE')}")


def tag(args):
    if args.name == "good":
        return {**args.props, "tags": {"Owner": "me"}}


def tagged(args, report):
    by_name = {each.name: each for each in args.resources}
    report(by_name["good"].props["tags"]["Owner"], by_name["good"].urn)
    report(",".join(each.name for each in by_name["late"].property_dependencies["name"]))


PolicyPack("acme", [
    ResourceValidationPolicy(
        "retention", "Logs are kept.", retention, EnforcementLevel.MANDATORY,
        PolicyConfigSchema({"minDays": {"type": "integer", "default": 30}}), severity=Severity.HIGH,
        framework=PolicyComplianceFramework("FSBP", "1.0.0", "CloudWatch.16", ""), tags=["cis-5.0:3.7"],
        remediation_steps="keep them longer",
    ),
    ResourceValidationPolicy("broken", "Broken.", broken),
    ResourceValidationPolicy("here", "Here.", here),
    ResourceValidationPolicy("tag", "Tags.", remediate=tag, enforcement_level=EnforcementLevel.REMEDIATE),
    StackValidationPolicy("tagged", "Tagged.", tagged),
])
"""

GROUP = "aws:cloudwatch/logGroup:LogGroup"


def violation(policy: str) -> dict[str, Any]:
    return {"policyName": policy, "message": "bad", "enforcementLevel": "MANDATORY"}


def test_in_another_language_is_asked_over_the_protocol(installed: Any, stack: Any, resource: Any, info: Any) -> None:
    folder = installed({"info": info("one"), "Analyze": {"a": {"diagnostics": [violation("one")]}}})
    report = run_pack(folder, stack(resource("a")), config={}, policy_config=None)
    assert (report.name, report.version, report.folder, report.rules) == ("acme", "1.2.3", str(folder), 1)
    assert [(one.rule, one.level, one.status) for one in report.findings] == [("one", "mandatory", "fail")]
    assert report.seconds > 0


def test_that_ends_while_it_judges_is_told_of_in_its_last_words(
    installed: Any, stack: Any, resource: Any, info: Any
) -> None:
    last = {"print": "ValueError: hunter2-hunter2", "exit": 3}
    folder = installed({"info": info("one", "two"), "Analyze": {"a": last, "b": {"diagnostics": [violation("one")]}}})
    known = stack(resource("a", inputs={"p": Secret("hunter2-hunter2")}), resource("b"))
    (found,) = run_pack(folder, known, config={}, policy_config=None).findings
    assert (found.rule, found.status, found.urn) == ("policy-pack-crash", "error", known.resources[1].urn)
    assert found.message == (
        "the pack ended with exit code 3 when it judged this resource, and judged nothing after it; "
        "its last words: ValueError: [secret]"
    )


def test_never_shows_a_secret_of_the_configuration(installed: Any, stack: Any, resource: Any, info: Any) -> None:
    told = {"policyName": "one", "message": "it is hunter2-hunter2", "enforcementLevel": "MANDATORY"}
    folder = installed({"info": info("one"), "Analyze": {"a": {"diagnostics": [told]}}})
    config = {"shop:token": "hunter2-hunter2"}
    report = run_pack(folder, stack(resource("a")), config=config, policy_config=None, secret_keys=["shop:token", "x"])
    assert [one.message for one in report.findings] == ["it is [secret]"]


def test_that_does_not_start_is_refused(installed: Any, stack: Any) -> None:
    folder = installed({})
    (folder / "answers.json").write_text("{")
    with pytest.raises(UserError, match=r"it cannot be started: json\.decoder\.JSONDecodeError: "):
        run_pack(folder, stack(), config={}, policy_config=None)


@pytest.fixture
def acme(write: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("VIRTUAL_ENV", "PULUMI_PYTHON_CMD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_PROFILE", "prod")
    folder: Path = write({"PulumiPolicy.yaml": "runtime: python\nversion: 2.0.0\n", "__main__.py": PACK})
    return folder


@pytest.fixture
def logs(stack: Any, resource: Any) -> Any:
    good = resource("good", GROUP, inputs={"retentionInDays": 90, "tags": {}, "password": Secret("hunter2-hunter2")})
    short = resource(
        "short",
        GROUP,
        inputs={"retentionInDays": 7, "password": Secret("hunter2-hunter2")},
        source=Source("main.py", 3),
    )
    late = resource("late", GROUP, inputs={"retentionInDays": UNKNOWN}, property_dependencies={"name": (good.urn,)})
    return stack(good, short, late, resource("bad"))


def test_in_python_is_judged_by_its_real_sdk(acme: Path, logs: Any) -> None:
    report = run_pack(acme, logs, config={"aws:region": "eu-west-1"}, policy_config=None)
    urns = {each.name: each.urn for each in logs.resources}
    assert [(one.rule, one.level, one.status, one.urn, one.path, one.message) for one in report.findings] == [
        ("here", "advisory", "fail", urns["shop-dev"], "", "dev eu-west-1 None"),
        ("retention", "mandatory", "fail", urns["short"], "", "7.0 days; password [secret]"),
        (
            "retention",
            "mandatory",
            "unknown",
            urns["late"],
            "retentionInDays",
            "string value at .retentionInDays can't be known during preview",
        ),
        ("broken", "advisory", "error", urns["bad"], "", "the rule failed on this resource: it is bad"),
        ("tagged", "advisory", "fail", urns["good"], "", "me"),
        ("tagged", "advisory", "fail", urns["shop-dev"], "", "good"),
    ]
    short = report.findings[1]
    assert (short.severity, short.fix, short.promise) == ("high", "keep them longer", "Logs are kept.")
    assert short.controls == {"FSBP": ("CloudWatch.16",), "cis-5.0": ("3.7",)}
    assert short.source == Source("main.py", 3)
    assert [(one.rule, one.urn, one.path) for one in report.remediations] == [("tag", urns["good"], "tags.Owner")]
    assert (report.name, report.version, report.rules, report.notes) == ("acme", "2.0.0", 5, ())


def test_in_python_follows_levels_and_parameters(acme: Path, logs: Any) -> None:
    config = {"all": "disabled", "retention": {"enforcementLevel": "advisory", "minDays": 5}}
    report = run_pack(acme, logs, config={}, policy_config=config)
    assert [(one.rule, one.level, one.status) for one in report.findings] == [("retention", "advisory", "unknown")]
    assert report.rules == 1


def test_costs_nobody_grpc_who_asks_for_none() -> None:
    code = "import sys; import stackwright.checks.analyzer; print('grpc' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "False\n"
