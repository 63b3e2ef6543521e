"""Turns what a policy pack reports into findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...model import Resource, Secret, Stack
from ..findings import Finding, Level, Severity
from .settings import Setting
from .words import Words

CRASH = "policy-pack-crash"
"""Rule of a finding that says that nothing was judged, and not which policy failed."""

_SEVERITIES: tuple[Severity, ...] = ("", "low", "medium", "high", "critical")

# How the SDKs for Python and Node.js say that a rule met a value that is not known yet.
_CANNOT_RUN = re.compile(r"can't run (?:policy|remediation) .*? during preview: (.*)", re.DOTALL)
_UNKNOWN_PLACE = re.compile(r"value at \.(\S+) can't be known")

# A tag that names a control: `cis-5.0:3.7`.
_CONTROL = re.compile(r"([\w.-]+):([\w.-]+)")


class Diagnostics:
    """Knows a pack's policies, and the stack they judge."""

    def __init__(
        self, info: Any, settled: Mapping[str, Setting], stack: Stack, known: Iterable[Resource], words: Words
    ) -> None:
        self._pack: str = info.name
        self._policies = {policy.name: policy for policy in info.policies}
        self._settled = settled
        self._root = stack.urn
        self._known = {resource.urn: resource for resource in known}
        self._words = words

    def of_resource(self, diagnostics: Iterable[Any], urn: str) -> Iterator[Finding]:
        """Yield a finding at the resource *urn* for each: whichever URN a rule reports there is ignored."""
        for one in diagnostics:
            yield self._finding(one, urn)

    def of_stack(self, diagnostics: Iterable[Any]) -> Iterator[Finding]:
        """Yield a finding for each, at the resource it names; at the stack where it names none that there is."""
        for one in diagnostics:
            yield self._finding(one, one.urn if one.urn in self._known else self._root)

    def of_remediation(self, remediation: Any, urn: str) -> Finding:
        """Return the finding for a remediation that could not be made."""
        return self._made(remediation.policyName, urn, remediation.diagnostic, "advisory", "", remediation.description)

    def crash(self, urn: str, text: str, rule: str = "") -> Finding:
        """Return the finding for a call that failed, by *rule* where known: what nobody judged has not passed."""
        policy = self._policies.get(rule)
        return Finding(
            pack=self._pack,
            rule=rule or CRASH,
            level=self._configured(rule) if rule else "mandatory",
            severity=_SEVERITIES[policy.severity] if policy else "",
            status="error",
            urn=urn,
            message=self._words.one_line(text),
            fix="mend the rule, or disable it with --policy-pack-config",
            controls=_controls(policy),
            promise=self._words.one_line(policy.description) if policy else "the pack judges every resource",
            source=self._source(urn),
        )

    def _finding(self, one: Any, urn: str) -> Finding:
        level: Level = "advisory" if one.enforcementLevel in (0, 2) else "mandatory"
        severity: Severity = _SEVERITIES[one.severity] if one.severity < len(_SEVERITIES) else ""
        return self._made(one.policyName, urn, one.message, level, severity, one.description)

    def _made(self, rule: str, urn: str, message: str, level: Level, severity: Severity, promise: str) -> Finding:
        policy = self._policies.get(rule)
        undecided = _CANNOT_RUN.match(message)
        place = _UNKNOWN_PLACE.search(message) if undecided else None
        if undecided:
            level = self._configured(rule)
            message = undecided[1]
        if policy is not None:
            severity = severity or _SEVERITIES[policy.severity]
            promise = promise or policy.description
        # The SDKs put a policy's description before what the rule said.
        found = message.removeprefix(promise).strip() if promise else message
        return Finding(
            pack=self._pack,
            rule=rule,
            level=level,
            severity=severity,
            status="unknown" if undecided else "fail",
            urn=urn,
            path=_path(place[1]) if place else "",
            message=self._words.one_line(found or message),
            fix=self._words.one_line(_fix(policy)),
            controls=_controls(policy),
            promise=self._words.one_line(promise),
            source=self._source(urn),
        )

    def _configured(self, rule: str) -> Level:
        """Return the level a policy would have reported with: the SDKs tell of an unknown value as an advice."""
        setting = self._settled.get(rule)
        return "mandatory" if setting and setting.level in ("mandatory", "remediate") else "advisory"

    def _source(self, urn: str) -> Any:
        resource = self._known.get(urn)
        return resource.source if resource else None


def secret_texts(value: Any, *, secret: bool = False) -> Iterator[str]:
    """Yield every text within *value* that is marked secret."""
    if isinstance(value, Secret):
        yield from secret_texts(value.value, secret=True)
    elif isinstance(value, str) and secret:
        yield value
    elif isinstance(value, (dict, list, tuple)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from secret_texts(item, secret=secret)


def _path(dotted: str) -> str:
    """Return `ingress.0.cidrBlocks` as `ingress[0].cidrBlocks`."""
    return re.sub(r"\.(\d+)(?=\.|$)", r"[\1]", dotted)


def _fix(policy: Any) -> str:
    if policy is None:
        return ""
    return policy.remediation_steps or (f"see {policy.url}" if policy.url else "")


def _controls(policy: Any) -> dict[str, tuple[str, ...]]:
    """Return framework -> controls: of the policy's framework, and of tags such as `cis-5.0:3.7`."""
    if policy is None:
        return {}
    found: dict[str, list[str]] = {}
    if policy.framework.name and policy.framework.reference:
        found[policy.framework.name] = [policy.framework.reference]
    for tag in policy.tags:
        control = _CONTROL.fullmatch(tag)
        if control:
            found.setdefault(control[1], []).append(control[2])
    return {name: tuple(dict.fromkeys(ids)) for name, ids in found.items()}
