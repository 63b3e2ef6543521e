"""A container registry..."""

from __future__ import annotations

from typing import Any

import pytest

from components.ecr_repository import EcrRepository, EcrRepositoryArgs
from components.scope import Scope

REPOSITORY = ("shop", "aws:ecr/repository:Repository")
COMPONENT = ("shop", "stackwright:registry:EcrRepository")
KEY = "arn:aws:kms:eu-west-1:123456789012:key/one"


def make(deploy: Any, scope: Scope, **given: Any) -> Any:
    args = EcrRepositoryArgs(**{"scope": scope, "kms_key_arn": KEY, **given})
    return deploy(lambda: EcrRepository("shop", args))


def test_is_a_repository_and_its_clean_up(deploy: Any, scope: Scope) -> None:
    made = make(deploy, scope)
    assert made.named() == {
        "shop": "aws:ecr/repository:Repository",
        "shop-lifecycle": "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    }


def test_says_who_else_may_pull_where_somebody_may(deploy: Any, scope: Scope) -> None:
    made = make(deploy, scope, pull_account_ids=("333333333333", "222222222222"))
    assert made.named() == {
        "shop": "aws:ecr/repository:Repository",
        "shop-lifecycle": "aws:ecr/lifecyclePolicy:LifecyclePolicy",
        "shop-pull": "aws:ecr/repositoryPolicy:RepositoryPolicy",
    }
    assert {made[name].parent for name in ("shop-lifecycle", "shop-pull")} == {made[COMPONENT].urn}
    assert made["shop-pull"].inputs["repository"] == "acme-test-shop"
    assert made.json("shop-pull", "policy") == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "LetOtherAccountsPull",
                "Effect": "Allow",
                "Principal": {"AWS": ["arn:aws:iam::222222222222:root", "arn:aws:iam::333333333333:root"]},
                "Action": ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            }
        ],
    }


def test_has_tags_that_never_move_scans_images_and_encrypts_them(deploy: Any, scope: Scope) -> None:
    made = make(deploy, scope)
    assert made[REPOSITORY].inputs == {
        "name": "acme-test-shop",
        "imageTagMutability": "IMMUTABLE",
        "imageScanningConfiguration": {"scanOnPush": True},
        "encryptionConfigurations": [{"encryptionType": "KMS", "kmsKey": KEY}],
        "forceDelete": False,
        "tags": scope.tags("acme-test-shop"),
    }
    assert made[REPOSITORY].parent == made[COMPONENT].urn


def test_is_hard_to_lose(deploy: Any, scope: Scope) -> None:
    assert make(deploy, scope)[REPOSITORY].options.protect


def test_goes_with_its_images_where_removal_is_destroy(deploy: Any, scope: Scope) -> None:
    repository = make(deploy, scope, removal="destroy")[REPOSITORY]
    assert repository.inputs["forceDelete"] is True
    assert not repository.options.protect


def test_keeps_deployed_images_before_it_looks_at_their_age(deploy: Any, scope: Scope) -> None:
    made = make(deploy, scope, keep_deployed=5, deployed_tag_prefix="live-", keep_untagged_days=3, keep_days=30)
    rules = made.json("shop-lifecycle", "policy")["rules"]
    assert [(rule["rulePriority"], rule["action"]) for rule in rules] == [
        (priority, {"type": "expire"}) for priority in (1, 2, 3)
    ]
    assert [rule["selection"] for rule in rules] == [
        {"tagStatus": "tagged", "tagPrefixList": ["live-"], "countType": "imageCountMoreThan", "countNumber": 5},
        {"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 3},
        {"tagStatus": "any", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 30},
    ]
    assert made["shop-lifecycle"].inputs["repository"] == "acme-test-shop"


def test_keeps_the_last_20_deployed_images_by_default(deploy: Any, scope: Scope) -> None:
    deployed, untagged, others = make(deploy, scope).json("shop-lifecycle", "policy")["rules"]
    assert (deployed["selection"]["tagPrefixList"], deployed["selection"]["countNumber"]) == (["deployed-"], 20)
    assert (untagged["selection"]["countNumber"], others["selection"]["countNumber"]) == (7, 90)


def test_shows_what_it_keeps_and_hands_out_where_to_push(deploy: Any, scope: Scope) -> None:
    made = make(deploy, scope)
    repository = made[REPOSITORY]
    assert made[COMPONENT].inputs == {"keepDeployed": 20, "keepDays": 90}
    assert made[COMPONENT].outputs == {
        "repository_url": repository.outputs["repositoryUrl"],
        "repository_arn": repository.outputs["arn"],
        "repository_name": "acme-test-shop",
    }


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"keep_deployed": 1}, "keep_deployed must be at least 2, .* roll back to, got 1"),
        ({"deployed_tag_prefix": ""}, "deployed_tag_prefix must be 1 to 127 .* got ''"),
        ({"deployed_tag_prefix": "-live"}, "deployed_tag_prefix must be 1 to 127 .* got '-live'"),
        ({"keep_untagged_days": 0}, "keep_untagged_days must be at least 1, got 0"),
        ({"keep_days": 0}, "keep_days must be at least 1, got 0"),
        ({"pull_account_ids": ("12",)}, "pull_account_ids must be account ids of 12 digits, got '12'"),
        ({"pull_account_ids": ("123456789012",)}, "pull_account_ids names this account, 123456789012: leave it out"),
    ],
)
def test_refuses(scope: Scope, given: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        EcrRepositoryArgs(**{"scope": scope, "kms_key_arn": KEY, **given})
