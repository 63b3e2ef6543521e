"""Every repository of images has a lifecycle policy: without one, each push is paid for every month, for good."""

from __future__ import annotations

from ...authoring import Controls, Inventory, Item, Level, Severity, StackRule, Verdicts, each, must_be_covered

_REPOSITORY = "aws:ecr/repository:Repository"
_POLICY = "aws:ecr/lifecyclePolicy:LifecyclePolicy"


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(_REPOSITORY), lambda repository: _judge(stack, repository))


def _judge(stack: Inventory, repository: Item) -> Verdicts:
    pointers = stack.pointing_at(repository, _POLICY, "repository")
    yield from must_be_covered(repository, pointers, "no LifecyclePolicy in this stack refers to this repository")


ecr_lifecycle_policy = StackRule(
    id="ecr-lifecycle-policy",
    promise="Repositories of container images expire old images.",
    fix="Add an aws.ecr.LifecyclePolicy with repository=repository.name that keeps the images in use and expires the"
    " rest.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("ECR.3",)),
    looks_at=frozenset({_REPOSITORY}),
    check=_check,
)
