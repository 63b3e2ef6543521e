"""The files of a tool"""

from __future__ import annotations

import json

import pytest

from components.kubernetes.tools.files import files
from components.kubernetes.tools.recipes import RECIPES
from tests.components.eks.making import StandInCluster
from tests.components.kubernetes.service.conftest import Owner
from tests.components.kubernetes.tools.conftest import KEY

_BUCKET = "aws:s3/bucket:Bucket"


def _made(deploy, scope, tool="airbyte", removal="retain"):
    return deploy(lambda: files(Owner(tool), scope, StandInCluster(removal=removal), KEY, RECIPES[tool]))


def test_are_made_of_these_children(deploy, scope):
    made = _made(deploy, scope)
    expected = {
        "airbyte-files": _BUCKET,
        "airbyte-files-encryption": (
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
        ),
        "airbyte-files-lifecycle": "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        "airbyte-files-ownership": "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
        "airbyte-files-policy": "aws:s3/bucketPolicy:BucketPolicy",
        "airbyte-files-public-access": "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        "airbyte-files-versioning": "aws:s3/bucketVersioning:BucketVersioning",
        "airbyte-files-role": "aws:iam/role:Role",
        "airbyte-files-identity": "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    }
    # The policy of the bucket and that of the role have one name, and are of two types.
    found = {(it.name, it.type) for it in made.stack.resources if it.custom and "Owner$" in it.urn}
    assert found == {*expected.items(), ("airbyte-files-policy", "aws:iam/rolePolicy:RolePolicy")}
    assert {it.parent for it in made.stack.resources if "Owner$" in it.urn} == {made["airbyte"].urn}


def test_are_none_for_a_tool_that_keeps_none(deploy, scope):
    assert _made(deploy, scope, "temporal").result is None


@pytest.mark.parametrize(("removal", "kept"), [("retain", True), ("destroy", False)])
def test_are_kept_where_the_cluster_is(deploy, scope, removal, kept):
    bucket = _made(deploy, scope, removal=removal)["airbyte-files"]
    assert bucket.options.protect is kept
    assert bucket.inputs == {"forceDestroy": not kept, "tags": scope.tags("acme-test-airbyte-files")}


def test_are_encrypted_private_and_kept_for_a_while(deploy, scope):
    made = _made(deploy, scope)
    bucket = made["airbyte-files"].id
    assert made["airbyte-files-encryption"].inputs == {
        "bucket": bucket,
        "rules": [
            {
                "applyServerSideEncryptionByDefault": {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": KEY},
                "bucketKeyEnabled": True,
            }
        ],
    }
    assert made["airbyte-files-public-access"].inputs == {
        "bucket": bucket,
        "blockPublicAcls": True,
        "blockPublicPolicy": True,
        "ignorePublicAcls": True,
        "restrictPublicBuckets": True,
    }
    assert made["airbyte-files-ownership"].inputs["rule"] == {"objectOwnership": "BucketOwnerEnforced"}
    assert made["airbyte-files-versioning"].inputs["versioningConfiguration"] == {"status": "Enabled"}
    assert made["airbyte-files-lifecycle"].inputs["rules"] == [
        {
            "id": "thin-out",
            "status": "Enabled",
            "filter": {"prefix": ""},
            "noncurrentVersionExpiration": {"noncurrentDays": 30},
            "abortIncompleteMultipartUpload": {"daysAfterInitiation": 7},
        }
    ]
    # The rule about old versions is refused for a bucket that has none.
    assert made["airbyte-files-versioning"].urn in made["airbyte-files-lifecycle"].dependencies


def test_are_not_spoken_of_without_tls(deploy, scope):
    made = _made(deploy, scope)
    arn = made["airbyte-files"].outputs["arn"]
    document = made["airbyte-files-policy", "aws:s3/bucketPolicy:BucketPolicy"]

    assert json.loads(document.inputs["policy"])["Statement"] == [
        {
            "Sid": "RefusePlainHttp",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": [arn, f"{arn}/*"],
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        }
    ]
    assert made["airbyte-files-public-access"].urn in document.dependencies


def test_are_for_the_pods_of_one_account_alone(deploy, scope):
    made = _made(deploy, scope)
    identity = made["airbyte-files-identity"].inputs
    assert (identity["namespace"], identity["serviceAccount"]) == ("airbyte", "airbyte-admin")

    arn = made["airbyte-files"].outputs["arn"]
    policy = made["airbyte-files-policy", "aws:iam/rolePolicy:RolePolicy"].inputs["policy"]
    assert json.loads(policy)["Statement"] == [
        {"Effect": "Allow", "Action": ["s3:GetBucketLocation", "s3:ListBucket"], "Resource": arn},
        {
            "Effect": "Allow",
            "Action": ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
            "Resource": f"{arn}/*",
        },
        {
            "Effect": "Allow",
            "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
            "Resource": KEY,
            "Condition": {"StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}},
        },
    ]


def test_tell_where_they_are_and_what_they_are_counted_by(deploy, scope):
    made = _made(deploy, scope)
    found = made.result
    assert made.value(found.bucket_name) == made["airbyte-files"].outputs["bucket"]
    assert found.tag == "acme-test-airbyte-files"
    ready = {made.value(one.urn).rpartition("::")[2] for one in found.ready}
    assert ready == {"airbyte-files", "airbyte-files-policy", "airbyte-files-identity"}
