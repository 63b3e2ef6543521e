"""Rules about AWS Backup."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .covers_stateful import backup_covers_stateful
from .vault_protected import backup_vault_protected

RULES: tuple[Rule | StackRule, ...] = (backup_covers_stateful, backup_vault_protected)
