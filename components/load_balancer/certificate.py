"""A public certificate for a domain and every host one level below it, proven through DNS."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from ..component import Component
from ..scope import Scope
from .route import APEX

_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


@dataclass(frozen=True, kw_only=True)
class Domain:
    """A DNS name the balancer answers for, and the hosted zone its records go to."""

    name: str
    """Domain, for instance `acme.example`; hosts are one label below it."""

    hosted_zone_id: pulumi.Input[str]
    """Public Route 53 zone that serves the domain."""

    def __post_init__(self) -> None:
        if not _DOMAIN.fullmatch(self.name):
            raise ValueError(
                f"a domain must be lower-case labels joined by dots, without '*' and final dot, got {self.name!r}"
            )

    def full_name(self, host: str) -> str:
        """Return the DNS name of *host*; `@` is the domain itself."""
        return self.name if host == APEX else f"{host}.{self.name}"


@dataclass(frozen=True, kw_only=True)
class ValidCertificate:
    """A certificate that has been issued."""

    arn: pulumi.Output[str]
    """ARN, known only once the certificate is issued."""


def issue(owner: Component, scope: Scope, domain: Domain) -> ValidCertificate:
    """Create the certificate of *domain*, prove the domain, and wait until the certificate is issued."""
    name = f"{owner.logical_name}-certificate"
    certificate = aws.acm.Certificate(
        name,
        domain_name=domain.name,
        # The wildcard lets a host come and go without a new certificate.
        subject_alternative_names=[f"*.{domain.name}"],
        validation_method="DNS",
        tags=scope.tags(scope.physical_name(name)),
        opts=owner.child(),
    )
    # ACM asks for the same record for a domain and its wildcard, and for every certificate of this account for
    # them, so one record is enough and it may be there already.
    proof = certificate.domain_validation_options[0]
    record = aws.route53.Record(
        f"{name}-record",
        zone_id=domain.hosted_zone_id,
        name=proof.resource_record_name,
        type=proof.resource_record_type,
        records=[proof.resource_record_value],
        ttl=300,
        allow_overwrite=True,
        opts=owner.child(),
    )
    validation = aws.acm.CertificateValidation(
        f"{name}-validation",
        certificate_arn=certificate.arn,
        validation_record_fqdns=[record.fqdn],
        opts=owner.child(),
    )
    return ValidCertificate(arn=validation.certificate_arn)
