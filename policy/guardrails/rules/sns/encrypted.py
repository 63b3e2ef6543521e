"""Messages of a topic are encrypted while they wait to be delivered."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be_set


def _check(topic: Item) -> Verdicts:
    yield from must_be_set(topic["kmsMasterKeyId"])


sns_encrypted = Rule(
    id="sns-encrypted",
    promise="SNS topics encrypt their messages at rest.",
    fix='Set kms_master_key_id=key.id with a key that the publishing services may use ("alias/aws/sns" serves only'
    " publishers of the same account that are no AWS services).",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("SNS.1",), checkov=("CKV_AWS_26",)),
    looks_at=frozenset({"aws:sns/topic:Topic"}),
    check=_check,
)
