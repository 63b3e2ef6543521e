"""Who may reach whom: the small contracts that let one component grant access to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

import pulumi
import pulumi_aws as aws

from .component import Component
from .scope import Scope


class Peer(Protocol):
    """Anything with a security group: a service, a load balancer, a database."""

    @property
    def logical_name(self) -> str:
        """Name that the rules about this peer end in."""

    @property
    def security_group_id(self) -> pulumi.Output[str]:
        """The security group all of the peer's network interfaces carry."""


@runtime_checkable
class SecondGate(Protocol):
    """A peer that a security group alone does not let through: pods, which a network policy guards as well."""

    def admit(self, source: Peer, port: int) -> None:
        """Let *source* in on *port*."""

    def let_out(self, destination: Peer, port: int) -> None:
        """Let out to *destination* on *port*."""


class Reader(Protocol):
    """Anything that acts under an IAM role."""

    @property
    def logical_name(self) -> str:
        """Name that the policies about this reader end in."""

    @property
    def role_name(self) -> pulumi.Output[str]:
        """The IAM role the reader acts under."""


@dataclass(frozen=True, kw_only=True)
class SecretRef:
    """One value in Secrets Manager: the whole secret, or one key of its JSON."""

    secret_arn: pulumi.Input[str]
    """ARN of the secret."""

    key: str | None = None
    """Key within the secret's JSON. Default: the whole secret is the value."""

    kms_key_arn: pulumi.Input[str] | None = None
    """Key that encrypts the secret. Default: the account's `aws/secretsmanager` key, which needs no grant."""

    @property
    def value_from(self) -> pulumi.Output[str]:
        """The reference as ECS writes it: `arn` or `arn:key::`."""
        arn = pulumi.Output.from_input(self.secret_arn)
        return arn if self.key is None else pulumi.Output.concat(arn, ":", self.key, "::")


@dataclass(frozen=True, kw_only=True)
class Connection:
    """What a program must be told to use something it needs."""

    environment: Mapping[str, pulumi.Input[str]] = field(default_factory=dict)
    """Environment variable -> plain value."""

    secrets: Mapping[str, SecretRef] = field(default_factory=dict)
    """Environment variable -> secret value."""


def variable(name: str, suffix: str) -> str:
    """Return the environment variable that tells a service about *name*, for instance `PRICING_URL`."""
    return f"{name}_{suffix}".upper().replace("-", "_")


def open_port(owner: Component, scope: Scope, *, source: Peer, destination: Peer, port: int) -> None:
    """Let *source* reach *destination* on one TCP port: one rule on each side, children of *owner*.

    The rules are named `{owner}-ingress-{source}` and `{owner}-egress-{source}`. A peer's second gate, if it has one,
    is opened too.
    """
    who = source.logical_name
    what = f"{who} to {destination.logical_name} on {port}"
    aws.vpc.SecurityGroupIngressRule(
        f"{owner.logical_name}-ingress-{who}",
        security_group_id=destination.security_group_id,
        referenced_security_group_id=source.security_group_id,
        ip_protocol="tcp",
        from_port=port,
        to_port=port,
        description=what,
        tags=scope.tags(scope.physical_name(owner.logical_name, "ingress", who)),
        # A source that moves to another group is let in there before the old one is shut out: both serve meanwhile.
        opts=owner.child(replace_on_changes=["referencedSecurityGroupId"]),
    )
    aws.vpc.SecurityGroupEgressRule(
        f"{owner.logical_name}-egress-{who}",
        security_group_id=source.security_group_id,
        referenced_security_group_id=destination.security_group_id,
        ip_protocol="tcp",
        from_port=port,
        to_port=port,
        description=what,
        tags=scope.tags(scope.physical_name(owner.logical_name, "egress", who)),
        opts=owner.child(),
    )
    if isinstance(destination, SecondGate):
        destination.admit(source, port)
    if isinstance(source, SecondGate):
        source.let_out(destination, port)
