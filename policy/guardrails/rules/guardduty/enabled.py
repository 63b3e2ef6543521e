"""A GuardDuty detector is on, and looks at everything it can look at.

A new detector has every feature but Runtime Monitoring by itself: of the others only one that is switched off is
refused. What a stack without a detector has is decided by the account, and is no finding here.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...authoring import (
    Controls,
    Inventory,
    Item,
    Level,
    Parameter,
    Severity,
    StackRule,
    Undecided,
    Verdicts,
    each,
    must_be,
    must_not_be,
)

_DETECTOR = "aws:guardduty/detector:Detector"
_FEATURE = "aws:guardduty/detectorFeature:DetectorFeature"

# What a detector has where nobody says otherwise. Source: https://docs.aws.amazon.com/guardduty/latest/APIReference/
# API_CreateDetector.html, 2026-11-21.
_ON_BY_ITSELF = frozenset(
    {"EBS_MALWARE_PROTECTION", "EKS_AUDIT_LOGS", "LAMBDA_NETWORK_LOGS", "RDS_LOGIN_EVENTS", "S3_DATA_EVENTS"}
)

# Where the detector itself says the same, in the older form.
_DATA_SOURCES = {
    "S3_DATA_EVENTS": "datasources.s3Logs.enable",
    "EKS_AUDIT_LOGS": "datasources.kubernetes.auditLogs.enable",
    "EBS_MALWARE_PROTECTION": "datasources.malwareProtection.scanEc2InstanceWithFindings.ebsVolumes.enable",
}


def _check(stack: Inventory, parameters: Mapping[str, list[str]]) -> Verdicts:
    yield from each(stack.of(_DETECTOR), lambda detector: _judge(stack, detector, parameters["features"]))


def _judge(stack: Inventory, detector: Item, wanted: list[str]) -> Verdicts:
    yield from must_not_be(detector["enable"], False)
    features = stack.pointing_at(detector, _FEATURE, "detectorId")
    by_name = {one["name"].text(): one for one in features.certain if not one["name"].unknown}
    doubtful = bool(features.possible) or len(by_name) < len(features.certain)
    for name in wanted:
        if name in by_name:
            yield from must_be(by_name[name]["status"], "ENABLED")
        elif name in _DATA_SOURCES and not detector.at(_DATA_SOURCES[name]).absent:
            yield from must_be(detector.at(_DATA_SOURCES[name]), True)
        elif doubtful:
            yield Undecided(detector)
        elif name not in _ON_BY_ITSELF:
            yield detector.says(f"no DetectorFeature of this detector is {name}", mark=name)


guardduty_enabled = StackRule(
    id="guardduty-enabled",
    promise="GuardDuty is on, and watches S3, EKS, RDS logins, Lambda, volumes and what runs on hosts.",
    fix="Leave enable out of the aws.guardduty.Detector, add an aws.guardduty.DetectorFeature with"
    ' name="RUNTIME_MONITORING" and status="ENABLED", and switch no other feature off.',
    severity=Severity.HIGH,
    level=Level.ADVISORY,
    controls=Controls(
        fsbp=(
            "GuardDuty.1",
            "GuardDuty.5",
            "GuardDuty.6",
            "GuardDuty.8",
            "GuardDuty.9",
            "GuardDuty.10",
            "GuardDuty.11",
        ),
        checkov=("CKV_AWS_238",),
    ),
    parameters={
        "features": Parameter(
            says="Features that every detector must have.",
            default=sorted({*_ON_BY_ITSELF, "RUNTIME_MONITORING"}),
            schema={"type": "array", "items": {"type": "string"}},
        )
    },
    looks_at=frozenset({_DETECTOR}),
    check=_check,
)
