"""RDS databases have a certificate of an authority that clients still trust. Saying nothing takes AWS's current one."""

from __future__ import annotations

from collections.abc import Mapping

from ...authoring import Controls, Item, Level, Parameter, Rule, Severity, Verdicts, must_be_one_of
from ...databases import CLUSTER, INSTANCE, MEMBER

_ACCOUNT = "aws:rds/certificate:Certificate"
"""Overrides the authority of all new databases of a Region."""

_PATHS = {
    INSTANCE: "caCertIdentifier",
    MEMBER: "caCertIdentifier",
    CLUSTER: "caCertificateIdentifier",
    _ACCOUNT: "certificateIdentifier",
}


def _check(database: Item, parameters: Mapping[str, list[str]]) -> Verdicts:
    authority = database[_PATHS[database.type]]
    if not authority.absent:
        yield from must_be_one_of(authority, parameters["allowed"])


rds_modern_ca = Rule(
    id="rds-modern-ca",
    promise="RDS databases have a certificate of an authority that has not expired.",
    fix='Leave ca_cert_identifier (ca_certificate_identifier of a cluster) out, or set it to "rds-ca-rsa2048-g1".',
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(checkov=("CKV_AWS_211",)),
    # Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html, 2026-11-21; rds-ca-2019
    # ended in August 2024.
    parameters={
        "allowed": Parameter(
            says="Certificate authorities that are still trusted.",
            default=["rds-ca-ecc384-g1", "rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1"],
            schema={"type": "array", "items": {"type": "string"}, "minItems": 1},
        )
    },
    looks_at=frozenset(_PATHS),
    check=_check,
)
