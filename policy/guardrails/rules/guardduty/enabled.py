"""A GuardDuty detector is on, and looks at everything it can look at.

What a stack without a detector has is decided by the account, and is no finding here.
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

_FEATURES = ["EKS_AUDIT_LOGS", "LAMBDA_NETWORK_LOGS", "RDS_LOGIN_EVENTS", "RUNTIME_MONITORING", "S3_DATA_EVENTS"]

# Where the detector itself says the same, in the older form.
_DATA_SOURCES = {
    "S3_DATA_EVENTS": "datasources.s3Logs.enable",
    "EKS_AUDIT_LOGS": "datasources.kubernetes.auditLogs.enable",
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
        else:
            yield detector.says(f"no DetectorFeature of this detector is {name}", mark=name)


guardduty_enabled = StackRule(
    id="guardduty-enabled",
    promise="GuardDuty is on, and watches S3, EKS, RDS logins, Lambda and what runs on hosts.",
    fix="Leave enable out of the aws.guardduty.Detector, and add an aws.guardduty.DetectorFeature with"
    ' status="ENABLED" for each feature.',
    severity=Severity.HIGH,
    level=Level.ADVISORY,
    controls=Controls(
        fsbp=("GuardDuty.1", "GuardDuty.5", "GuardDuty.6", "GuardDuty.9", "GuardDuty.10", "GuardDuty.11"),
        checkov=("CKV_AWS_238",),
    ),
    parameters={
        "features": Parameter(
            says="Features that every detector must have.",
            default=_FEATURES,
            schema={"type": "array", "items": {"type": "string"}},
        )
    },
    looks_at=frozenset({_DETECTOR}),
    check=_check,
)
