"""Rules about AWS CloudTrail."""

from __future__ import annotations

from ...authoring import Rule, StackRule
from .multi_region import cloudtrail_multi_region
from .to_cloudwatch import cloudtrail_to_cloudwatch
from .validation_kms import cloudtrail_validation_kms

RULES: tuple[Rule | StackRule, ...] = (cloudtrail_multi_region, cloudtrail_to_cloudwatch, cloudtrail_validation_kms)
