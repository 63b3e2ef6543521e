"""API Gateway records who asks for what."""

from __future__ import annotations

import re

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts
from ...shapes import must_look_like

_DESTINATION = re.compile(r"arn:[\w-]+:(logs:[\w-]+:\d{12}:log-group|firehose:[\w-]+:\d{12}:deliverystream)[:/].+")


def _check(stage: Item) -> Verdicts:
    destination = stage.at("accessLogSettings.destinationArn")
    yield from must_look_like(destination, _DESTINATION, "the ARN of a log group or of a Firehose stream")


apigwv2_access_logs = Rule(
    id="apigwv2-access-logs",
    promise="Every stage of an HTTP or WebSocket API records its requests.",
    fix="Set access_log_settings with destination_arn of an aws.cloudwatch.LogGroup and a format.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("APIGateway.9",), cis_7_0=("4.10",), checkov=("CKV_AWS_76",)),
    looks_at=frozenset({"aws:apigatewayv2/stage:Stage"}),
    check=_check,
)
