"""Rules about Amazon DynamoDB."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .capacity_elastic import dynamodb_capacity_elastic
from .cmk import dynamodb_cmk
from .deletion_protection import dynamodb_deletion_protection
from .pitr import dynamodb_pitr

RULES: tuple[Rule | StackRule, ...] = (
    dynamodb_capacity_elastic,
    dynamodb_cmk,
    dynamodb_deletion_protection,
    dynamodb_pitr,
)
