"""One value in Secrets Manager: where it comes from, who may read it, how it changes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

import pulumi
import pulumi_aws as aws
import pulumi_random as random

from .access import Reader, SecretRef
from .component import Component, Removal, Transform
from .scope import Scope

Source = Literal["generated", "supplied", "manual"]
"""Where the value comes from: made here, handed in, or put by a person after the secret exists."""

URL_SAFE_SPECIAL = "-_.~"
"""Special characters of generated values: those RFC 3986 calls unreserved, so a value fits into any URL unescaped."""

_RECOVERY_DAYS = 30


@dataclass(frozen=True, kw_only=True)
class SecretRotation:
    """Which function changes the value, and how often."""

    function_arn: pulumi.Input[str]
    """ARN of the Lambda function that follows the four steps of Secrets Manager. Whoever owns the function lets
    `secretsmanager.amazonaws.com` invoke it."""

    days: int = 30
    """Days between two rotations, 1 to 1000. Default: 30."""

    def __post_init__(self) -> None:
        if not 1 <= self.days <= 1000:
            raise ValueError(f"rotation days must be between 1 and 1000, which Secrets Manager allows, got {self.days}")


@dataclass(frozen=True, kw_only=True)
class SecretArgs:
    """What a `Secret` holds and how it is kept."""

    scope: Scope
    """Where the secret lives."""

    kms_key_arn: pulumi.Input[str]
    """Key that encrypts the value; readers are granted its use together with the secret."""

    description: str
    """What the value is for, in one sentence; people see it in the console."""

    source: Source = "generated"
    """`generated`: random, made once. `supplied`: `value`. `manual`: nothing is stored here, a person puts it with
    `aws secretsmanager put-secret-value --secret-id <secret_name> --secret-string file://value.txt`.
    Default: generated."""

    value: pulumi.Input[str] | None = None
    """The value where `source` is `supplied`; it is kept encrypted in state. Default: none."""

    length: int = 32
    """Characters of a generated value, 16 to 128. Default: 32."""

    rotation: SecretRotation | Literal["later"] | None = None
    """How the value changes by itself. `later`: `rotate` is called once a function that must know the secret exists.
    Default: only the program or a person changes it."""

    removal: Removal = "retain"
    """What happens with the stack. Default: protected, and once deleted recoverable for 30 days."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`. Default: none."""

    def __post_init__(self) -> None:
        if self.source not in get_args(Source):
            raise ValueError(f"source must be one of {', '.join(get_args(Source))}, got {self.source!r}")
        if self.source == "supplied" and self.value is None:
            raise ValueError("source 'supplied' needs a value: set value, or choose source 'generated' or 'manual'")
        if self.source != "supplied" and self.value is not None:
            raise ValueError(f"value is only used with source 'supplied', got source {self.source!r}: drop one of them")
        if not 16 <= self.length <= 128:
            raise ValueError(f"length must be between 16 and 128 characters, got {self.length}")
        if self.source == "manual" and self.rotation is not None:
            raise ValueError("rotation starts from a first value, and source 'manual' has none: choose another source")


class Secret(Component):
    """A secret encrypted with your key, closed to other accounts, and read only by those it is granted to.

    Its name is made unique: Secrets Manager keeps a deleted name for the recovery window, so a fixed one could not be
    created again in that time. Programs find it by `secret_arn`, people by its `Name` tag.
    """

    secret_arn: pulumi.Output[str]
    """ARN of the secret, with the suffix AWS adds."""

    secret_name: pulumi.Output[str]
    """Name in Secrets Manager."""

    def __init__(self, name: str, args: SecretArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        inputs = {"source": args.source, "rotates": args.rotation is not None, "description": args.description}
        super().__init__("stackwright:security:Secret", name, inputs, opts, args.transform)
        self._args = args
        secret = aws.secretsmanager.Secret(
            name,
            description=args.description,
            kms_key_id=args.kms_key_arn,
            recovery_window_in_days=0 if args.removal == "destroy" else _RECOVERY_DAYS,
            tags=args.scope.tags(args.scope.physical_name(name)),
            opts=self.keeping(args.removal),
        )
        aws.secretsmanager.SecretPolicy(
            f"{name}-policy",
            secret_arn=secret.arn,
            policy=json.dumps(_refuse_outsiders(args.scope)),
            block_public_policy=True,
            opts=self.child(),
        )
        self.secret_arn = secret.arn
        self.secret_name = secret.name
        self._value = self._put_value()
        if isinstance(args.rotation, SecretRotation):
            self._rotate(args.rotation, ())
        self.finish()

    def reference(self, key: str | None = None) -> SecretRef:
        """Return the reference to the whole value, or to one *key* of its JSON."""
        return SecretRef(secret_arn=self.secret_arn, key=key, kms_key_arn=self._args.kms_key_arn)

    def grant_read(self, reader: Reader) -> None:
        """Let *reader* read the value, and decrypt it through Secrets Manager only."""
        grant_secret_read(self, self._args.scope, reader, self.reference())

    def rotate(self, rotation: SecretRotation, depends_on: Sequence[pulumi.Resource] = ()) -> None:
        """Let a function that was made after the secret change its value, once *depends_on* is in place."""
        if self._args.rotation != "later":
            raise ValueError(f"{self.logical_name}: rotate needs rotation='later', got {self._args.rotation!r}")
        self._rotate(rotation, depends_on)

    def _rotate(self, rotation: SecretRotation, depends_on: Sequence[pulumi.Resource]) -> None:
        aws.secretsmanager.SecretRotation(
            f"{self.logical_name}-rotation",
            secret_id=self.secret_arn,
            rotation_lambda_arn=rotation.function_arn,
            rotation_rules={"automatically_after_days": rotation.days},
            # The programs that a deployment starts read the value in that same deployment: it must not change there.
            rotate_immediately=False,
            opts=self.child(depends_on=[*self._value, *depends_on]),
        )

    def _put_value(self) -> list[pulumi.Resource]:
        args, name = self._args, self.logical_name
        if args.source == "manual":
            return []
        value: pulumi.Input[str] | None = args.value
        if args.source == "generated":
            value = generated_value(self, f"{name}-value", args.length).result
        options: dict[str, Any] = {}
        stages = None
        if args.rotation is not None:
            # Rotation owns the value from now on. The extra label keeps the first version from being cleaned up as
            # unused: were it gone, a refresh would find it missing and put the outdated value back as the current one.
            stages = ["AWSCURRENT", "INITIAL"]
            options = {"ignore_changes": ["secret_string", "version_stages"], "retain_on_delete": True}
        version = aws.secretsmanager.SecretVersion(
            f"{name}-version",
            secret_id=self.secret_arn,
            secret_string=pulumi.Output.secret(value),
            version_stages=stages,
            opts=self.child(**options),
        )
        return [version]


def generated_value(owner: Component, name: str, length: int) -> random.RandomPassword:
    """Create the child *name* of *owner*: a random value with all kinds of characters that URLs allow."""
    return random.RandomPassword(
        name,
        length=length,
        override_special=URL_SAFE_SPECIAL,
        min_lower=1,
        min_upper=1,
        min_numeric=1,
        min_special=1,
        opts=owner.child(),
    )


def grant_secret_read(owner: Component, scope: Scope, reader: Reader, secret: SecretRef) -> None:
    """Let *reader* read *secret*: the policy `{owner}-read-{reader}`, a child of *owner*."""
    statements: list[dict[str, Any]] = [
        {
            "Effect": "Allow",
            "Action": ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
            "Resource": secret.secret_arn,
        }
    ]
    if secret.kms_key_arn is not None:
        statements.append(use_key(scope, secret.kms_key_arn, "kms:Decrypt"))
    aws.iam.RolePolicy(
        f"{owner.logical_name}-read-{reader.logical_name}",
        role=reader.role_name,
        policy=pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": statements}),
        opts=owner.child(),
    )


def use_key(
    scope: Scope, kms_key_arn: pulumi.Input[str] | list[str], *actions: str, service: str = "secretsmanager"
) -> dict[str, Any]:
    """Return the statement that allows *actions* on a key, or some, for calls that *service* makes for the caller."""
    return {
        "Effect": "Allow",
        "Action": list(actions),
        "Resource": kms_key_arn,
        "Condition": {"StringEquals": {"kms:ViaService": f"{service}.{scope.region}.amazonaws.com"}},
    }


def _refuse_outsiders(scope: Scope) -> dict[str, Any]:
    # In a secret's policy the resource "*" is the secret itself. Services acting by themselves carry no account,
    # hence the second condition: without it the rotation and the replication by AWS would be refused too.
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "RefuseOtherAccounts",
                "Effect": "Deny",
                "Principal": "*",
                "Action": "secretsmanager:*",
                "Resource": "*",
                "Condition": {
                    "StringNotEquals": {"aws:PrincipalAccount": scope.account_id},
                    "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
                },
            }
        ],
    }
