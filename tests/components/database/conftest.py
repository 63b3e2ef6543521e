"""Gives a database its neighbours: a network of two zones, keys, and a peer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pulumi
import pytest

from components.database import RdsDatabaseArgs
from components.scope import Scope


@dataclass
class Network:
    """The part of a network that a database looks at."""

    zones: tuple[str, ...] = ("a", "b")
    logical_name: str = "main"
    cidr_block: str = "10.0.0.0/16"
    ipv6: bool = False

    @property
    def vpc_id(self) -> pulumi.Output[str]:
        return pulumi.Output.from_input("vpc-main")

    @property
    def public_subnet_ids(self) -> Mapping[str, pulumi.Output[str]]:
        return {}

    @property
    def private_subnet_ids(self) -> Mapping[str, pulumi.Output[str]]:
        return {}

    @property
    def isolated_subnet_ids(self) -> Mapping[str, pulumi.Output[str]]:
        return {zone: pulumi.Output.from_input(f"subnet-isolated-{zone}") for zone in self.zones}


@dataclass
class Service:
    """A peer that is a reader as well."""

    logical_name: str = "api"

    @property
    def security_group_id(self) -> pulumi.Output[str]:
        return pulumi.Output.from_input("sg-api")

    @property
    def role_name(self) -> pulumi.Output[str]:
        return pulumi.Output.from_input("api-role")


@pytest.fixture
def arguments(scope: Scope) -> Callable[..., RdsDatabaseArgs]:
    """Make the arguments of a database; to be called inside the program."""

    def make(zones: tuple[str, ...] = ("b", "a"), **given: Any) -> RdsDatabaseArgs:
        base: dict[str, Any] = {
            "scope": scope,
            "network": Network(zones),
            "kms_key_arn": "arn:aws:kms:eu-west-1:123456789012:key/data",
            "log_kms_key_arn": "arn:aws:kms:eu-west-1:123456789012:key/logs",
            "version": "17.6",
            "instance_class": "db.t4g.medium",
            "storage_gib": 50,
        }
        return RdsDatabaseArgs(**base | given)

    return make


@pytest.fixture
def service() -> Service:
    return Service()
