"""ExternalDNS"""

from __future__ import annotations

import dataclasses
import json

import pytest

from components.kubernetes.controllers.external_dns import ExternalDns, ExternalDnsArgs, change_records
from tests.components.eks.making import StandInCluster

from .conftest import ADDON, ROLE, ROLE_POLICY, SYSTEM, ask, called_on, closed

TYPE = "stackwright:kubernetes:ExternalDns"
ZONE = "arn:aws:route53:::hostedzone/Z1"


@pytest.fixture
def made(make):
    return make(ExternalDns, ExternalDnsArgs, "external-dns", hosted_zone_id="Z1", domain="acme.example")


def test_is_an_add_on_with_a_role_in_a_closed_namespace(made):
    assert made.named(f"{TYPE}$") == {
        "external-dns-external-dns": ADDON,
        "external-dns-external-dns-role": ROLE,
        "external-dns-external-dns-policy": ROLE_POLICY,
        **closed("external-dns"),
    }


def test_has_its_children_under_it(made):
    parent = made["external-dns", TYPE]
    assert {made[name].parent for name in made.named(f"{TYPE}$")} == {parent.urn}
    assert parent.inputs == {"domain": "acme.example"}


def test_keeps_to_its_domain_and_removes_what_it_made_and_nothing_else(made):
    values = json.loads(made["external-dns-external-dns"].inputs["configurationValues"])
    assert values == {
        "policy": "sync",
        "registry": "txt",
        "txtOwnerId": "acme-test-main",
        "domainFilters": ["acme.example"],
        "sources": ["ingress", "service"],
        "resources": ask("20m", "128Mi"),
        **SYSTEM,
    }


def test_may_change_names_below_the_domain_in_its_zone_alone(made):
    names = "route53:ChangeResourceRecordSetsNormalizedRecordNames"
    types = "route53:ChangeResourceRecordSetsRecordTypes"
    assert made.json("external-dns-external-dns-policy", "policy")["Statement"] == [
        {
            "Effect": "Allow",
            "Action": ["route53:ChangeResourceRecordSets"],
            "Resource": ZONE,
            "Condition": {
                "ForAllValues:StringLike": {names: ["*.acme.example"]},
                "ForAllValues:StringEquals": {types: ["A", "AAAA", "CNAME", "TXT"]},
                "Null": {names: "false", types: "false"},
            },
        },
        {
            "Effect": "Allow",
            "Action": ["route53:ListResourceRecordSets", "route53:ListTagsForResource"],
            "Resource": ZONE,
        },
        {"Effect": "Allow", "Action": ["route53:ListHostedZones"], "Resource": "*"},
    ]


def test_may_not_change_the_domain_itself():
    change = change_records(ZONE, "acme.example")[0]
    assert "acme.example" not in json.dumps(change["Condition"]).replace("*.acme.example", "")


def test_names_the_zone_in_the_partition_it_lives_in(deploy, scope):
    china = dataclasses.replace(scope, region="cn-north-1")
    made = deploy(
        lambda: ExternalDns(
            "external-dns",
            ExternalDnsArgs(scope=china, cluster=StandInCluster(), hosted_zone_id="Z1", domain="acme.example"),
        )
    )
    statements = made.json("external-dns-external-dns-policy", "policy")["Statement"]
    assert statements[0]["Resource"] == "arn:aws-cn:route53:::hostedzone/Z1"


def test_is_called_by_nobody(made):
    assert called_on(made, "external-dns-allow-controller") == []


def test_closes_its_namespace_once_the_add_on_has_made_it(made):
    add_on = made["external-dns-external-dns"].urn
    assert all(add_on in made.before(name) for name in closed("external-dns"))
    first, last = (made.value(one.urn) for one in made.result.ready)
    (name,) = [name for name in closed("external-dns") if made[name].urn == last]
    assert first == add_on
    assert made.before(name) >= {made[other].urn for other in closed("external-dns") if other != name}


@pytest.mark.parametrize("domain", ["*.acme.example", "acme.example.", "ACME.example", "example"])
def test_refuses_what_is_no_domain(scope, domain):
    with pytest.raises(ValueError, match="a domain must be lower-case labels joined by dots"):
        ExternalDnsArgs(scope=scope, cluster=None, hosted_zone_id="Z1", domain=domain)
