"""What a policy check found, pack by pack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..model import Source

Level = Literal["mandatory", "advisory"]
Severity = Literal["critical", "high", "medium", "low", ""]
Status = Literal["fail", "unknown", "suppressed", "error"]
Gate = Literal["mandatory", "advisory", "unknown"]

_SEVERITIES: tuple[Severity, ...] = ("critical", "high", "medium", "low", "")
_STATUSES: tuple[Status, ...] = ("error", "fail", "unknown", "suppressed")


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """The exception that suppresses a finding."""

    reason: str
    owner: str
    ticket: str
    expires: str
    """Last day it holds, as YYYY-MM-DD."""

    days_left: int
    """Days from today to the last day; 0 on the last day itself."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One rule's verdict on one place of one resource, where it is anything but a pass."""

    pack: str
    rule: str
    level: Level
    severity: Severity
    status: Status
    """`fail`: the promise is broken. `unknown`: a value that is not known yet decides. `suppressed`: it fails, and an
    exception covers it. `error`: the rule itself crashed."""

    urn: str
    """Resource found at; the stack's own URN for what concerns it as a whole."""

    path: str = ""
    """Property, as the program's wire form writes it: `ingress[0].cidrBlocks`; empty for the resource as a whole."""

    message: str = ""
    """One sentence: what was found. Never holds a secret's content."""

    fix: str = ""
    fingerprint: str = ""
    """Names the finding within its rule and resource, for an exception that covers this one only."""

    controls: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Framework -> ids: `{"fsbp": ("S3.8",), "cis-5.0": ("2.1.4",), "checkov": ("CKV2_AWS_6",)}`."""

    promise: str = ""
    """What the rule promises, for a reader who does not know it."""

    source: Source | None = None
    """Where in the program the resource was written."""

    waiver: Waiver | None = None
    """Set where the status is `suppressed`."""

    def gates(self, gate: Gate) -> bool:
        """Return whether this ends a run with exit code 1 where the gate is *gate*.

        A rule that crashed always does when it is mandatory: what nobody judged has not passed.
        """
        if self.status == "suppressed":
            return False
        if self.status == "unknown":
            return gate == "unknown"
        return self.level == "mandatory" or gate != "mandatory"


@dataclass(frozen=True, kw_only=True)
class Remediation:
    """A change that a pack made to a resource's inputs before it was judged."""

    rule: str
    urn: str
    path: str
    message: str


@dataclass(frozen=True, kw_only=True)
class PackReport:
    """What one policy pack found."""

    name: str
    folder: str
    """As it was named: a path."""

    version: str = ""
    rules: int = 0
    """Rules that were enabled."""

    findings: tuple[Finding, ...] = ()
    remediations: tuple[Remediation, ...] = ()
    notes: tuple[str, ...] = ()
    """What the reader must know, for instance the profile that set the levels."""

    seconds: float = 0.0


@dataclass(frozen=True, kw_only=True)
class PolicyReport:
    """What all packs found in a stack."""

    packs: tuple[PackReport, ...] = ()

    @property
    def findings(self) -> list[Finding]:
        """Every finding: errors and failures first, mandatory before advisory, then by severity, rule and resource."""
        return sorted((one for pack in self.packs for one in pack.findings), key=_order)

    def gates(self, gate: Gate) -> bool:
        """Return whether a run ends with exit code 1 where the gate is *gate*."""
        return any(finding.gates(gate) for pack in self.packs for finding in pack.findings)

    def counts(self) -> dict[str, int]:
        """Return how many findings are mandatory, advisory, unknown, suppressed and errors, in this order."""
        return count_findings(self.findings)


def count_findings(findings: Iterable[Finding]) -> dict[str, int]:
    """Return class -> number: `mandatory` and `advisory` count failures, the rest their own status."""
    found = Counter(one.level if one.status == "fail" else one.status for one in findings)
    return {key: found[key] for key in ("mandatory", "advisory", "unknown", "suppressed", "error")}


def _order(finding: Finding) -> tuple[int, bool, int, str, str, str, str]:
    return (
        _STATUSES.index(finding.status),
        finding.level != "mandatory",
        _SEVERITIES.index(finding.severity),
        finding.rule,
        finding.urn,
        finding.path,
        finding.fingerprint,
    )
