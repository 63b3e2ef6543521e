"""CloudWatch log groups say how long they keep what is in them, and that is long enough.

0 says for ever: enough for any minimum, whatever it costs. Saying nothing does the same, but nobody decided it. Groups
of the class DELIVERY keep everything for two days by design.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...authoring import Change, Controls, Item, Level, Parameter, Problem, Rule, Severity, Verdicts

_FOR_EVER = 0

# What CloudWatch Logs offers. Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/
# API_PutRetentionPolicy.html, 2026-11-21.
_OFFERED = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]


def _check(group: Item, parameters: Mapping[str, int]) -> Verdicts:
    days, least = group["retentionInDays"], parameters["minDays"]
    if group["logGroupClass"].text() == "DELIVERY":
        return
    if days.absent:
        yield days.says("retentionInDays is not set: logs are kept, and paid for, for ever")
    elif days.value() != _FOR_EVER and not (isinstance(days.value(), int) and days.value() >= least):
        yield days.problem(f"must be at least {least}, or 0 for ever")


def _remediate(group: Item, parameters: Mapping[str, int]) -> Iterator[Change]:
    for verdict in _check(group, parameters):
        if isinstance(verdict, Problem):
            yield Change(("retentionInDays",), parameters["minDays"])


log_group_retention = Rule(
    id="log-group-retention",
    promise="CloudWatch log groups keep their logs for a time that was chosen, and that is long enough.",
    fix="Set retention_in_days to at least the number of days asked for.",
    severity=Severity.MEDIUM,
    level=Level.MANDATORY,
    levels={"ephemeral": Level.DISABLED},
    controls=Controls(checkov=("CKV_AWS_66", "CKV_AWS_338")),
    parameters={
        "minDays": Parameter(
            says="Days that logs are kept at least.",
            default=365,
            by_profile={"development": 14},
            schema={"type": "integer", "enum": _OFFERED},
        )
    },
    looks_at=frozenset({"aws:cloudwatch/logGroup:LogGroup"}),
    check=_check,
    remediate=_remediate,
)
