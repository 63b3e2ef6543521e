"""What the rest of the library needs to know of a network, whoever made it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import pulumi


class Network(Protocol):
    """A VPC with subnets by tier and zone: `Vpc`, or one adopted by its ids."""

    @property
    def logical_name(self) -> str:
        """Name of the component in the program."""

    @property
    def vpc_id(self) -> pulumi.Output[str]:
        """Id of the VPC."""

    @property
    def cidr_block(self) -> str:
        """The VPC's IPv4 range."""

    @property
    def ipv6(self) -> bool:
        """Whether subnets have IPv6 addresses, with a way out."""

    @property
    def zones(self) -> tuple[str, ...]:
        """Letters of the availability zones that have a private subnet, sorted."""

    @property
    def public_subnet_ids(self) -> Mapping[str, pulumi.Output[str]]:
        """Zone letter -> subnet that the internet can reach."""

    @property
    def private_subnet_ids(self) -> Mapping[str, pulumi.Output[str]]:
        """Zone letter -> subnet that can reach the internet, and is not reached from it."""

    @property
    def isolated_subnet_ids(self) -> Mapping[str, pulumi.Output[str]]:
        """Zone letter -> subnet with no way to the internet, for data."""


def whole(network: Network) -> list[pulumi.Resource]:
    """Return what to depend on, so that all of *network* stands first and goes last: gateways and routes too.

    A subnet's id alone says nothing of its way in and out. A network that is no resource was there before.
    """
    return [network] if isinstance(network, pulumi.Resource) else []
