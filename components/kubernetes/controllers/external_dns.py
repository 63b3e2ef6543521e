"""ExternalDNS: names that objects in the cluster ask for, below one domain and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pulumi

from ...component import Component, Transform
from ...eks.contract import Cluster
from ...eks.pod_identity import Statement
from ...load_balancer.certificate import Domain
from ...scope import Scope
from ..placement import on_system_nodes
from .addon import AddonAccount, addon
from .namespaces import close_namespace
from .values import resources

# Source: Amazon EKS User Guide, "Community add-ons", external-dns.
_NAMESPACE = "external-dns"
_ACCOUNT = "external-dns"

_RECORD_TYPES = ("A", "AAAA", "CNAME", "TXT")


@dataclass(frozen=True, kw_only=True)
class ExternalDnsArgs:
    """What an `ExternalDns` is made of."""

    scope: Scope
    """Where the controller lives."""

    cluster: Cluster
    """The cluster it runs in."""

    hosted_zone_id: pulumi.Input[str]
    """Route 53 zone that the records go to."""

    domain: str
    """Domain below which names may be given out, for instance `acme.example`; the domain itself is not."""

    after: tuple[pulumi.Resource, ...] = ()
    """What has to stand first. Default: nothing but the cluster."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`. Default: none."""

    def __post_init__(self) -> None:
        Domain(name=self.domain, hosted_zone_id=self.hosted_zone_id)


class ExternalDns(Component):
    """The EKS add-on external-dns, whose role changes records below one domain of one zone.

    It removes the names of what is gone, lest somebody else take over what they point at; only names that it gave out
    itself, which a TXT record beside each proves. Names of the platform's load balancer are Pulumi's, and have none.
    """

    ready: tuple[pulumi.Resource, ...]
    """What an object that asks for a name depends on."""

    def __init__(self, name: str, args: ExternalDnsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("stackwright:kubernetes:ExternalDns", name, {"domain": args.domain}, opts, args.transform)
        zone = pulumi.Output.format("arn:{0}:route53:::hostedzone/{1}", args.scope.partition, args.hosted_zone_id)
        made = addon(
            self,
            args.scope,
            args.cluster,
            "external-dns",
            values=_values(args),
            account=AddonAccount(
                namespace=_NAMESPACE,
                name=_ACCOUNT,
                statements=zone.apply(lambda arn: change_records(arn, args.domain)),
            ),
            depends_on=args.after,
        )
        # The namespace comes with the add-on, and goes with it.
        self.ready = (made, *close_namespace(self, args.scope, args.cluster, _NAMESPACE, depends_on=[made]))
        self.finish()


def change_records(zone_arn: str, domain: str) -> list[Statement]:
    """Return what lets names below *domain* come and go in one zone.

    Source: Service Authorization Reference, "Condition keys for Amazon Route 53".
    """
    names, types = (f"route53:ChangeResourceRecordSets{part}" for part in ("NormalizedRecordNames", "RecordTypes"))
    return [
        {
            "Effect": "Allow",
            "Action": ["route53:ChangeResourceRecordSets"],
            "Resource": zone_arn,
            "Condition": {
                "ForAllValues:StringLike": {names: [f"*.{domain}"]},
                "ForAllValues:StringEquals": {types: list(_RECORD_TYPES)},
                # "All values" is also true of none.
                "Null": {names: "false", types: "false"},
            },
        },
        {
            "Effect": "Allow",
            "Action": ["route53:ListResourceRecordSets", "route53:ListTagsForResource"],
            "Resource": zone_arn,
        },
        # It supports no resource.
        {"Effect": "Allow", "Action": ["route53:ListHostedZones"], "Resource": "*"},
    ]


def _values(args: ExternalDnsArgs) -> dict[str, Any]:
    return {
        "policy": "sync",
        "registry": "txt",
        # Not the cluster's name: one that takes its place must know the records as its own.
        "txtOwnerId": args.scope.physical_name(args.cluster.logical_name),
        "domainFilters": [args.domain],
        "sources": ["ingress", "service"],
        "resources": resources("20m", "128Mi"),
        **on_system_nodes(),
    }
