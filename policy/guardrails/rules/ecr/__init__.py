"""Rules about Amazon ECR."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .cmk import ecr_cmk
from .immutable_tags import ecr_immutable_tags
from .lifecycle_policy import ecr_lifecycle_policy
from .policy_not_public import ecr_policy_not_public
from .scan_on_push import ecr_scan_on_push

RULES: tuple[Rule | StackRule, ...] = (
    ecr_cmk,
    ecr_immutable_tags,
    ecr_lifecycle_policy,
    ecr_policy_not_public,
    ecr_scan_on_push,
)
