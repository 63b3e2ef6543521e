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
        "subjectAlternativeNames": list(dict.fromkeys(names)),
        "domainValidationOptions": [
            {
                "domainName": name,
                "resourceRecordName": f"_{fields['hex32']}.{str(name).removeprefix('*.')}.",
                "resourceRecordType": "CNAME",
                "resourceRecordValue": f"_{fields['hex32@value']}.{fields['lower10']}.acm-validations.aws.",
            }
            for name in dict.fromkeys(names)
        ],
    }


def _network(inputs: Mapping[str, Any], _fields: Fields) -> dict[str, Any]:
    """Return that a network has no IPv6 addresses where none are asked for. Source: Amazon VPC user guide."""
    if inputs.get("assignGeneratedIpv6CidrBlock") or inputs.get("ipv6IpamPoolId") or "ipv6CidrBlock" in inputs:
        return {}
    return {"ipv6CidrBlock": "", "ipv6AssociationId": "", "ipv6CidrBlockNetworkBorderGroup": ""}


def _subnet(inputs: Mapping[str, Any], _fields: Fields) -> dict[str, Any]:
    if inputs.get("ipv6IpamPoolId") or "ipv6CidrBlock" in inputs:
        return {}
    return {"ipv6CidrBlock": "", "ipv6CidrBlockAssociationId": ""}


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


def _function(inputs: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    """Return what names the version of a function that each change publishes: here its first."""
    if inputs.get("publish") is not True:
        return {}
    arn = f"{fields['arn']}:1"
    invoked = f"arn:{fields['partition']}:apigateway:{fields['region']}:lambda:path/2015-03-31/functions/{arn}"
    return {"version": "1", "qualifiedArn": arn, "qualifiedInvokeArn": f"{invoked}/invocations"}


MAKERS: Mapping[str, _Maker] = {
    "aws:acm/certificate:Certificate": _certificate,
    "aws:ec2/subnet:Subnet": _subnet,
    "aws:ec2/vpc:Vpc": _network,
    "aws:lambda/function:Function": _function,
    "aws:rds/cluster:Cluster": _managed_secret("cluster"),
    "aws:rds/instance:Instance": _managed_secret("db"),
}
"""Type -> what makes its outputs."""
