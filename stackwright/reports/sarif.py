"""What policy packs found as SARIF 2.1.0, the form that GitHub code scanning and IDEs read: one run per pack.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0 Plus Errata 01; paragraphs in brackets.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any, TextIO
from urllib.parse import quote

from ..checks.findings import Finding, PackReport, PolicyReport, Severity, Waiver
from ..model import Source, Stack
from .indented import text
from .wording import Names, plain

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"

# Where the program does not say where a resource was written, something must be shown all the same.
_NOWHERE = Source("Pulumi.yaml", 1)

_LEVELS = {"mandatory": "error", "advisory": "warning"}

_SCORES: Mapping[Severity, str] = {"critical": "9.5", "high": "8.0", "medium": "5.5", "low": "3.0"}
"""Numbers that GitHub turns back into these words: above 9.0 critical, 7.0 high, 4.0 medium."""

_NAME_PART = re.compile(r"[A-Za-z0-9]+")


def write(stack: Stack, policy: PolicyReport, out: TextIO) -> None:
    """Write what *policy* found in *stack* to *out*, with a newline at the end."""
    out.write(f"{text(document(stack, policy))}\n")


def document(stack: Stack, policy: PolicyReport) -> dict[str, Any]:
    """Return the object that `write` writes. Files are relative to the project's folder."""
    names = Names(stack)
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(stack, policy, pack, names) for pack in policy.packs]}


def _run(stack: Stack, policy: PolicyReport, pack: PackReport, names: Names) -> dict[str, Any]:
    findings = PolicyReport(packs=(pack,)).findings
    rules: dict[str, Finding] = {}
    for finding in findings:
        rules.setdefault(finding.rule, finding)
    indexes = {rule: index for index, rule in enumerate(sorted(rules))}
    times: Counter[str] = Counter()
    return {
        "tool": _tool(pack, [rules[rule] for rule in indexes]),
        # What ends in a slash is a category as a whole: GitHub replaces the findings of one category by the next.
        "automationDetails": {"id": f"stackwright/{stack.project}/{stack.name}/{pack.name}/"},
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder of the Pulumi project."}}},
        "invocations": [_invocation(pack, findings, indexes, names)],
        "results": [_result(finding, indexes[finding.rule], names, times) for finding in findings],
    }


def _tool(pack: PackReport, rules: Sequence[Finding]) -> dict[str, Any]:
    driver = {"name": "stackwright", **_version(_installed()), "rules": [_rule(first) for first in rules]}
    return {"driver": driver, "extensions": [{"name": pack.name, **_version(pack.version)}]}


def _installed() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("stackwright")
    except PackageNotFoundError:
        return ""


def _version(version: str) -> dict[str, str]:
    return {"version": version} if version else {}


def _rule(finding: Finding) -> dict[str, Any]:
    """Return a rule as its first finding describes it, with every text that GitHub asks for."""
    promise = plain(finding.promise) or finding.rule
    score = _SCORES.get(finding.severity, "")
    tags = [f"{framework}:{control}" for framework, controls in finding.controls.items() for control in controls]
    name = "".join(part[0].upper() + part[1:] for part in _NAME_PART.findall(finding.rule))
    return {
        "id": finding.rule,
        "name": name or finding.rule,
        "shortDescription": {"text": _escaped(promise)},
        "fullDescription": {"text": _escaped(promise)},
        "help": {"text": _escaped(plain(finding.fix) or promise)},
        "defaultConfiguration": {"level": _LEVELS[finding.level]},
        # GitHub heeds the score of what carries this tag only.
        "properties": {**({"security-severity": score} if score else {}), "tags": ["security"] * bool(score) + sorted(tags)},
    }


def _result(finding: Finding, index: int, names: Names, times: Counter[str]) -> dict[str, Any]:
    unknown = finding.status == "unknown"
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        # "open": too little is known to decide; anything but "fail" has the level "none" [3.27.9, 3.27.10].
        "kind": "open" if unknown else "fail",
        "level": "none" if unknown else _LEVELS[finding.level],
        "message": {"text": _message(finding, names)},
        "locations": [_location(finding, names)],
        "partialFingerprints": _fingerprints(finding, times),
        "suppressions": [_suppression(finding.waiver)] if finding.status == "suppressed" else [],
        "properties": {
            "status": finding.status,
            "severity": finding.severity,
            "path": finding.path,
            "fingerprint": finding.fingerprint,
        },
    }
