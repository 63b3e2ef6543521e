"""Kubernetes Secrets are encrypted with a KMS key of the customer."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts
from ...customer_key import must_be_customer_key
from ...quantifiers import contains


def _check(cluster: Item) -> Verdicts:
    config = cluster["encryptionConfig"]
    yield from must_be_customer_key(config["provider"]["keyArn"])
    if not config.absent and not contains(config["resources"], ("secrets",)):
        yield config["resources"].problem("must contain secrets")


eks_secrets_cmk = Rule(
    id="eks-secrets-cmk",
    promise="Clusters encrypt Kubernetes Secrets with a KMS key of your own.",
    fix='Set encryption_config={"provider": {"key_arn": key.arn}, "resources": ["secrets"]}. The key cannot be'
    " changed later.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("EKS.3",), checkov=("CKV_AWS_58",)),
    looks_at=frozenset({"aws:eks/cluster:Cluster"}),
    check=_check,
)
