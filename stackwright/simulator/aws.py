"""What AWS makes of a resource's inputs where a pattern cannot say it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .fields import Fields

_Maker = Callable[[Mapping[str, Any], Fields], dict[str, Any]]


def _certificate(inputs: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    # A domain and its wildcard share one validation record, as ACM documents.
    names = [inputs.get("domainName", ""), *inputs.get("subjectAlternativeNames", [])]
    return {
        "domainValidationOptions": [
            {
                "domainName": name,
                "resourceRecordName": f"_{fields['hex32']}.{str(name).removeprefix('*.')}.",
                "resourceRecordType": "CNAME",
                "resourceRecordValue": f"_{fields['hex32@value']}.{fields['lower10']}.acm-validations.aws.",
            }
            for name in dict.fromkeys(names)
        ]
    }


def _managed_secret(kind: str) -> _Maker:
    """Make the outputs of a database whose password AWS keeps. Source: Amazon RDS API, MasterUserSecret."""

    def make(inputs: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
        if not inputs.get("manageMasterUserPassword"):
            return {"masterUserSecrets": []}
        place = f"{fields['partition']}:secretsmanager:{fields['region']}:{fields['account']}"
        arn = f"arn:{place}:secret:rds!{kind}-{fields['uuid']}-{fields['word6']}"
        key = inputs.get("masterUserSecretKmsKeyId", "")
        return {"masterUserSecrets": [{"secretArn": arn, "kmsKeyId": key, "secretStatus": "active"}]}

    return make


MAKERS: Mapping[str, _Maker] = {
    "aws:acm/certificate:Certificate": _certificate,
    "aws:rds/cluster:Cluster": _managed_secret("cluster"),
    "aws:rds/instance:Instance": _managed_secret("db"),
}
"""Type -> what makes its outputs."""
