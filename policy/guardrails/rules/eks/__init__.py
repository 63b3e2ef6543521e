"""Rules about Amazon EKS."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .addon_scoped_role import eks_addon_scoped_role
from .auth_mode_api import eks_auth_mode_api
from .control_plane_logs import eks_control_plane_logs
from .core_addons_managed import eks_core_addons_managed
from .endpoint_not_open import eks_endpoint_not_open
from .no_cluster_admin_access import eks_no_cluster_admin_access
from .nodegroup_no_open_ssh import eks_nodegroup_no_open_ssh
from .nodegroup_private import eks_nodegroup_private
from .secrets_cmk import eks_secrets_cmk
from .support_type import eks_support_type
from .supported_version import eks_supported_version

RULES: tuple[Rule | StackRule, ...] = (
    eks_addon_scoped_role,
    eks_auth_mode_api,
    eks_control_plane_logs,
    eks_core_addons_managed,
    eks_endpoint_not_open,
    eks_no_cluster_admin_access,
    eks_nodegroup_no_open_ssh,
    eks_nodegroup_private,
    eks_secrets_cmk,
    eks_support_type,
    eks_supported_version,
)
