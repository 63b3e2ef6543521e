"""A tag of an image means the same image for good: what was tested is what runs, and a roll-back goes back.

Tags that are to move (`latest`) are named one by one or by a pattern; a pattern that fits every tag names none.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts, each, must_be_one_of

_BUT_FOR = "IMMUTABLE_WITH_EXCLUSION"


def _check(repository: Item) -> Verdicts:
    mutability = repository["imageTagMutability"]
    yield from must_be_one_of(mutability, ("IMMUTABLE", _BUT_FOR))
    if mutability.value() == _BUT_FOR:
        yield from each(repository["imageTagMutabilityExclusionFilters"].items(), _judge)


def _judge(exclusion: Node) -> Verdicts:
    tags = exclusion["filter"]
    if set(tags.text()) == {"*"}:
        yield tags.problem("must not fit every tag")


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
