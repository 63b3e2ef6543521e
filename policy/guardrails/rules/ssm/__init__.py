"""Rules about AWS Systems Manager."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .document_not_public import ssm_document_not_public
from .parameter_secure import ssm_parameter_secure

RULES: tuple[Rule | StackRule, ...] = (ssm_document_not_public, ssm_parameter_secure)
