"""The access logs of a load balancer..."""

from __future__ import annotations

from typing import Any

import pytest

from components.component import Component, Removal
from components.load_balancer.access_logs import let_balancers_write, store_access_logs
from components.scope import Scope

CHILDREN = {
    "edge-logs": "aws:s3/bucket:Bucket",
    "edge-logs-encryption": "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "edge-logs-lifecycle": "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "edge-logs-ownership": "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    "edge-logs-policy": "aws:s3/bucketPolicy:BucketPolicy",
    "edge-logs-public-access": "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "edge-logs-versioning": "aws:s3/bucketVersioning:BucketVersioning",
}


class Owner(Component):
    def __init__(self, scope: Scope, removal: Removal) -> None:
        super().__init__("test:index:Owner", "edge", {}, None)
        self.logs = store_access_logs(self, scope, days=30, removal=removal)
        self.finish()


@pytest.fixture
def made(deploy: Any, scope: Scope) -> Any:
    return deploy(lambda: Owner(scope, "retain"))


def settings(made: Any, name: str) -> Any:
    inputs = dict(made[name].inputs)
    assert inputs.pop("bucket") == made["edge-logs"].id
    return inputs


def test_have_a_bucket_with_everything_a_bucket_needs(made: Any) -> None:
    assert made.named() == CHILDREN
    assert {made[name].parent for name in CHILDREN} == {made["edge"].urn}


def test_are_hard_to_lose(made: Any, scope: Scope) -> None:
    assert made["edge-logs"].inputs == {"forceDestroy": False, "tags": scope.tags("acme-test-edge-logs")}
    assert made["edge-logs"].options.protect


def test_go_with_their_stack_where_removal_is_destroy(deploy: Any, scope: Scope) -> None:
    bucket = deploy(lambda: Owner(scope, "destroy"))["edge-logs"]
    assert bucket.inputs["forceDestroy"] is True
    assert not bucket.options.protect


def test_are_private_and_encrypted_with_the_key_a_balancer_can_write_with(made: Any) -> None:
    assert settings(made, "edge-logs-public-access") == {
        "blockPublicAcls": True,
        "blockPublicPolicy": True,
        "ignorePublicAcls": True,
        "restrictPublicBuckets": True,
    }
    assert settings(made, "edge-logs-ownership") == {"rule": {"objectOwnership": "BucketOwnerEnforced"}}
    assert settings(made, "edge-logs-encryption") == {
        "rules": [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}}]
    }


def test_age_out_and_can_be_brought_back_for_a_week(made: Any) -> None:
    assert settings(made, "edge-logs-versioning") == {"versioningConfiguration": {"status": "Enabled"}}
    assert settings(made, "edge-logs-lifecycle") == {
        "rules": [
            {
                "id": "age-out",
                "status": "Enabled",
                "filter": {"prefix": ""},
                "expiration": {"days": 30},
                "noncurrentVersionExpiration": {"noncurrentDays": 7},
                "abortIncompleteMultipartUpload": {"daysAfterInitiation": 7},
            }
        ]
    }
    assert made["edge-logs-versioning"].urn in made["edge-logs-lifecycle"].dependencies


def test_are_written_by_load_balancers_of_the_account_alone_and_over_tls(made: Any) -> None:
    arn = made["edge-logs"].outputs["arn"]
    assert made.json("edge-logs-policy", "policy") == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "LetLoadBalancersOfTheAccountWrite",
                "Effect": "Allow",
                "Principal": {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"},
                "Action": "s3:PutObject",
                "Resource": f"{arn}/AWSLogs/123456789012/*",
                "Condition": {
                    "ArnLike": {"aws:SourceArn": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/*"}
                },
            },
            {
                "Sid": "RefusePlainHttp",
                "Effect": "Deny",
                "Principal": "*",
                "Action": "s3:*",
                "Resource": [arn, f"{arn}/*"],
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            },
        ],
    }
    assert made["edge-logs-public-access"].urn in made["edge-logs-policy"].dependencies


def test_name_the_partition_of_their_region() -> None:
    scope = Scope(
        organization="acme",
        environment="test",
        region="cn-north-1",
        account_id="123456789012",
        owner="o",
        cost_center="c",
        repository="r",
    )
    write = let_balancers_write(scope, "arn:aws-cn:s3:::b")
    assert write["Condition"]["ArnLike"]["aws:SourceArn"].startswith("arn:aws-cn:elasticloadbalancing:cn-north-1:")


def test_are_ready_once_the_policy_is(made: Any) -> None:
    logs = made.result.logs
    assert made.value(logs.bucket) == made["edge-logs"].id
    assert made.value(logs.ready.urn) == made["edge-logs-policy"].urn
