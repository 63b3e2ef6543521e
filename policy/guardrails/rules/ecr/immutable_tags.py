"""A tag of an image means the same image for good: what was tested is what runs, and a roll-back goes back."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be_one_of


def _check(repository: Item) -> Verdicts:
    yield from must_be_one_of(repository["imageTagMutability"], ("IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION"))


ecr_immutable_tags = Rule(
    id="ecr-immutable-tags",
    promise="Tags of container images cannot be moved to another image.",
    fix='Set image_tag_mutability="IMMUTABLE"; for a moving tag such as `latest`, "IMMUTABLE_WITH_EXCLUSION" with'
    " image_tag_mutability_exclusion_filters.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("ECR.2",), checkov=("CKV_AWS_51",)),
    looks_at=frozenset({"aws:ecr/repository:Repository"}),
    check=_check,
)
