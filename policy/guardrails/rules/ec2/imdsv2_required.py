"""Instances hand out their credentials only to callers that hold a session token."""

from __future__ import annotations

from collections.abc import Iterator

from ...authoring import Change, Controls, Item, Level, Problem, Rule, Severity, Verdicts, must_be
from ...instances import INSTANCE, STARTERS, TEMPLATE, from_template, without_metadata

_REMEDIED = (INSTANCE, TEMPLATE)


def _check(item: Item) -> Verdicts:
    tokens = item.at("metadataOptions.httpTokens")
    if tokens.absent and from_template(item):
        return
    verdicts = list(must_be(tokens, "required"))
    if verdicts and not without_metadata(item):
        yield from verdicts


def _remediate(item: Item) -> Iterator[Change]:
    """Yield the change. A launch configuration is left alone: it cannot be changed, only replaced."""
    if item.type in _REMEDIED and any(isinstance(verdict, Problem) for verdict in _check(item)):
        yield Change(keys=("metadataOptions", "httpTokens"), value="required")


instance_imdsv2_required = Rule(
    id="instance-imdsv2-required",
    promise="Instances answer requests for metadata only with a session token (IMDSv2).",
    fix="Set metadata_options with http_tokens='required'.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("EC2.8", "EC2.170"), cis_5_0=("5.7",), cis_7_0=("6.7",), checkov=("CKV_AWS_79",)),
    looks_at=STARTERS,
    check=_check,
    remediate=_remediate,
)
