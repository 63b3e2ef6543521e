"""Messages of a queue are encrypted at rest, as SQS does by itself unless it is told not to."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be


def _check(queue: Item) -> Verdicts:
    for wrong in must_be(queue["sqsManagedSseEnabled"], True):
        key = queue["kmsMasterKeyId"]
        if not key.unknown and not key.text():
            yield wrong
        elif key.unknown and not key.made_of:
            yield key.undecided()


sqs_encrypted = Rule(
    id="sqs-encrypted",
    promise="SQS queues encrypt their messages at rest.",
    fix="Leave sqs_managed_sse_enabled out, or set kms_master_key_id.",
    severity=Severity.MEDIUM,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("SQS.1",), checkov=("CKV_AWS_27",)),
    looks_at=frozenset({"aws:sqs/queue:Queue"}),
    check=_check,
)
