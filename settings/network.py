"""The sections about what the platform stands on: network, domain, logs, latency, images."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from components.compute.ecs_cluster import ContainerInsights
from components.load_balancer.alarms import LatencyObjective
from components.network.args import NatInstance, NatMode
from components.network.facts import interface_services

from .checks import listing, matching, nearest, refuse, whole
from .kinds import Account, Cidr, Days, DomainName, Retention, Switch, Text, Zone
from .section import Section

# Image pulls need two endpoints and one alone is of no use, so there is one name for both.
_BOTH_ECR = "ecr"
_GATEWAYS = ("s3", "dynamodb")

_AMI_FIX = "write its id, or resolve:ssm: and a parameter's name"

_LONGEST_ANSWER_MS = 60_000


def _endpoint(name: str) -> str:
    if name in _GATEWAYS:
        raise refuse("has a free gateway endpoint in every VPC", "leave it out")
    known = [_BOTH_ECR, *(service for service in interface_services() if not service.startswith("ecr."))]
    if name not in known:
        raise refuse("is not known as an interface endpoint", nearest(name, known))
    return name


Endpoint = Annotated[Text, AfterValidator(_endpoint)]
Milliseconds = Annotated[int, whole(1, _LONGEST_ANSWER_MS)]


class NatInstanceSettings(Section):
    """The machine that is the NAT where `nat` is `instance`."""

    type: Text | None = None
    """EC2 instance type. Default: the smallest Graviton one."""

    image: Annotated[Text, matching(r"ami-[0-9a-f]+|resolve:ssm:\S+", "must be an AMI", _AMI_FIX)] | None = None
    """An AMI id, or `resolve:ssm:` and a parameter. Default: Amazon Linux 2023 for Graviton, as AWS keeps it."""

    def machine(self) -> NatInstance:
        """Return the machine. Raises ValueError where image and type do not fit."""
        given = {"instance_type": self.type, "image": self.image}
        return NatInstance(**{key: value for key, value in given.items() if value is not None})


class NetworkSettings(Section):
    """The VPC."""

    cidr: Cidr = Field(examples=["10.40.0.0/16"])
    """IPv4 range of the VPC, a private one between /16 and /21. It can not be changed later."""

    zones: Annotated[tuple[Zone, ...], listing(2, 6, "zones")] = Field(examples=[["a", "b"]])
    """Letters of two to six availability zones. Any may be added or removed later; a database's instance must have left
    the zone by then, or RDS refuses to give up its subnet."""

    nat: NatMode
    """How private subnets reach the internet: `none`, one `instance`, a `single` gateway, or one `per_zone`.
    Default: by profile."""

    nat_zone: Zone | None = None
    """Letter of the zone that holds the one NAT. Default: the first of `zones`."""

    nat_instance: NatInstanceSettings | None = None
    """The machine where `nat` is `instance`. Default: the smallest Graviton one."""

    endpoints: Annotated[tuple[Endpoint, ...], listing(0, 50, "endpoints")] = ()
    """AWS services reached by an interface endpoint instead of the NAT: `ecr`, `logs`, `secretsmanager`...
    Default: none; S3 and DynamoDB always have their free gateways."""

    flow_log_days: Retention
    """Days that flow logs are kept. Default: by profile."""

    ipv6: Switch = False
    """Whether subnets have IPv6 addresses too. Default: IPv4 only."""


class DomainSettings(Section):
    """The public name under which services are reached."""

    name: DomainName = Field(examples=["acme.example"])
    """The domain; a service's `route.host` is a label under it."""

    hosted_zone_id: Annotated[
        Text,
        matching(r"Z[A-Z0-9]{1,31}", "must be the id of a Route 53 zone", "write for instance Z0123456789ABCDEFGHIJ"),
    ] = Field(examples=["Z0123456789ABCDEFGHIJ"])
    """The Route 53 zone that holds it."""


class LogSettings(Section):
    """What is kept of what services say."""

    days: Retention
    """Days that logs are kept. Default: by profile."""

    container_insights: ContainerInsights
    """What the cluster measures, at a price per metric: `disabled`, `enabled`, or `enhanced`, every container.
    Alarms on how many tasks run need it. Default: by profile."""


class LatencySettings(Section):
    """How long answers may take before somebody hears of it."""

    p50_ms: Milliseconds = LatencyObjective.p50_ms
    """What half of all answers must stay within. Default: 300 ms."""

    p95_ms: Milliseconds = LatencyObjective.p95_ms
    """What 95 in 100 answers must stay within. Default: one second."""

    p99_ms: Milliseconds = LatencyObjective.p99_ms
    """What 99 in 100 answers must stay within. Default: 2.5 seconds."""

    def objective(self) -> LatencyObjective:
        """Return the objective. Raises ValueError where a slower percentile is the faster one."""
        return LatencyObjective(p50_ms=self.p50_ms, p95_ms=self.p95_ms, p99_ms=self.p99_ms)


class ImageSettings(Section):
    """How long container images are kept and who else may pull them."""

    keep_deployed: Annotated[int, whole(2, 1000)]
    """Deployed images kept, however old. Default: by profile."""

    keep_days: Days
    """Days until an image that was never deployed goes. Default: by profile."""

    pull_account_ids: Annotated[tuple[Account, ...], listing(0, 100, "accounts")] = ()
    """Other accounts that may pull. Default: none."""
