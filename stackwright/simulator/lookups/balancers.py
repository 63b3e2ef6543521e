"""Load balancers, their listeners and target groups, and the accounts and zones they come with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from . import tables
from .network import default_vpc, subnets_of
from .question import Question

# How a load balancer's kind stands in ARNs; source: Service Authorization Reference, Elastic Load Balancing V2.
_KINDS = {"app": "application", "net": "network", "gwy": "gateway"}


def _balancer(question: Question) -> dict[str, Any]:
    arn = question.given("arn")
    kind, name, unique = [*arn.split(":loadbalancer/", 1)[-1].split("/"), "", "", ""][:3]
    if not arn:
        kind, name = "app", question.given("name") or question.text("existing-{hex8}")
    fields = question.fields_of(f"load balancer {name}")
    unique = unique or fields["hex16"]
    suffix = f"{kind}/{name}/{unique}"
    arn = arn or question.arn("elasticloadbalancing", f"loadbalancer/{suffix}")
    vpc_id = default_vpc(question)
    region, dns = question.place.region, question.place.dns_suffix
    host = f"{name}-{fields['digits10']}.{region}.elb.{dns}"
    if kind == "net":
        host = f"{name}-{unique}.elb.{region}.{dns}"
    subnets = subnets_of(question, vpc_id)
    return {
        "id": arn,
        "arn": arn,
        "arnSuffix": suffix,
        "dnsName": host,
        "enableHttp2": True,
        "idleTimeout": 60,
        "internal": False,
        "ipAddressType": "ipv4",
        "loadBalancerType": _KINDS.get(kind, "application"),
        "name": name,
        "securityGroups": [] if kind == "gwy" else [f"sg-0{fields['hex16']}"],
        "subnets": subnets,
        "subnetMappings": [{**_NO_ADDRESSES, "subnetId": subnet} for subnet in subnets],
        "vpcId": vpc_id,
        "zoneId": _zone(question, "networkZone" if kind == "net" else "applicationZone"),
    }


_NO_ADDRESSES = {"allocationId": "", "ipv6Address": "", "outpostId": "", "privateIpv4Address": ""}


def _zone(question: Question, column: str) -> str:
    """Return the hosted zone of the Region's load balancers; made up for a Region that the table does not have."""
    row = tables.regions().get(question.place.region, {})
    return row.get(column) or question.fields_of(column)["upper13"].join(("Z", ""))


def _hosted_zone(question: Question) -> dict[str, Any]:
    column = "networkZone" if question.given("loadBalancerType") == "network" else "applicationZone"
    return {"id": _zone(question, column)}


def _service_account(question: Question) -> dict[str, Any]:
    """Answer with the account that writes access logs; source as for the zones."""
    account = tables.regions().get(question.place.region, {}).get("loadBalancerAccount")
    account = account or question.fields_of("load balancer account")["digits12"]
    return {"id": account, "arn": question.arn("iam", "root", region="", account=account)}


def _listener(question: Question) -> dict[str, Any]:
    arn = question.given("arn")
    balancer = question.given("loadBalancerArn")
    port = int(question.args.get("port") or 443)
    if arn:
        head, _, rest = arn.partition(":listener/")
        balancer = f"{head}:loadbalancer/{rest.rpartition('/')[0]}"
    else:
        unique = question.fields_of(f"listener {balancer} {port}")["hex16"]
        arn = f"{balancer.replace(':loadbalancer/', ':listener/')}/{unique}"
    certificate = question.arn("acm", f"certificate/{question.fields_of(arn)['uuid']}")
    tls = port in (443, 8443)
    return {
        "id": arn,
        "arn": arn,
        "loadBalancerArn": balancer,
        "port": port,
        "protocol": "HTTPS" if tls else "HTTP",
        "certificateArn": certificate if tls else "",
        "sslPolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06" if tls else "",
        "alpnPolicy": "",
    }


def _target_group(question: Question) -> dict[str, Any]:
    arn = question.given("arn")
    name = question.given("name") or question.text("existing-{hex8}")
    if arn:
        name = [*arn.split(":targetgroup/", 1)[-1].split("/"), ""][0]
    unique = question.fields_of(f"target group {name}")["hex16"]
    arn = arn or question.arn("elasticloadbalancing", f"targetgroup/{name}/{unique}")
    return {
        "id": arn,
        "arn": arn,
        "arnSuffix": arn.rsplit(":", 1)[-1],
        "name": name,
        "deregistrationDelay": "300",
        "loadBalancingAlgorithmType": "round_robin",
        "port": 80,
        "protocol": "HTTP",
        "protocolVersion": "HTTP1",
        "targetType": "instance",
        "vpcId": default_vpc(question),
    }


def _twins(maker: Callable[[Question], dict[str, Any]], name: str, *modules: str) -> dict[str, Any]:
    return {f"aws:{module}/{name}:{name}": maker for module in modules}


ANSWERS: Mapping[str, Callable[[Question], dict[str, Any]]] = {
    **_twins(_balancer, "getLoadBalancer", "lb", "alb", "elasticloadbalancingv2"),
    **_twins(_listener, "getListener", "lb", "alb", "elasticloadbalancingv2"),
    **_twins(_target_group, "getTargetGroup", "lb", "alb", "elasticloadbalancingv2"),
    **_twins(_hosted_zone, "getHostedZoneId", "lb", "elb", "elasticloadbalancing"),
    **_twins(_service_account, "getServiceAccount", "elb", "elasticloadbalancing"),
}
"""Token -> what answers it; the modules are the names one service has had."""
