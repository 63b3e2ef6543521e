"""Rules about Amazon RDS."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .auto_minor_upgrade import rds_auto_minor_upgrade
from .backup_retention import rds_backup_retention
from .cmk import rds_cmk
from .copy_tags import rds_copy_tags
from .deletion_protection import rds_deletion_protection
from .encrypted import rds_encrypted
from .enhanced_monitoring import rds_enhanced_monitoring
from .final_snapshot import rds_final_snapshot
from .force_ssl import rds_force_ssl
from .iam_auth import rds_iam_auth
from .log_exports import rds_log_exports
from .managed_password import rds_managed_password
from .modern_ca import rds_modern_ca
from .multi_az import rds_multi_az
from .not_public import rds_not_public
from .private_subnets import rds_private_subnets
from .proxy_tls import rds_proxy_tls

RULES: tuple[Rule | StackRule, ...] = (
    rds_auto_minor_upgrade,
    rds_backup_retention,
    rds_cmk,
    rds_copy_tags,
    rds_deletion_protection,
    rds_encrypted,
    rds_enhanced_monitoring,
    rds_final_snapshot,
    rds_force_ssl,
    rds_iam_auth,
    rds_log_exports,
    rds_managed_password,
    rds_modern_ca,
    rds_multi_az,
    rds_not_public,
    rds_private_subnets,
    rds_proxy_tls,
)
