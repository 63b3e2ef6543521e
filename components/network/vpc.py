"""A VPC whose zones can be added and removed without moving anything that is there."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
import pulumi_aws as aws

from ..component import Component
from ..observability.spec import AlarmSpec
from .args import VpcArgs
from .endpoints import create_endpoints
from .existing import ExistingVpc, ExistingVpcArgs
from .flow_logs import create_flow_logs
from .nat import create_nat
from .subnets import create_tiers, open_private, open_public
from .tagging import child_tags


class Vpc(Component):
    """A VPC of public, private and isolated subnets in two to six zones; adding or removing a zone moves no other."""

    vpc_id: pulumi.Output[str]
    """Id of the VPC."""

    vpc_arn: pulumi.Output[str]
    """ARN of the VPC."""

    public_subnet_ids: Mapping[str, pulumi.Output[str]]
    """Zone letter -> subnet that the internet can reach."""

    private_subnet_ids: Mapping[str, pulumi.Output[str]]
    """Zone letter -> subnet that can reach the internet, and is not reached from it."""

    isolated_subnet_ids: Mapping[str, pulumi.Output[str]]
    """Zone letter -> subnet with no way to the internet, for data."""

    nat_public_ips: Mapping[str, pulumi.Output[str]]
    """Letter of a NAT's zone -> address that the internet sees. Empty where there is no NAT."""

    cidr_block: str
    """The VPC's IPv4 range."""

    ipv6: bool
    """Whether subnets have IPv6 addresses, with a way out."""

    def __init__(self, name: str, args: VpcArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("stackwright:network:Vpc", name, _inputs(args), opts, args.transform)
        # After the base class, which makes an attribute of each input, and that one is an Output.
        self._zones = tuple(sorted(args.zones))
        self.cidr_block = args.cidr
        self.ipv6 = args.ipv6
        vpc = aws.ec2.Vpc(
            name,
            cidr_block=args.cidr,
            enable_dns_support=True,
            enable_dns_hostnames=True,
            assign_generated_ipv6_cidr_block=args.ipv6,
            tags=child_tags(args.scope, name),
            opts=self.keeping(args.removal),
        )
        self._empty_default_security_group(args, vpc)
        gateway = aws.ec2.InternetGateway(
            f"{name}-internet-gateway",
            vpc_id=vpc.id,
            tags=child_tags(args.scope, f"{name}-internet-gateway"),
            opts=self.child(),
        )
        tiers = create_tiers(self, args, vpc)
        public_route = open_public(self, args, tiers, gateway)
        nat = create_nat(self, args, tiers, vpc, public_route)
        open_private(self, args, vpc, tiers, nat.targets)
        create_endpoints(self, args, vpc, tiers)
        create_flow_logs(self, args, vpc)
        self._alarms = nat.alarms
        self.vpc_id = vpc.id
        self.vpc_arn = vpc.arn
        self.public_subnet_ids = tiers.subnet_ids("public")
        self.private_subnet_ids = tiers.subnet_ids("private")
        self.isolated_subnet_ids = tiers.subnet_ids("isolated")
        self.nat_public_ips = nat.public_ips
        self.finish()

    @property
    def zones(self) -> tuple[str, ...]:
        """Letters of the availability zones, sorted."""
        return self._zones

    @staticmethod
    def existing(name: str, args: ExistingVpcArgs, opts: pulumi.ResourceOptions | None = None) -> ExistingVpc:
        """Adopt a VPC that was made elsewhere, by its ids."""
        return ExistingVpc(name, args, opts)

    @property
    def alarms(self) -> tuple[AlarmSpec, ...]:
        """Alarms of the NAT; none where there is none."""
        return self._alarms

    def _empty_default_security_group(self, args: VpcArgs, vpc: aws.ec2.Vpc) -> None:
        """Take over the group AWS makes, and leave it no rule: what forgets to name a group can then reach nothing."""
        name = f"{self.logical_name}-default-security-group"
        aws.ec2.DefaultSecurityGroup(
            name, vpc_id=vpc.id, ingress=[], egress=[], tags=child_tags(args.scope, name), opts=self.child()
        )


def _inputs(args: VpcArgs) -> dict[str, object]:
    return {
        "cidr": args.cidr,
        "zones": sorted(args.zones),
        "nat": args.nat,
        "endpoints": list(args.endpoint_services),
        "flowLogDays": args.flow_log_days,
        "ipv6": args.ipv6,
    }
