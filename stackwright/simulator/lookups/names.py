"""Names on the internet: hosted zones, certificates, keys and CloudFront's own policies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..place import Place
from . import tables
from .question import Question

_MANAGED = {
    "aws:cloudfront/getCachePolicy:getCachePolicy": "cache",
    "aws:cloudfront/getOriginRequestPolicy:getOriginRequestPolicy": "originRequest",
    "aws:cloudfront/getResponseHeadersPolicy:getResponseHeadersPolicy": "responseHeaders",
}


def _zone(question: Question) -> dict[str, Any]:
    """Answer for the zone of an id or a name; the provider gives the name without its last dot."""
    id_ = question.given("zoneId")
    name = question.given("name").removesuffix(".") or question.text("{hex8}.example.com")
    id_ = id_ or f"Z{question.fields_of(f'zone {name} {_private(question)}')['upper20']}"
    servers = _name_servers(question, id_)
    return {
        "id": id_,
        "zoneId": id_,
        "arn": question.arn("route53", f"hostedzone/{id_}", region="", account=""),
        "callerReference": question.fields_of(id_)["uuid"],
        "comment": "",
        "name": name,
        "nameServers": servers,
        "primaryNameServer": servers[0],
        "privateZone": _private(question),
        "resourceRecordSetCount": 2,
    }


def _private(question: Question) -> bool:
    return question.args.get("privateZone") is True or bool(question.given("vpcId"))


def _name_servers(question: Question, zone_id: str) -> list[str]:
    """Return four servers, one a domain; source: Amazon Route 53 Developer Guide, name servers of a hosted zone."""
    digits = question.fields_of(f"name servers {zone_id}").seed
    numbers = [int(digits[at : at + 4], 16) % 512 for at in (0, 4, 8, 12)]
    places = zip(numbers, (0, 512, 1024, 1536), ("com", "net", "org", "co.uk"), strict=True)
    return [f"ns-{number + base}.awsdns-{number % 64:02}.{domain}" for number, base, domain in places]


def _certificate(question: Question) -> dict[str, Any]:
    domain = question.given("domain") or _tag_name(question) or "example.com"
    arn = question.arn("acm", f"certificate/{question.fields_of(f'certificate {domain}')['uuid']}")
    statuses = question.args.get("statuses") or ["ISSUED"]
    return {"id": arn, "arn": arn, "domain": domain, "status": str(statuses[0])}


def _tag_name(question: Question) -> str:
    tags = question.args.get("tags")
    return str(tags.get("Name", "")) if isinstance(tags, Mapping) else ""


def _key_id(question: Question, asked: str) -> str:
    """Return the id of the key that an id, an ARN, or an alias's name or ARN means."""
    last = asked.rsplit(":", 1)[-1]
    alias = last.startswith("alias/")
    return question.fields_of(f"key of {last}")["uuid"] if alias else last.removeprefix("key/")


def _key(question: Question) -> dict[str, Any]:
    asked = question.given("keyId")
    id_ = _key_id(question, asked)
    account = asked.split(":")[4] if asked.startswith("arn:") else question.place.account_id
    return {
        "id": id_,
        "arn": question.arn("kms", f"key/{id_}", account=account),
        "awsAccountId": account,
        "creationDate": "2026-01-01T00:00:00Z",
        "customerMasterKeySpec": "SYMMETRIC_DEFAULT",
        "description": "",
        "enabled": True,
        "keyId": asked,
        "keyManager": "AWS" if "alias/aws/" in asked else "CUSTOMER",
        "keySpec": "SYMMETRIC_DEFAULT",
        "keyState": "Enabled",
        "keyUsage": "ENCRYPT_DECRYPT",
        "multiRegion": id_.startswith("mrk-"),
        "multiRegionConfigurations": [],
        "origin": "AWS_KMS",
    }


def _alias(question: Question) -> dict[str, Any]:
    name = question.given("name")
    key, arn = _key_id(question, name), question.arn("kms", name)
    return {"id": arn, "arn": arn, "name": name, "targetKeyId": key, "targetKeyArn": question.arn("kms", f"key/{key}")}


def _cloudfront_policy(question: Question) -> dict[str, Any]:
    """Answer with the id that CloudFront publishes for a policy of its own; made up for the account's."""
    kind, plural = _MANAGED[question.token], question.token.split("get")[-1]
    known = {id_: name for (found, name), id_ in tables.managed().items() if found == kind}
    id_, name = question.given("id"), question.given("name")
    name = name or known.get(id_) or f"existing-{id_[:8]}"
    id_ = id_ or tables.managed().get((kind, name)) or question.fields_of(f"{kind} policy {name}")["uuid"]
    path = "".join(f"-{char.lower()}" if char.isupper() else char for char in plural).lstrip("-")
    return {"id": id_, "name": name, "arn": question.arn("cloudfront", f"{path}/{id_}", region="")}


def _log_delivery(question: Question) -> dict[str, Any]:
    partition = Place(region=question.place.region).partition
    return {"id": tables.managed()["logDelivery", "aws-cn" if partition == "aws-cn" else "aws"]}


ANSWERS: Mapping[str, Callable[[Question], dict[str, Any]]] = {
    **dict.fromkeys(_MANAGED, _cloudfront_policy),
    "aws:acm/getCertificate:getCertificate": _certificate,
    "aws:cloudfront/getLogDeliveryCanonicalUserId:getLogDeliveryCanonicalUserId": _log_delivery,
    "aws:kms/getAlias:getAlias": _alias,
    "aws:kms/getKey:getKey": _key,
    "aws:route53/getZone:getZone": _zone,
}
"""Token -> what answers it."""
