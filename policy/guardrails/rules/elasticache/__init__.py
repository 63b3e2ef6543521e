"""Rules about Amazon ElastiCache."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .auth import elasticache_auth
from .backup import elasticache_backup
from .encrypted_at_rest import elasticache_encrypted_at_rest
from .encrypted_in_transit import elasticache_encrypted_in_transit
from .failover import elasticache_failover
from .minor_upgrade import elasticache_minor_upgrade
from .subnet_group import elasticache_subnet_group

RULES: tuple[Rule | StackRule, ...] = (
    elasticache_auth,
    elasticache_backup,
    elasticache_encrypted_at_rest,
    elasticache_encrypted_in_transit,
    elasticache_failover,
    elasticache_minor_upgrade,
    elasticache_subnet_group,
)
