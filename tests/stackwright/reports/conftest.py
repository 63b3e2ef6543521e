"""Gives each test a stack of four resources, and findings in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from stackwright.checks.findings import Finding, PackReport, PolicyReport, Waiver
from stackwright.model import Resource, Source, Stack, make_urn

TYPES = {
    "logs": "aws:s3/bucket:Bucket",
    "uploads": "aws:s3/bucket:Bucket",
    "orders": "aws:rds/instance:Instance",
    "public": "aws:lb/loadBalancer:LoadBalancer",
}


def urn(name: str) -> str:
    return make_urn("shop", "dev", "", TYPES.get(name, "aws:sns/topic:Topic"), name)


@pytest.fixture(scope="session")
def shop() -> Stack:
    stack = Stack(project="shop", name="dev", region="eu-west-1")
    root = Resource(urn=stack.urn, type="pulumi:pulumi:Stack", name="shop-dev", custom=False)
    made = [Resource(urn=urn(name), type=type_, name=name, parent=stack.urn) for name, type_ in TYPES.items()]
    stack.resources = [root, *made]
    return stack


@pytest.fixture(scope="session")
def finding() -> Callable[..., Finding]:
    """Make a finding of `s3-encrypted` at `logs`; what differs by keyword, `at` names the resource."""

    def make(*, at: str = "logs", **given: Any) -> Finding:
        usual = {
            "pack": "guardrails",
            "rule": "s3-encrypted",
            "level": "mandatory",
            "severity": "high",
            "status": "fail",
            "urn": urn(at),
            "path": "encryption",
            "message": "encryption must be set, is absent",
            "fix": "Set encryption to a key of your own.",
            "promise": "Every bucket is encrypted.",
        }
        return Finding(**(usual | given))

    return make


@pytest.fixture(scope="session")
def waiver() -> Callable[..., Waiver]:
    def make(days_left: int = 41, **given: Any) -> Waiver:
        usual = {"reason": "Holds nothing but public pages.", "owner": "ada@acme.example", "ticket": "SEC-12"}
        return Waiver(**(usual | {"expires": "2027-01-01", "days_left": days_left} | given))

    return make


@pytest.fixture(scope="session")
def report() -> Callable[..., PolicyReport]:
    """Make the report of one pack with 200 rules."""

    def make(*findings: Finding, **given: Any) -> PolicyReport:
        usual: dict[str, Any] = {"name": "guardrails", "folder": "policy", "version": "1.2.0", "rules": 200}
        return PolicyReport(packs=(PackReport(**(usual | given), findings=findings),))

    return make


@pytest.fixture(scope="session")
def written() -> Source:
    return Source("components/bucket.py", 31)
