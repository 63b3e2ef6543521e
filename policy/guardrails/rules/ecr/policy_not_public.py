"""No ECR repository can be used by everybody."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts
from ...iam.openness import must_not_be_open


def _check(item: Item) -> Verdicts:
    yield from must_not_be_open(item["policy"], "the repository")


ecr_policy_not_public = Rule(
    id="ecr-policy-not-public",
    promise="No repository policy lets everybody pull or push images.",
    fix="Name accounts or roles in Principal, or add a condition on aws:PrincipalOrgID.",
    severity=Severity.CRITICAL,
    level=Level.MANDATORY,
    controls=Controls(cis_7_0=("2.21",), checkov=("CKV_AWS_32",)),
    looks_at=frozenset({"aws:ecr/repositoryPolicy:RepositoryPolicy", "aws:ecr/registryPolicy:RegistryPolicy"}),
    check=_check,
)
