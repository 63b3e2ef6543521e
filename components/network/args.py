"""What a VPC is made from, checked before anything is created."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, get_args

import pulumi

from ..component import Removal, Transform
from ..log_retention import check_retention
from ..scope import Scope
from .facts import SERVICE_PARTITIONS, interface_services
from .plan import check_range, check_zones

NatMode = Literal["none", "instance", "single", "per_zone"]

_ALIASES = {"ecr": ("ecr.api", "ecr.dkr")}
_GATEWAY_SERVICES = ("s3", "dynamodb")
_FEWEST_ZONES, _MOST_ZONES = 2, 6

# AWS names a Graviton family with a "g" after its generation: t4g, c7gn, im4gn.
_GRAVITON = re.compile(r"[a-z]+\d+[a-z]*g[a-z]*\.")
_IMAGE = re.compile(r"ami-[0-9a-f]+|resolve:ssm:\S+")


@dataclass(frozen=True, kw_only=True)
class NatInstance:
    """The machine that is the NAT where `nat` is `instance`."""

    instance_type: str = "t4g.nano"
    """EC2 instance type. Default: the smallest Graviton one."""

    image: str = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"
    """An AMI id, or `resolve:ssm:` and the SSM parameter that EC2 reads one from at launch; Amazon Linux 2023.
    Default: the parameter AWS keeps for Graviton, so that each replacement instance starts patched."""

    def __post_init__(self) -> None:
        if not _IMAGE.fullmatch(self.image):
            raise ValueError(f"image must be an AMI id or 'resolve:ssm:' and a parameter's name, got {self.image!r}")
        graviton = bool(_GRAVITON.match(self.instance_type))
        if self.image.endswith(("arm64", "x86_64")) and self.image.endswith("arm64") != graviton:
            raise ValueError(
                f"instance_type {self.instance_type!r} can not start {self.image!r}, which is for another processor: "
                f"use the image that ends in {'arm64' if graviton else 'x86_64'}, or another instance type"
            )


@dataclass(frozen=True, kw_only=True)
class VpcArgs:
    """What a `Vpc` is made from."""

    scope: Scope
    """Where it lives."""

    cidr: str
    """IPv4 range of the VPC, a private one between /16 and /21. It can not be changed later."""

    zones: tuple[str, ...]
    """Letters of two to six availability zones, `("a", "b", "c")`. Any may be added or removed later: each zone's
    ranges depend on its letter only."""

    kms_key_arn: pulumi.Input[str]
    """Key that encrypts the flow logs; its policy must let CloudWatch Logs use it."""

    nat: NatMode = "per_zone"
    """How private subnets reach the internet: `none`, one `instance` (cheapest; away for minutes while it is replaced),
    a `single` gateway (away while its zone is), or a gateway `per_zone`. Default: a gateway per zone, so that no
    zone's loss cuts off another."""

    nat_zone: str | None = None
    """Letter of the zone that holds the one NAT; only where `nat` is `single` or `instance`. Default: the first letter
    of `zones` as given. Write new zones after it, or name the zone here: a gateway that moves changes its address."""

    nat_instance: NatInstance | None = None
    """The machine; only where `nat` is `instance`. Default: a `NatInstance` with its own defaults."""

    endpoints: tuple[str, ...] = ()
    """Short names of AWS services reached by an interface endpoint instead of the NAT: `logs`, `secretsmanager`;
    `ecr` stands for the two that image pulls need. Default: none; S3 and DynamoDB always have their free gateways."""

    flow_log_days: int = 90
    """Days that flow logs are kept, a time CloudWatch Logs offers. Default: 90 days. They can not be turned off."""

    ipv6: bool = False
    """Whether subnets have IPv6 addresses too, private ones with a way out only. Default: IPv4 only."""

    removal: Removal = "retain"
    """What happens to the VPC and its flow logs when the stack goes. Default: they are protected from deletion."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`. Default: none."""

    def __post_init__(self) -> None:
        check_range(self.cidr)
        check_zones(self.zones)
        if not _FEWEST_ZONES <= len(self.zones) <= _MOST_ZONES:
            raise ValueError(
                f"zones must be {_FEWEST_ZONES} to {_MOST_ZONES} letters, got {self.zones!r}: load balancers and "
                "databases need two zones"
            )
        self._check_nat()
        self._check_endpoints()
        check_retention(self.flow_log_days, "flow_log_days")

    @property
    def one_nat_zone(self) -> str:
        """Letter of the zone that holds the NAT where there is one for all."""
        return self.nat_zone or self.zones[0]

    @property
    def endpoint_services(self) -> tuple[str, ...]:
        """The interface endpoints, with aliases spelled out."""
        return tuple(service for name in self.endpoints for service in _ALIASES.get(name, (name,)))

    def _check_nat(self) -> None:
        if self.nat not in get_args(NatMode):
            raise ValueError(f"nat must be one of {', '.join(get_args(NatMode))}, got {self.nat!r}")
        if self.nat_zone is not None:
            if self.nat not in ("single", "instance"):
                raise ValueError(f"nat_zone {self.nat_zone!r} has no meaning where nat is {self.nat!r}: leave it out")
            if self.nat_zone not in self.zones:
                raise ValueError(f"nat_zone must be one of zones {self.zones!r}, got {self.nat_zone!r}")
        if self.nat_instance is not None and self.nat != "instance":
            raise ValueError(f"nat_instance has no meaning where nat is {self.nat!r}: leave it out")

    def _check_endpoints(self) -> None:
        if self.endpoints and self.scope.partition not in SERVICE_PARTITIONS:
            raise ValueError(
                f"endpoints can not be given in {self.scope.region}: the services' names in partition "
                f"{self.scope.partition!r} are not known here; leave them out"
            )
        always = [name for name in self.endpoints if name in _GATEWAY_SERVICES]
        if always:
            raise ValueError(
                f"endpoints must not name {', '.join(always)}: every VPC has its free gateway; leave it out"
            )
        known = interface_services()
        unknown = [name for name in self.endpoint_services if name not in known]
        if unknown:
            raise ValueError(
                f"endpoints must be services known to have an interface endpoint, got {', '.join(map(repr, unknown))}: "
                f"use 'ecr' or any of {', '.join(sorted(known))}"
            )
        if len(set(self.endpoint_services)) != len(self.endpoint_services):
            raise ValueError(f"endpoints must not repeat a service, got {self.endpoints!r}")
