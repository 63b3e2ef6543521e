"""CloudTrail sends what it records to CloudWatch Logs, where alarms watch it; on demand it records S3 objects too."""

from __future__ import annotations

from collections.abc import Mapping

from ...authoring import Controls, Item, Level, Parameter, Rule, Severity, Verdicts, must_be_set

_OBJECTS = "AWS::S3::Object"


def _check(trail: Item, parameters: Mapping[str, bool]) -> Verdicts:
    yield from must_be_set(trail["cloudWatchLogsGroupArn"])
    yield from must_be_set(trail["cloudWatchLogsRoleArn"])
    if parameters["recordObjects"] and not _records_objects(trail):
        yield trail["eventSelectors"].says("no event selector records what is done to objects in S3")


def _records_objects(trail: Item) -> bool:
    resources = [one for selector in trail["eventSelectors"].items() for one in selector["dataResources"].items()]
    if any(one["type"].text() == _OBJECTS for one in resources):
        return True
    fields = [field for one in trail["advancedEventSelectors"].items() for field in one["fieldSelectors"].items()]
    types = [one["equals"].items() for one in fields if one["field"].text() == "resources.type"]
    return any(one.text() == _OBJECTS for equals in types for one in equals)


cloudtrail_to_cloudwatch = Rule(
    id="cloudtrail-to-cloudwatch",
    promise="CloudTrail sends what it records to CloudWatch Logs.",
    fix='Set cloud_watch_logs_group_arn to f"{log_group.arn}:*" and cloud_watch_logs_role_arn to a role that may write'
    " there.",
    severity=Severity.LOW,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("CloudTrail.5",), checkov=("CKV2_AWS_10",)),
    parameters={
        "recordObjects": Parameter(
            says="Whether reads and writes of S3 objects must be recorded, too (CIS 5.0 3.8 and 3.9).",
            default=False,
            schema={"type": "boolean"},
        )
    },
    looks_at=frozenset({"aws:cloudtrail/trail:Trail"}),
    check=_check,
)
