"""The rules of the pack and what they are judged with."""

from __future__ import annotations

from .rule import AnyRule
from .rules import (
    acm,
    apigateway,
    backup,
    cloudfront,
    cloudtrail,
    cloudwatch,
    cost,
    dynamodb,
    ec2,
    ecr,
    ecs,
    eks,
    elasticache,
    functions,
    general,
    guardduty,
    iam,
    kms,
    kubernetes,
    lb,
    policy,
    rds,
    route53,
    s3,
    secretsmanager,
    sns,
    sqs,
    ssm,
    waf,
)

NAME = "guardrails"
"""Name of the pack, on the engine and in reports."""

VERSION = "0.1.0"

# Listed by hand, folder by folder: a rule that is not in its folder's list does not run. Exceptions come last.
RULES: tuple[AnyRule, ...] = (
    *acm.RULES,
    *apigateway.RULES,
    *backup.RULES,
    *cloudfront.RULES,
    *cloudtrail.RULES,
    *cloudwatch.RULES,
    *cost.RULES,
    *dynamodb.RULES,
    *ec2.RULES,
    *ecr.RULES,
    *ecs.RULES,
    *eks.RULES,
    *elasticache.RULES,
    *functions.RULES,
    *general.RULES,
    *guardduty.RULES,
    *iam.RULES,
    *kms.RULES,
    *kubernetes.RULES,
    *lb.RULES,
    *rds.RULES,
    *route53.RULES,
    *s3.RULES,
    *secretsmanager.RULES,
    *sns.RULES,
    *sqs.RULES,
    *ssm.RULES,
    *waf.RULES,
    *policy.RULES,
)

__all__ = ["NAME", "RULES", "VERSION"]
