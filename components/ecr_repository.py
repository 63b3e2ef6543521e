"""One registry of container images that never loses the image that is running."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

import pulumi
import pulumi_aws as aws

from .component import Component, Removal, Transform
from .scope import Scope

_ACCOUNT = re.compile(r"\d{12}")
_TAG_START = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,126}")
_PULL_ACTIONS = ("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")


@dataclass(frozen=True, kw_only=True)
class EcrRepositoryArgs:
    """How long images are kept and who besides this account may pull them."""

    scope: Scope
    """Where the repository lives."""

    kms_key_arn: pulumi.Input[str]
    """Key that encrypts the images."""

    keep_deployed: int = 20
    """Deployed images kept, however old, at least 2. Default: the last 20."""

    deployed_tag_prefix: str = "deployed-"
    """What the tag of a deployed image starts with. Tags are immutable, so each deployment adds its own,
    for instance `deployed-7f3c2a1`. Default: `deployed-`."""

    keep_untagged_days: int = 7
    """Days until an image without a tag goes. Default: a week."""

    keep_days: int = 90
    """Days until an image that was never deployed goes. Default: 90."""

    pull_account_ids: tuple[str, ...] = ()
    """Other accounts that may pull. Default: only this account's own roles may."""

    removal: Removal = "retain"
    """What happens to the images with the stack. Default: the repository is protected."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`. Default: none."""

    def __post_init__(self) -> None:
        if self.keep_deployed < 2:
            raise ValueError(
                "keep_deployed must be at least 2, the image that runs and the one to roll back to, "
                f"got {self.keep_deployed}"
            )
        if not _TAG_START.fullmatch(self.deployed_tag_prefix):
            raise ValueError(
                "deployed_tag_prefix must be 1 to 127 letters, digits, underscores, dots and hyphens, "
                f"starting with none of the last two, got {self.deployed_tag_prefix!r}"
            )
        for name, days in (("keep_untagged_days", self.keep_untagged_days), ("keep_days", self.keep_days)):
            if days < 1:
                raise ValueError(f"{name} must be at least 1, got {days}")
        for account in self.pull_account_ids:
            if not _ACCOUNT.fullmatch(account):
                raise ValueError(f"pull_account_ids must be account ids of 12 digits, got {account!r}")
        if self.scope.account_id in self.pull_account_ids:
            raise ValueError(
                f"pull_account_ids names this account, {self.scope.account_id}: "
                "leave it out, IAM policies grant pulls within the account"
            )


class EcrRepository(Component):
    """A private registry whose tags never move, whose images are scanned and whose deployed images outlive clean-up."""

    repository_url: pulumi.Output[str]
    """Where to push to and pull from, without a tag."""

    repository_arn: pulumi.Output[str]
    """ARN of the repository."""

    repository_name: pulumi.Output[str]
    """`{organization}-{environment}-{name}`, which CI must know."""

    def __init__(self, name: str, args: EcrRepositoryArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        inputs = {"keepDeployed": args.keep_deployed, "keepDays": args.keep_days}
        super().__init__("stackwright:registry:EcrRepository", name, inputs, opts, args.transform)
        physical_name = args.scope.physical_name(name)
        repository = aws.ecr.Repository(
            name,
            name=physical_name,
            image_tag_mutability="IMMUTABLE",
            image_scanning_configuration=aws.ecr.RepositoryImageScanningConfigurationArgs(scan_on_push=True),
            encryption_configurations=[
                aws.ecr.RepositoryEncryptionConfigurationArgs(encryption_type="KMS", kms_key=args.kms_key_arn)
            ],
            force_delete=args.removal == "destroy",
            tags=args.scope.tags(physical_name),
            opts=self.keeping(args.removal),
        )
        aws.ecr.LifecyclePolicy(
            f"{name}-lifecycle",
            repository=repository.name,
            policy=json.dumps(lifecycle_policy(args)),
            opts=self.child(),
        )
        if args.pull_account_ids:
            aws.ecr.RepositoryPolicy(
                f"{name}-pull",
                repository=repository.name,
                policy=json.dumps(pull_policy(args.scope, args.pull_account_ids)),
                opts=self.child(),
            )
        self.repository_url = repository.repository_url
        self.repository_arn = repository.arn
        self.repository_name = repository.name
        self.finish()


def lifecycle_policy(args: EcrRepositoryArgs) -> dict[str, Any]:
    """Return the clean-up rules. A deployed image meets the first, so ECR lets no later rule expire it."""
    deployed = {
        "tagStatus": "tagged",
        "tagPrefixList": [args.deployed_tag_prefix],
        "countType": "imageCountMoreThan",
        "countNumber": args.keep_deployed,
    }
    return {
        "rules": [
            _expire(1, f"Keep the last {args.keep_deployed} deployed images", deployed),
            _expire(2, "Images without a tag", _older_than("untagged", args.keep_untagged_days)),
            _expire(3, "Images never deployed", _older_than("any", args.keep_days)),
        ]
    }


def pull_policy(scope: Scope, account_ids: tuple[str, ...]) -> dict[str, Any]:
    """Return the repository policy that lets *account_ids* pull; their own IAM policies say which roles do.

    The key needs nothing: ECR decrypts with its own grant.
    """
    roots = [f"arn:{scope.partition}:iam::{account}:root" for account in sorted(account_ids)]
    statement = {
        "Sid": "LetOtherAccountsPull",
        "Effect": "Allow",
        "Principal": {"AWS": roots},
        "Action": list(_PULL_ACTIONS),
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


def _expire(priority: int, description: str, selection: dict[str, Any]) -> dict[str, Any]:
    return {
        "rulePriority": priority,
        "description": description,
        "selection": selection,
        "action": {"type": "expire"},
    }


def _older_than(tag_status: str, days: int) -> dict[str, Any]:
    return {"tagStatus": tag_status, "countType": "sinceImagePushed", "countUnit": "days", "countNumber": days}
