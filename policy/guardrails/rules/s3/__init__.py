"""Rules about Amazon S3."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .access_logging import s3_access_logging
from .acl_disabled import s3_acl_disabled
from .encryption_kms import s3_encryption_kms
from .lifecycle import s3_lifecycle
from .no_force_destroy import s3_no_force_destroy
from .policy_not_public import s3_policy_not_public
from .public_access_block import s3_public_access_block
from .public_access_block_closed import s3_public_access_block_closed
from .tls_only import s3_tls_only
from .versioning import s3_versioning

RULES: tuple[Rule | StackRule, ...] = (
    s3_access_logging,
    s3_acl_disabled,
    s3_encryption_kms,
    s3_lifecycle,
    s3_no_force_destroy,
    s3_policy_not_public,
    s3_public_access_block,
    s3_public_access_block_closed,
    s3_tls_only,
    s3_versioning,
)
