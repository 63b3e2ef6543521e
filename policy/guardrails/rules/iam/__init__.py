"""Rules about AWS Identity and Access Management."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .actions_exist import iam_actions_exist
from .kms_decrypt_scoped import iam_kms_decrypt_scoped
from .no_admin import iam_no_admin
from .no_credentials_exposure import iam_no_credentials_exposure
from .no_data_exfiltration import iam_no_data_exfiltration
from .no_managed_admin import iam_no_managed_admin
from .no_permissions_management import iam_no_permissions_management
from .no_privilege_escalation import iam_no_privilege_escalation
from .no_service_wildcard import iam_no_service_wildcard
from .no_star_resource import iam_no_star_resource
from .no_users import iam_no_users
from .oidc_subject_bound import iam_oidc_subject_bound
from .passrole_scoped import iam_passrole_scoped
from .permissions_boundary import iam_permissions_boundary
from .role_attachment_conflict import iam_role_attachment_conflict
from .trust_not_open import iam_trust_not_open

RULES: tuple[Rule | StackRule, ...] = (
    iam_actions_exist,
    iam_kms_decrypt_scoped,
    iam_no_admin,
    iam_no_credentials_exposure,
    iam_no_data_exfiltration,
    iam_no_managed_admin,
    iam_no_permissions_management,
    iam_no_privilege_escalation,
    iam_no_service_wildcard,
    iam_no_star_resource,
    iam_no_users,
    iam_oidc_subject_bound,
    iam_passrole_scoped,
    iam_permissions_boundary,
    iam_role_attachment_conflict,
    iam_trust_not_open,
)
