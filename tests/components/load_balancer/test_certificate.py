"""The certificate of a domain..."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from components.component import Component
from components.load_balancer.certificate import Domain, issue
from components.scope import Scope


class Owner(Component):
    def __init__(self, scope: Scope) -> None:
        super().__init__("test:index:Owner", "edge", {}, None)
        self.certificate = issue(self, scope, Domain(name="acme.example", hosted_zone_id="Z1"))
        self.finish()


def test_is_requested_proven_and_awaited(deploy: Any, scope: Scope) -> None:
    made = deploy(lambda: Owner(scope))
    assert made.named() == {
        "edge-certificate": "aws:acm/certificate:Certificate",
        "edge-certificate-record": "aws:route53/record:Record",
        "edge-certificate-validation": "aws:acm/certificateValidation:CertificateValidation",
    }
    assert {made[name].parent for name in made.named()} == {made["edge"].urn}


def test_covers_the_domain_and_every_host_below_it(deploy: Any, scope: Scope) -> None:
    assert deploy(lambda: Owner(scope))["edge-certificate"].inputs == {
        "domainName": "acme.example",
        "subjectAlternativeNames": ["*.acme.example"],
        "validationMethod": "DNS",
        "tags": scope.tags("acme-test-edge-certificate"),
    }


def test_is_proven_by_one_record_that_may_be_there_already(deploy: Any, scope: Scope) -> None:
    made = deploy(lambda: Owner(scope))
    proof = made["edge-certificate"].outputs["domainValidationOptions"][0]
    assert made["edge-certificate-record"].inputs == {
        "zoneId": "Z1",
        "name": proof["resourceRecordName"],
        "type": proof["resourceRecordType"],
        "records": [proof["resourceRecordValue"]],
        "ttl": 300,
        "allowOverwrite": True,
    }


def test_is_handed_out_only_once_it_is_issued(deploy: Any, scope: Scope) -> None:
    made = deploy(lambda: Owner(scope))
    validation = made["edge-certificate-validation"]
    assert validation.inputs == {
        "certificateArn": made["edge-certificate"].outputs["arn"],
        "validationRecordFqdns": [made["edge-certificate-record"].outputs["fqdn"]],
    }
    waits_for = asyncio.run(made.result.certificate.arn.resources())
    assert [resource._name for resource in waits_for] == ["edge-certificate-validation"]


@pytest.mark.parametrize(
    ("host", "name"), [("@", "acme.example"), ("api", "api.acme.example"), ("pr-7", "pr-7.acme.example")]
)
def test_knows_the_names_of_its_hosts(host: str, name: str) -> None:
    assert Domain(name="acme.example", hosted_zone_id="Z1").full_name(host) == name


@pytest.mark.parametrize("name", ["acme", "Acme.example", "*.acme.example", "acme.example.", "a_b.example", ""])
def test_refuses_what_is_no_domain(name: str) -> None:
    with pytest.raises(ValueError, match="a domain must be lower-case labels joined by dots"):
        Domain(name=name, hosted_zone_id="Z1")
