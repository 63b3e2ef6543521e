"""Rules about Amazon S3."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .public_access_block import s3_public_access_block

RULES: tuple[Rule | StackRule, ...] = (s3_public_access_block,)
