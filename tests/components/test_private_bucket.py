"""A private bucket..."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from components.component import Component, Removal
from components.private_bucket import Aging, bucket_policy, private_bucket
from components.scope import Scope

KEY = "arn:aws:kms:eu-west-1:123456789012:key/1"
ROLES = ("encryption", "lifecycle", "ownership", "policy", "public-access", "versioning")


@pytest.fixture
def made(deploy: Callable[..., Any], scope: Scope) -> Callable[..., Any]:
    def make(removal: Removal = "retain", days: int | None = None, **more: Any) -> Any:
        def program() -> Any:
            owner = Component("test:index:Owner", "owner", {}, None)
            aging = Aging(rule="age", undo_days=3, unfinished_days=5, days=days)
            return private_bucket(owner, scope, "owner-files", removal=removal, aging=aging, **more)

        return deploy(program)

    return make


def test_has_everything_that_makes_it_private(made: Callable[..., Any]) -> None:
    found = made()
    assert set(found.named()) == {"owner-files", *(f"owner-files-{role}" for role in ROLES)}
    assert {found[name].parent for name in found.named()} == {found["owner"].urn}
    assert found["owner-files-ownership"].inputs["rule"] == {"objectOwnership": "BucketOwnerEnforced"}
    closed = {key: value for key, value in found["owner-files-public-access"].inputs.items() if key != "bucket"}
    assert closed == dict.fromkeys(
        ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"), True
    )
    assert found["owner-files-versioning"].inputs["versioningConfiguration"] == {"status": "Enabled"}


def test_is_kept_or_goes_with_what_is_in_it(made: Callable[..., Any]) -> None:
    kept, gone = made()["owner-files"], made(removal="destroy")["owner-files"]
    assert (kept.options.protect, kept.inputs["forceDestroy"]) == (True, False)
    assert (gone.options.protect, gone.inputs["forceDestroy"]) == (False, True)


def test_is_encrypted_with_the_key_it_is_given_or_with_one_of_s3(made: Callable[..., Any]) -> None:
    assert made()["owner-files-encryption"].inputs["rules"] == [
        {"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}}
    ]
    assert made(kms_key_arn=KEY)["owner-files-encryption"].inputs["rules"] == [
        {
            "applyServerSideEncryptionByDefault": {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": KEY},
            "bucketKeyEnabled": True,
        }
    ]


@pytest.mark.parametrize(("days", "expiration"), [(None, {}), (9, {"expiration": {"days": 9}})])
def test_forgets_as_it_is_told(made: Callable[..., Any], days: int | None, expiration: Any) -> None:
    found = made(days=days)
    assert found["owner-files-lifecycle"].inputs["rules"] == [
        {
            "id": "age",
            "status": "Enabled",
            "filter": {"prefix": ""},
            "noncurrentVersionExpiration": {"noncurrentDays": 3},
            "abortIncompleteMultipartUpload": {"daysAfterInitiation": 5},
            **expiration,
        }
    ]
    assert found["owner-files-versioning"].urn in found["owner-files-lifecycle"].dependencies


def test_refuses_plain_http_whatever_else_it_allows(made: Callable[..., Any]) -> None:
    allowed = {"Sid": "Read", "Effect": "Allow"}
    found = made(statements=lambda arn: [{**allowed, "Resource": arn}])
    arn = found["owner-files"].outputs["arn"]
    document = found.json("owner-files-policy", "policy")
    assert document == bucket_policy(arn, [{**allowed, "Resource": arn}])
    assert document["Statement"][-1] == {
        "Sid": "RefusePlainHttp",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [arn, f"{arn}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    assert found["owner-files-public-access"].urn in found["owner-files-policy"].dependencies
