"""A load balancer can be reached..."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest

from components.component import Component
from components.load_balancer.certificate import Domain, ValidCertificate
from components.load_balancer.listeners import TLS_POLICY, plain_listener, point_dns, security_group, tls_listener
from components.scope import Scope

NOT_FOUND = {
    "type": "fixed-response",
    "fixedResponse": {"contentType": "text/plain", "messageBody": "Not found", "statusCode": "404"},
}


@dataclass
class Surroundings:
    ipv6: bool = False
    logical_name: str = "main"
    cidr_block: str = "10.0.0.0/16"
    zones: tuple[str, ...] = ("a", "b")
    vpc_id: pulumi.Output[str] = field(default_factory=lambda: pulumi.Output.from_input("vpc-1"))
    public_subnet_ids: dict[str, pulumi.Output[str]] = field(default_factory=dict)
    private_subnet_ids: dict[str, pulumi.Output[str]] = field(default_factory=dict)
    isolated_subnet_ids: dict[str, pulumi.Output[str]] = field(default_factory=dict)


class Owner(Component):
    def __init__(self, create: Callable[[Owner], object]) -> None:
        super().__init__("test:index:Owner", "edge", {}, None)
        create(self)
        self.finish()


@pytest.fixture
def build(deploy: Any) -> Any:
    return lambda create: deploy(lambda: Owner(create))


def balancer(owner: Owner) -> aws.lb.LoadBalancer:
    return aws.lb.LoadBalancer("edge", subnets=["subnet-1", "subnet-2"], opts=owner.child())


def admitted(made: Any) -> dict[str, tuple[str, int]]:
    rules = [made[name] for name in made.named() if name.startswith("edge-ingress-")]
    assert {rule.parent for rule in rules} == {made["edge"].urn}
    assert {rule.inputs["securityGroupId"] for rule in rules} == {made["edge-security-group"].id}
    assert all(rule.inputs["fromPort"] == rule.inputs["toPort"] for rule in rules)
    return {
        rule.name: (rule.inputs.get("cidrIpv4") or rule.inputs["cidrIpv6"], rule.inputs["toPort"]) for rule in rules
    }


def test_by_the_world_on_80_and_443_alone(build: Any, scope: Scope) -> None:
    made = build(lambda owner: security_group(owner, scope, Surroundings(), internal=False))
    assert admitted(made) == {"edge-ingress-http": ("0.0.0.0/0", 80), "edge-ingress-https": ("0.0.0.0/0", 443)}
    assert made["edge-ingress-https"].inputs == {
        "securityGroupId": made["edge-security-group"].id,
        "cidrIpv4": "0.0.0.0/0",
        "ipProtocol": "tcp",
        "fromPort": 443,
        "toPort": 443,
        "description": "0.0.0.0/0 to edge on 443",
        "tags": scope.tags("acme-test-edge-ingress-https"),
    }


def test_over_ipv6_where_the_network_has_it(build: Any, scope: Scope) -> None:
    made = build(lambda owner: security_group(owner, scope, Surroundings(ipv6=True), internal=False))
    assert admitted(made) == {
        "edge-ingress-http": ("0.0.0.0/0", 80),
        "edge-ingress-http-ipv6": ("::/0", 80),
        "edge-ingress-https": ("0.0.0.0/0", 443),
        "edge-ingress-https-ipv6": ("::/0", 443),
    }


@pytest.mark.parametrize("ipv6", [False, True])
def test_by_the_network_alone_where_it_is_internal(build: Any, scope: Scope, ipv6: bool) -> None:
    made = build(lambda owner: security_group(owner, scope, Surroundings(ipv6=ipv6), internal=True))
    assert admitted(made) == {"edge-ingress-http": ("10.0.0.0/16", 80)}


def test_through_a_group_that_lets_nothing_out(build: Any, scope: Scope) -> None:
    made = build(lambda owner: security_group(owner, scope, Surroundings(), internal=False))
    assert made["edge-security-group"].inputs == {
        "description": "Load balancer edge",
        "vpcId": "vpc-1",
        "tags": scope.tags("acme-test-edge-security-group"),
    }
    assert not any("Egress" in type_ for type_ in made.named().values())


def test_over_http_where_it_is_internal(build: Any, scope: Scope) -> None:
    made = build(lambda owner: plain_listener(owner, scope, balancer(owner)))
    assert made.named() == {"edge": "aws:lb/loadBalancer:LoadBalancer", "edge-http": "aws:lb/listener:Listener"}
    assert made["edge-http"].parent == made["edge", "test:index:Owner"].urn
    assert made["edge-http"].inputs == {
        "loadBalancerArn": made["edge"].outputs["arn"],
        "port": 80,
        "protocol": "HTTP",
        "defaultActions": [NOT_FOUND],
        "tags": scope.tags("acme-test-edge-http"),
    }


def test_over_https_and_sends_http_there(build: Any, scope: Scope) -> None:
    def create(owner: Owner) -> None:
        certificate = ValidCertificate(arn=pulumi.Output.from_input("arn:certificate"))
        tls_listener(owner, scope, balancer(owner), certificate)

    made = build(create)
    assert made.named() == {
        "edge": "aws:lb/loadBalancer:LoadBalancer",
        "edge-http": "aws:lb/listener:Listener",
        "edge-https": "aws:lb/listener:Listener",
    }
    assert made["edge-http"].parent == made["edge-https"].parent == made["edge", "test:index:Owner"].urn
    assert made["edge-http"].inputs == {
        "loadBalancerArn": made["edge"].outputs["arn"],
        "port": 80,
        "protocol": "HTTP",
        "defaultActions": [
            {"type": "redirect", "redirect": {"protocol": "HTTPS", "port": "443", "statusCode": "HTTP_301"}}
        ],
        "tags": scope.tags("acme-test-edge-http"),
    }
    assert made["edge-https"].inputs == {
        "loadBalancerArn": made["edge"].outputs["arn"],
        "port": 443,
        "protocol": "HTTPS",
        "sslPolicy": TLS_POLICY,
        "certificateArn": "arn:certificate",
        "defaultActions": [NOT_FOUND],
        "tags": scope.tags("acme-test-edge-https"),
    }


def test_with_tls_1_2_or_later_and_forward_secrecy() -> None:
    assert TLS_POLICY.startswith("ELBSecurityPolicy-TLS13-1-2-Res-")


@pytest.mark.parametrize(("host", "name"), [("api", "api.acme.example"), ("@", "acme.example")])
def test_by_the_names_of_its_hosts(build: Any, host: str, name: str) -> None:
    domain = Domain(name="acme.example", hosted_zone_id="Z1")
    made = build(lambda owner: point_dns(owner, domain, host, balancer(owner), ipv6=True))
    assert made.named() == {
        "edge": "aws:lb/loadBalancer:LoadBalancer",
        f"edge-dns-{host}": "aws:route53/record:Record",
        f"edge-dns6-{host}": "aws:route53/record:Record",
    }
    alias = {
        "name": made["edge"].outputs["dnsName"],
        "zoneId": made["edge"].outputs["zoneId"],
        "evaluateTargetHealth": True,
    }
    for role, type_ in (("dns", "A"), ("dns6", "AAAA")):
        record = made[f"edge-{role}-{host}"]
        assert record.inputs == {"zoneId": "Z1", "name": name, "type": type_, "aliases": [alias]}
        assert record.parent == made["edge", "test:index:Owner"].urn


def test_over_ipv4_alone_where_the_network_has_no_ipv6(build: Any) -> None:
    domain = Domain(name="acme.example", hosted_zone_id="Z1")
    made = build(lambda owner: point_dns(owner, domain, "api", balancer(owner), ipv6=False))
    assert [name for name in made.named() if "dns" in name] == ["edge-dns-api"]
