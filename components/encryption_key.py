"""One customer-managed KMS key, and who besides IAM may use it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

import pulumi
import pulumi_aws as aws

from .component import Component, Removal, Transform
from .observability.publishers import publishers
from .scope import Scope

Coverage = Literal["logs", "alarms", "database", "secrets", "images", "storage"]
"""What the key may encrypt: log groups, alert topics, databases, secrets, container images, buckets and volumes.

Only `logs` and `alarms` need a statement in the key policy, because there a service acts by itself. For the others
AWS acts with the permissions of the caller, or with a grant the caller makes: the IAM policy written by the
component that owns the data decides, usually limited by `kms:ViaService`.
"""

_COVERAGES: tuple[Coverage, ...] = get_args(Coverage)
_SHORTEST_WINDOW, _LONGEST_WINDOW = 7, 30


@dataclass(frozen=True, kw_only=True)
class EncryptionKeyArgs:
    """What a key encrypts and how long its deletion can be undone."""

    scope: Scope
    """Where the key lives."""

    covers: tuple[Coverage, ...]
    """What the key may encrypt; decides the key policy."""

    deletion_window_days: int | None = None
    """Days in which a deletion can still be cancelled, 7 to 30. Default: 30; 7 where `removal` is `destroy`."""

    removal: Removal = "retain"
    """What happens to the key with its stack. Default: protected, because all it encrypts is lost with it."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`. Default: none."""

    def __post_init__(self) -> None:
        if not self.covers:
            raise ValueError(f"covers is empty: name what the key encrypts, among {', '.join(_COVERAGES)}")
        for item in self.covers:
            if item not in _COVERAGES:
                raise ValueError(f"covers must be among {', '.join(_COVERAGES)}, got {item!r}")
        if len(set(self.covers)) != len(self.covers):
            raise ValueError(f"covers must name each thing once, got {', '.join(self.covers)}")
        if not _SHORTEST_WINDOW <= self.window_days <= _LONGEST_WINDOW:
            raise ValueError(f"deletion_window_days must be 7 to 30, which is what KMS allows, got {self.window_days}")

    @property
    def window_days(self) -> int:
        """The deletion window in force."""
        if self.deletion_window_days is not None:
            return self.deletion_window_days
        return _SHORTEST_WINDOW if self.removal == "destroy" else _LONGEST_WINDOW


class EncryptionKey(Component):
    """A KMS key that rotates every year, is hard to lose, and opens by itself only to the services it covers."""

    key_arn: pulumi.Output[str]
    """ARN of the key: what other components take as `kms_key_arn`."""

    key_id: pulumi.Output[str]
    """Id of the key."""

    key_alias: pulumi.Output[str]
    """`alias/{organization}-{environment}-{name}`."""

    def __init__(self, name: str, args: EncryptionKeyArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        inputs = {"covers": list(args.covers), "deletionWindowDays": args.window_days}
        super().__init__("stackwright:security:EncryptionKey", name, inputs, opts, args.transform)
        physical_name = args.scope.physical_name(name)
        key = aws.kms.Key(
            name,
            description=f"Encrypts {', '.join(args.covers)} of {args.scope.prefix}",
            enable_key_rotation=True,
            deletion_window_in_days=args.window_days,
            policy=json.dumps(key_policy(args.scope, args.covers)),
            tags=args.scope.tags(physical_name),
            opts=self.keeping(args.removal),
        )
        alias = aws.kms.Alias(
            f"{name}-alias", name=f"alias/{physical_name}", target_key_id=key.key_id, opts=self.child()
        )
        self.key_arn = key.arn
        self.key_id = key.key_id
        self.key_alias = alias.name
        self.finish()


def key_policy(scope: Scope, covers: tuple[Coverage, ...]) -> dict[str, Any]:
    """Return the key policy: the account, and each service of *covers* that acts by itself."""
    statements = [_account(scope)]
    if "logs" in covers:
        statements.append(_log_groups(scope))
    if "alarms" in covers:
        statements.extend(_alert_topics(scope))
    return {"Version": "2012-10-17", "Statement": statements}


def _account(scope: Scope) -> dict[str, Any]:
    # Without it no IAM policy could grant use of the key, and nobody could mend the key policy.
    # In a key policy the resource "*" is the key itself.
    return {
        "Sid": "LetIamPoliciesOfTheAccountGrantUseOfTheKey",
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:{scope.partition}:iam::{scope.account_id}:root"},
        "Action": "kms:*",
        "Resource": "*",
    }


def _log_groups(scope: Scope) -> dict[str, Any]:
    # CloudWatch Logs names the log group in the encryption context, so the key serves this account's groups only.
    groups = f"arn:{scope.partition}:logs:{scope.region}:{scope.account_id}:log-group:*"
    return {
        "Sid": "LetCloudWatchLogsEncryptLogGroupsOfTheAccount",
        "Effect": "Allow",
        "Principal": {"Service": f"logs.{scope.region}.amazonaws.com"},
        "Action": ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
        "Resource": "*",
        "Condition": {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": groups}},
    }


def _alert_topics(scope: Scope) -> Iterator[dict[str, Any]]:
    # Who publishes to an encrypted topic makes the data key; SNS itself needs no statement.
    for publisher in publishers(scope):
        yield {
            "Sid": f"Let{publisher.sid}OfTheAccountPublishToEncryptedTopics",
            "Effect": "Allow",
            "Principal": {"Service": publisher.service},
            "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
            "Resource": "*",
            "Condition": publisher.condition(scope),
        }
