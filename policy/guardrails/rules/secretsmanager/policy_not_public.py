"""No secret can be read by everybody, and AWS is asked to refuse a policy by which it could.

A policy that only denies opens nothing; blockPublicPolicy is asked for all the same: it judges the next version too.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be
from ...iam.openness import must_not_be_open

_POLICY = "aws:secretsmanager/secretPolicy:SecretPolicy"


def _check(item: Item) -> Verdicts:
    yield from must_not_be_open(item["policy"], "the secret")
    if item.type == _POLICY:
        yield from must_be(item["blockPublicPolicy"], True)


secret_policy_not_public = Rule(
    id="secret-policy-not-public",
    promise="No policy lets everybody read a secret, and every one is set with blockPublicPolicy.",
    fix="Name accounts or roles in Principal and set block_public_policy=True; move a policy of the Secret into a"
    " SecretPolicy.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(cis_7_0=("2.21",)),
    looks_at=frozenset({_POLICY, "aws:secretsmanager/secret:Secret"}),
    check=_check,
)
