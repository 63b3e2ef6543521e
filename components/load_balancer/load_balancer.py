"""The one way in from outside: an application load balancer, its certificate, its routes and their alarms."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pulumi
import pulumi_aws as aws

from ..component import Component, Removal, Transform
from ..network.contract import Network, whole
from ..observability.spec import AlarmSpec
from ..scope import Scope
from .access_logs import store_access_logs
from .alarms import LatencyObjective, balancer_alarms, target_alarms, tls_alarms
from .certificate import Domain, issue
from .listeners import plain_listener, point_dns, security_group, tls_listener
from .route import APEX, Route, refuse_conflict
from .target import Health, PathHealth, Target, TargetSettings, check_target_name, forward, short_prefix, target_group

_FEWEST_ZONES = 2
_LONGEST_IDLE = 4_000


@dataclass(frozen=True, kw_only=True)
class LoadBalancerArgs:
    """Where the balancer stands and what it answers for."""

    scope: Scope
    """Where the balancer lives."""

    network: Network
    """Network it stands in, with subnets in at least two zones."""

    domain: Domain | None = None
    """Domain it answers for, over HTTPS and from the internet. Default: none; the balancer is internal, answers
    HTTP to the VPC only, and routes by path."""

    log_days: int = 90
    """Days that access logs are kept. Default: 90."""

    idle_timeout_seconds: int = 60
    """Seconds until a silent connection is closed, 1 to 4000. Default: one minute."""

    latency: LatencyObjective = field(default_factory=LatencyObjective)
    """How long answers may take; the limits of the latency alarms. Default: those of `LatencyObjective`."""

    removal: Removal = "retain"
    """What happens to the balancer and its logs with the stack. Default: both are protected from deletion."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`; `target-api`, `route-api` and `dns-api` are those of a route.
    Default: none."""

    def __post_init__(self) -> None:
        if len(self.network.zones) < _FEWEST_ZONES:
            raise ValueError(
                f"a load balancer needs subnets in at least 2 zones, the network has {len(self.network.zones)}: "
                "give the network another zone"
            )
        closed = sorted(set(self.network.zones) - set(self.network.public_subnet_ids))
        if self.domain is not None and closed:
            raise ValueError(
                f"a balancer with a domain needs a public subnet in each zone that services run in, and zone "
                f"{', '.join(closed)} has none: give the network one there"
            )
        if self.log_days < 1:
            raise ValueError(f"log_days must be at least 1, got {self.log_days}")
        if not 1 <= self.idle_timeout_seconds <= _LONGEST_IDLE:
            raise ValueError(f"idle_timeout_seconds must be 1 to 4000, got {self.idle_timeout_seconds}")


class LoadBalancer(Component):
    """A load balancer that is HTTPS-only to the world or plain and internal, and answers 404 to what no route takes."""

    LATER_ROLES = (*Component.LATER_ROLES, "target-", "route-", "dns-", "dns6-")
    """Routes come after the constructor too."""

    load_balancer_arn: pulumi.Output[str]
    """ARN of the balancer."""

    load_balancer_arn_suffix: pulumi.Output[str]
    """The balancer as CloudWatch names it."""

    load_balancer_dns_name: pulumi.Output[str]
    """AWS's own name of the balancer."""

    load_balancer_zone_id: pulumi.Output[str]
    """Hosted zone of that name, for alias records."""

    listener_arn: pulumi.Output[str]
    """The listener that routes are rules of."""

    security_group_id: pulumi.Output[str]
    """Security group of the balancer; it lets nothing out until a service opens its port."""

    internal: bool
    """Whether only the VPC can reach it."""

    def __init__(self, name: str, args: LoadBalancerArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        domain_name = args.domain.name if args.domain else None
        inputs = {"domain": domain_name, "internal": args.domain is None, "logDays": args.log_days}
        super().__init__("stackwright:network:LoadBalancer", name, inputs, opts, args.transform)
        self._args = args
        if args.domain is None:
            pulumi.log.warn(f"load balancer {name} has no domain: it is internal only, and speaks HTTP without TLS")
        # Only now: Pulumi turns every input into an output attribute of the same name.
        self.internal = args.domain is None
        self._routes: dict[str, Route] = {}
        self._targets: dict[str, Target] = {}
        group = security_group(self, args.scope, args.network, internal=self.internal)
        self._balancer = self._create_balancer(group)
        suffix = self._balancer.arn_suffix
        self._own_alarms = balancer_alarms(suffix)
        if args.domain is None:
            listener = plain_listener(self, args.scope, self._balancer)
        else:
            certificate = issue(self, args.scope, args.domain)
            listener = tls_listener(self, args.scope, self._balancer, certificate)
            self._own_alarms += tls_alarms(suffix, certificate.arn)
        self.load_balancer_arn = self._balancer.arn
        self.load_balancer_arn_suffix = suffix
        self.load_balancer_dns_name = self._balancer.dns_name
        self.load_balancer_zone_id = self._balancer.zone_id
        self.listener_arn = listener.arn
        self.security_group_id = group.id
        self.finish()

    @property
    def alarms(self) -> tuple[AlarmSpec, ...]:
        """The balancer's own alarms and those of every target routed so far."""
        of_targets = (
            target_alarms(name, self.load_balancer_arn_suffix, target.target_group_arn_suffix, self._args.latency)
            for name, target in self._targets.items()
        )
        return self._own_alarms + tuple(alarm for alarms in of_targets for alarm in alarms)

    @property
    def urls(self) -> dict[str, pulumi.Output[str]]:
        """Route name -> where it answers, for every target routed so far."""
        return {name: target.url for name, target in self._targets.items()}

    def route(
        self,
        name: str,
        route: Route,
        *,
        port: int,
        health: Health = PathHealth(),  # noqa: B008 - frozen, so shared without harm
        health_codes: str = "200-399",
        deregistration_seconds: int = 30,
    ) -> Target:
        """Send the requests of *route* to a new target on *port*; `service.allow_from(balancer)` opens the port.

        Its health is checked as *health* says, by default at the root every 15 seconds.
        Refuses a name, a priority, or a host and path that another route has, and a route that another one hides.
        """
        check_target_name(name)
        route = self._placed(name, route)
        refuse_conflict(name, route, self._routes)
        settings = TargetSettings(
            port=port,
            health=health,
            health_codes=health_codes,
            deregistration_seconds=deregistration_seconds,
        )
        self._targets[name] = self._create_target(name, route, settings)
        self._routes[name] = route
        return self._targets[name]

    def _placed(self, name: str, route: Route) -> Route:
        if self.internal:
            if route.host is not None:
                raise ValueError(
                    f"route {name!r} names host {route.host!r}, which needs a domain, and balancer "
                    f"{self.logical_name!r} has none: give the balancer a domain or route by path"
                )
            return route
        return route if route.host is not None else replace(route, host=APEX)

    def _create_balancer(self, group: aws.ec2.SecurityGroup) -> aws.lb.LoadBalancer:
        args, network = self._args, self._args.network
        logs = store_access_logs(self, args.scope, days=args.log_days, removal=args.removal)
        subnets = network.private_subnet_ids if self.internal else network.public_subnet_ids
        return aws.lb.LoadBalancer(
            self.logical_name,
            name_prefix=short_prefix(self.logical_name, self.logical_name),
            load_balancer_type="application",
            internal=self.internal,
            ip_address_type="dualstack" if network.ipv6 and not self.internal else "ipv4",
            subnets=[subnets[zone] for zone in network.zones],
            security_groups=[group.id],
            drop_invalid_header_fields=True,
            desync_mitigation_mode="defensive",
            enable_http2=True,
            # A zone in trouble can be left with one command, see the runbook on targets.
            enable_zonal_shift=True,
            idle_timeout=args.idle_timeout_seconds,
            enable_deletion_protection=args.removal == "retain",
            access_logs=aws.lb.LoadBalancerAccessLogsArgs(bucket=logs.bucket, enabled=True),
            tags=args.scope.tags(args.scope.physical_name(self.logical_name)),
            # AWS refuses a public balancer where no gateway is attached yet, and keeps the gateway while there is one.
            # Protected too, so that a deletion fails in the preview and not half-way through.
            opts=self.keeping(args.removal, depends_on=[logs.ready, *whole(network)]),
        )

    def _create_target(self, name: str, route: Route, settings: TargetSettings) -> Target:
        args, domain = self._args, self._args.domain
        group = target_group(self, args.scope, args.network, name, settings)
        host, url = None, pulumi.Output.concat("http://", self.load_balancer_dns_name)
        if domain is not None and route.host is not None:
            host = domain.full_name(route.host)
            url = pulumi.Output.from_input(f"https://{host}")
            if route.host not in {known.host for known in self._routes.values()}:
                point_dns(self, domain, route.host, self._balancer, ipv6=args.network.ipv6)
        rule = forward(
            self, args.scope, name, route, host=host, listener_arn=self.listener_arn, target_group_arn=group.arn
        )
        return Target(
            target_group_arn=group.arn,
            target_group_arn_suffix=group.arn_suffix,
            load_balancer_arn_suffix=self.load_balancer_arn_suffix,
            rule=rule,
            url=url,
        )
