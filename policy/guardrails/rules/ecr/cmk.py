"""Images are encrypted with a KMS key of one's own, whose policy says who may read them."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, each, must_be_one_of
from ...customer_key import must_be_customer_key
from ...values import Node


def _check(repository: Item) -> Verdicts:
    configurations = repository["encryptionConfigurations"]
    if not configurations.items():
        yield configurations.problem("must name a KMS key")
    yield from each(configurations.items(), _judge)


def _judge(configuration: Node) -> Verdicts:
    yield from must_be_one_of(configuration["encryptionType"], ("KMS", "KMS_DSSE"))
    yield from must_be_customer_key(configuration["kmsKey"])


ecr_cmk = Rule(
    id="ecr-cmk",
    promise="Container images are encrypted with a KMS key of the customer.",
    fix='Set encryption_configurations=[{"encryption_type": "KMS", "kms_key": key.arn}]. An existing repository is'
    " replaced by that.",
    severity=Severity.LOW,
    level=Level.DISABLED,
    controls=Controls(fsbp=("ECR.5",), checkov=("CKV_AWS_136",)),
    looks_at=frozenset({"aws:ecr/repository:Repository"}),
    check=_check,
)
