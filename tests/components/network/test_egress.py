"""HTTPS to anywhere is the way out that every service has."""

from __future__ import annotations

import pytest

from components.component import Component
from components.network.egress import allow_https_out


class Service(Component):
    def __init__(self, scope, network):
        super().__init__("test:index:Service", "api", {}, None)
        allow_https_out(self, scope, network, "sg-1")
        self.finish()


class FakeNetwork:
    def __init__(self, ipv6):
        self.ipv6 = ipv6


def test_it_is_one_rule_without_ipv6(deploy, scope):
    made = deploy(lambda: Service(scope, FakeNetwork(ipv6=False)))
    assert made.named() == {"api-egress-https": "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"}
    assert made["api-egress-https"].inputs == {
        "securityGroupId": "sg-1",
        "cidrIpv4": "0.0.0.0/0",
        "ipProtocol": "tcp",
        "fromPort": 443,
        "toPort": 443,
        "description": "api to anywhere over HTTPS",
        "tags": scope.tags("acme-test-api-egress-https"),
    }
    assert made["api-egress-https"].parent == made["api"].urn


def test_it_is_a_second_rule_with_ipv6(deploy, scope):
    made = deploy(lambda: Service(scope, FakeNetwork(ipv6=True)))
    assert set(made.named()) == {"api-egress-https", "api-egress-https-ipv6"}
    assert made["api-egress-https-ipv6"].inputs == {
        "securityGroupId": "sg-1",
        "cidrIpv6": "::/0",
        "ipProtocol": "tcp",
        "fromPort": 443,
        "toPort": 443,
        "description": "api to anywhere over HTTPS",
        "tags": scope.tags("acme-test-api-egress-https-ipv6"),
    }


@pytest.mark.parametrize("ipv6", [False, True])
def test_no_other_port_is_opened(deploy, scope, ipv6):
    made = deploy(lambda: Service(scope, FakeNetwork(ipv6=ipv6)))
    assert {(made[name].inputs["fromPort"], made[name].inputs["toPort"]) for name in made.named()} == {(443, 443)}
