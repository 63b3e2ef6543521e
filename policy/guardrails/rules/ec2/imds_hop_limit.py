"""Answers of the instance metadata service do not travel beyond the instance.

Silence is one hop, and two only where the image asks for it (Amazon Linux 2023), which is not written in the program.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...authoring import Controls, Item, Level, Parameter, Rule, Severity, Verdicts, must_be_at_most
from ...instances import STARTERS, without_metadata


def _check(item: Item, parameters: Mapping[str, Any]) -> Verdicts:
    limit = item.at("metadataOptions.httpPutResponseHopLimit")
    verdicts = list(must_be_at_most(limit, parameters["mostHops"]))
    if verdicts and not without_metadata(item):
        yield from verdicts


instance_imds_hop_limit = Rule(
    id="instance-imds-hop-limit",
    promise="Answers of the instance metadata service travel no further than the instance itself.",
    fix="Set metadata_options with http_put_response_hop_limit=1. Where containers must read it, allow 2 with the"
    " parameter mostHops.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("AutoScaling.4",), checkov=("CKV_AWS_341",)),
    parameters={
        "mostHops": Parameter(
            says="Largest number of network hops: 1, or 2 where containers on the instance read its metadata.",
            default=1,
            schema={"type": "integer", "minimum": 1, "maximum": 64},
        )
    },
    looks_at=STARTERS,
    check=_check,
)
