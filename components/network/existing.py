"""A network that somebody else made, adopted by its ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi

from ..component import Component
from ..scope import Scope
from .plan import Tier, check_zones, ipv4_range

_FEWEST_ZONES = 2


@dataclass(frozen=True, kw_only=True)
class ExistingVpcArgs:
    """What an `ExistingVpc` is told."""

    scope: Scope
    """Where it lives."""

    vpc_id: pulumi.Input[str]
    """Id of the VPC."""

    cidr: str
    """The VPC's IPv4 range."""

    private_subnet_ids: Mapping[str, pulumi.Input[str]]
    """Zone letter -> subnet with a way out to the internet, in at least two zones."""

    public_subnet_ids: Mapping[str, pulumi.Input[str]] = field(default_factory=dict)
    """Zone letter -> subnet that the internet can reach. Default: none, so no internet-facing load balancer."""

    isolated_subnet_ids: Mapping[str, pulumi.Input[str]] = field(default_factory=dict)
    """Zone letter -> subnet with no way to the internet. Default: none, so no database."""

    ipv6: bool = False
    """Whether its subnets have IPv6 addresses, with a way out. Default: IPv4 only."""

    def __post_init__(self) -> None:
        ipv4_range(self.cidr)
        tiers: dict[Tier, Mapping[str, pulumi.Input[str]]] = {
            "private": self.private_subnet_ids,
            "public": self.public_subnet_ids,
            "isolated": self.isolated_subnet_ids,
        }
        for tier, subnets in tiers.items():
            zones = check_zones(subnets)
            if len(zones) < _FEWEST_ZONES and (zones or tier == "private"):
                raise ValueError(
                    f"{tier}_subnet_ids must cover at least {_FEWEST_ZONES} zones, got {list(zones)!r}: load balancers "
                    "and databases need two"
                )


class ExistingVpc(Component):
    """A VPC made elsewhere that the rest of the library works in as in its own; nothing of it is created or changed."""

    vpc_id: pulumi.Output[str]
    """Id of the VPC."""

    vpc_arn: pulumi.Output[str]
    """ARN of the VPC."""

    public_subnet_ids: Mapping[str, pulumi.Output[str]]
    """Zone letter -> subnet that the internet can reach."""

    private_subnet_ids: Mapping[str, pulumi.Output[str]]
    """Zone letter -> subnet that can reach the internet, and is not reached from it."""

    isolated_subnet_ids: Mapping[str, pulumi.Output[str]]
    """Zone letter -> subnet with no way to the internet."""

    cidr_block: str
    """The VPC's IPv4 range."""

    ipv6: bool
    """Whether subnets have IPv6 addresses, with a way out."""

    def __init__(self, name: str, args: ExistingVpcArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(
            "stackwright:network:ExistingVpc",
            name,
            {"cidr": args.cidr, "zones": sorted(args.private_subnet_ids), "ipv6": args.ipv6},
            opts,
        )
        # After the base class, which makes an attribute of each input, and that one is an Output.
        self._zones = tuple(sorted(args.private_subnet_ids))
        self.cidr_block = args.cidr
        self.ipv6 = args.ipv6
        scope = args.scope
        self.vpc_id = pulumi.Output.from_input(args.vpc_id)
        self.vpc_arn = pulumi.Output.concat(
            f"arn:{scope.partition}:ec2:{scope.region}:{scope.account_id}:vpc/", self.vpc_id
        )
        self.public_subnet_ids = _outputs(args.public_subnet_ids)
        self.private_subnet_ids = _outputs(args.private_subnet_ids)
        self.isolated_subnet_ids = _outputs(args.isolated_subnet_ids)
        self.finish()

    @property
    def zones(self) -> tuple[str, ...]:
        """Letters of the zones that have a private subnet, sorted."""
        return self._zones


def _outputs(subnets: Mapping[str, pulumi.Input[str]]) -> dict[str, pulumi.Output[str]]:
    return {zone: pulumi.Output.from_input(subnets[zone]) for zone in sorted(subnets)}
