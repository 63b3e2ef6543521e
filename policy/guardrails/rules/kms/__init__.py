"""Rules about AWS KMS."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .deletion_window import kms_deletion_window
from .policy_not_public import kms_policy_not_public
from .rotation import kms_rotation

RULES: tuple[Rule | StackRule, ...] = (kms_deletion_window, kms_policy_not_public, kms_rotation)
