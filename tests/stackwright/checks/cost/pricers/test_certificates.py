"""The pricer of certificates..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import lines, made

CERTIFICATE = "aws:acm/certificate:Certificate"
PRIVATE = "aws:acmpca/certificate:Certificate"
AUTHORITY = "aws:acmpca/certificateAuthority:CertificateAuthority"


@pytest.mark.parametrize("inputs", [{}, {"options": {"export": "DISABLED"}}])
def test_takes_nothing_for_a_public_certificate(inputs):
    assert lines(made(CERTIFICATE, domainName="example.com", **inputs)) == []


def test_prices_each_name_of_a_certificate_to_export():
    certificate = made(
        CERTIFICATE,
        domainName="example.com",
        subjectAlternativeNames=["example.com", "www.example.com", "*.example.com"],
        options={"export": "ENABLED"},
    )
    assert lines(certificate, usage={"issuances": 1}) == [
        ("2 names to export", "acm.exportable.name", "2"),
        ("1 wildcard name to export", "acm.exportable.wildcard", "1"),
    ]


def test_prices_a_private_certificate():
    assert lines(made(CERTIFICATE, domainName="db.internal", certificateAuthorityArn=UNKNOWN)) == [
        ("private certificate, issued again in a month", "acm.private", "0 - 0.08 - 1")
    ]


@pytest.mark.parametrize(("mode", "kind"), [({}, "general"), ({"usageMode": "SHORT_LIVED_CERTIFICATE"}, "short-lived")])
def test_prices_an_authority_and_what_it_issues_by_its_mode(mode, kind):
    authority = made(AUTHORITY, "root", **mode)
    assert lines(authority) == [
        (f"certificate authority, {kind}", f"acmpca.ca.{kind}", "1"),
        ("certificates issued", f"acmpca.certificate.{kind}", "0 - 10 - 100"),
    ]
    issued = made(PRIVATE, "web", {"certificateAuthorityArn": authority}, certificateAuthorityArn=UNKNOWN)
    assert [key for _, key, _ in lines(issued, authority)] == [f"acmpca.certificate.{kind}"]


def test_takes_an_authority_elsewhere_for_one_of_the_general_mode():
    assert [key for _, key, _ in lines(made(PRIVATE, certificateAuthorityArn="arn"))] == ["acmpca.certificate.general"]


def test_prices_an_authority_that_is_turned_off_and_issues_nothing():
    assert [key for _, key, _ in lines(made(AUTHORITY, enabled=False))] == ["acmpca.ca.general"]
