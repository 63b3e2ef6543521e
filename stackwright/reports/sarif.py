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
from .wording import Names, plain, said

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"

# Where the program does not say where a resource was written, something must be shown all the same.
_NOWHERE = Source("Pulumi.yaml", 1)

_LEVELS = {"mandatory": "error", "advisory": "warning"}

# GitHub turns these numbers back into the words: over 9.0 critical, from 7.0 high, from 4.0 medium, else low.
_SCORES: Mapping[Severity, str] = {"critical": "9.5", "high": "8.0", "medium": "5.5", "low": "3.0"}

_NAME_PART = re.compile(r"[A-Za-z0-9]+")


class _Places:
    """Says where findings are: in which file, at which resource."""

    def __init__(self, names: Names, folder: PurePath) -> None:
        self._names = names
        self._folder = folder

    def message(self, finding: Finding) -> dict[str, str]:
        """Return what was found and at which resource: many are written on the same line of a component."""
        return _text(f"{self._names.said(finding.urn)}: {said(finding.path, finding.message) or finding.rule}")

    def location(self, finding: Finding) -> dict[str, Any]:
        name, _ = self._names.of(finding.urn)
        source = finding.source or _NOWHERE
        return {
            "physicalLocation": {
                "artifactLocation": self._file(PurePath(source.file)),
                "region": {"startLine": max(source.line, 1)},
            },
            "logicalLocations": [{"fullyQualifiedName": finding.urn, "name": name, "kind": "resource"}],
        }

    def _file(self, path: PurePath) -> dict[str, str]:
        if path.is_absolute():  # outside the project, in an installed package
            return {"uri": f"file://{quote(path.as_posix(), errors='replace')}"}
        return {"uri": quote((self._folder / path).as_posix(), errors="replace"), "uriBaseId": _ROOT}


def write(stack: Stack, policy: PolicyReport, out: TextIO, *, folder: str = "") -> None:
    """Write what *policy* found in *stack* to *out*, with a newline at the end.

    *folder* is the project's, seen from the root of its repository: files are named from that root, as GitHub asks.
    """
    out.write(f"{text(document(stack, policy, folder=folder))}\n")


def document(stack: Stack, policy: PolicyReport, *, folder: str = "") -> dict[str, Any]:
    """Return the object that `write` writes."""
    places = _Places(Names(stack), PurePath(folder))
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(stack, pack, places) for pack in policy.packs]}


def _run(stack: Stack, pack: PackReport, places: _Places) -> dict[str, Any]:
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
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the project's repository."}}},
        "invocations": [_invocation(pack, findings, indexes, places)],
        "results": [_result(finding, indexes[finding.rule], places, times) for finding in findings],
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
    promise = finding.promise or finding.rule
    score = _SCORES.get(finding.severity, "")
    tags = {f"{framework}:{control}" for framework, controls in finding.controls.items() for control in controls}
    graded = {"security-severity": score} if score else {}
    name = "".join(part[0].upper() + part[1:] for part in _NAME_PART.findall(finding.rule))
    return {
        "id": finding.rule,
        "name": name or finding.rule,
        "shortDescription": _text(promise),
        "fullDescription": _text(promise),
        "help": _text(finding.fix or promise),
        "defaultConfiguration": {"level": _LEVELS[finding.level]},
        # GitHub heeds the score of what carries the tag "security" only.
        "properties": {**graded, "tags": ["security"] * bool(score) + sorted(tags)},
    }


def _result(finding: Finding, index: int, places: _Places, times: Counter[str]) -> dict[str, Any]:
    unknown = finding.status == "unknown"
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        # "open": too little is known to decide; anything but "fail" has the level "none" [3.27.9, 3.27.10].
        "kind": "open" if unknown else "fail",
        "level": "none" if unknown else _LEVELS[finding.level],
        "message": places.message(finding),
        "locations": [places.location(finding)],
        "partialFingerprints": _fingerprints(finding, times),
        "suppressions": [_suppression(finding.waiver)] if finding.status == "suppressed" else [],
        "properties": {
            "status": finding.status,
            "severity": finding.severity,
            "path": finding.path,
            "fingerprint": finding.fingerprint,
        },
    }


def _fingerprints(finding: Finding, times: Counter[str]) -> dict[str, str]:
    """Return what names the finding in every run, wherever its line has moved to.

    The number tells those apart that have all else in common. GitHub reads the first key only; without it, it takes
    the text of the line, and findings on several resources of one line would become one.
    """
    parts = (finding.rule, finding.urn, finding.path, finding.fingerprint)
    digest = hashlib.sha256("\n".join(parts).encode(errors="replace")).hexdigest()
    times[digest] += 1
    found = f"{digest}:{times[digest]}"
    return {"primaryLocationLineHash": found, "stackwright/v1": found}


def _suppression(waiver: Waiver | None) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": "external", "status": "accepted"}
    if waiver is None:
        return found
    properties = {"owner": waiver.owner, "ticket": waiver.ticket, "expires": waiver.expires}
    return {**found, "justification": waiver.reason, "properties": properties}


def _invocation(
    pack: PackReport, findings: Sequence[Finding], indexes: Mapping[str, int], places: _Places
) -> dict[str, Any]:
    """Return how the run went: a rule that crashed has not judged everything."""
    crashed = [
        {
            "level": "error",
            "message": places.message(finding),
            "locations": [places.location(finding)],
            "associatedRule": {"id": finding.rule, "index": indexes[finding.rule]},
        }
        for finding in findings
        if finding.status == "error"
    ]
    return {
        "executionSuccessful": not crashed,
        "toolExecutionNotifications": crashed,
        "toolConfigurationNotifications": [{"level": "note", "message": _text(note)} for note in pack.notes],
    }


def _text(words: str) -> dict[str, str]:
    """Return a message: braces are doubled [3.11.5], and nothing is taken for a link [3.11.6]."""
    escaped = plain(words).replace("{", "{{").replace("}", "}}").replace("](", "] (")
    return {"text": escaped}
