"""Outputs that no pattern gives: what AWS and the random provider make out of a resource's inputs."""

from __future__ import annotations

import hashlib
import itertools
import string
from collections.abc import Callable, Mapping
from typing import Any

from ..model import Secret, redact

Fields = Mapping[str, str]
_Maker = Callable[[Mapping[str, Any], Fields], dict[str, Any]]


def outputs(type_: str, inputs: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    """Return the outputs of a resource of *type_* that depend on its inputs' content; none for most types."""
    is_object = type_.startswith("kubernetes:") and ":helm.sh/" not in type_
    maker = _kubernetes if is_object else _MAKERS.get(type_)
    made = maker(public(inputs), fields) if maker else {}
    if type_.startswith("aws:") and "tags" in inputs:
        made["tagsAll"] = inputs["tags"]
    return made


def public(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Return the inputs that may show in an id or a name: a secret must not reappear in one."""
    plain: dict[str, Any] = redact({key: value for key, value in inputs.items() if not isinstance(value, Secret)})
    return plain


def _certificate(inputs: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    # A domain and its wildcard share one validation record, as ACM documents.
    names = [inputs.get("domainName", ""), *inputs.get("subjectAlternativeNames", [])]
    return {
        "domainValidationOptions": [
            {
                "domainName": name,
                "resourceRecordName": f"_{fields['hex16']}.{name.removeprefix('*.')}.",
                "resourceRecordType": "CNAME",
                "resourceRecordValue": f"_{fields['hex17']}.acm-validations.aws.",
            }
            for name in dict.fromkeys(names)
        ]
    }


def _database(inputs: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    identifier = fields["identifier"]
    port = inputs.get("port") or {"mysql": 3306, "mariadb": 3306}.get(inputs.get("engine", ""), 5432)
    address = f"{identifier}.{fields['hex12']}.{fields['region']}.rds.{fields['dns']}"
    made: dict[str, Any] = {"address": address, "endpoint": f"{address}:{port}", "port": port, "identifier": identifier}
    made["masterUserSecrets"] = []
    if inputs.get("manageMasterUserPassword"):
        place = f"{fields['partition']}:secretsmanager:{fields['region']}:{fields['account']}"
        arn = f"arn:{place}:secret:rds!db-{fields['uuid']}-{fields['hex6']}"
        key = inputs.get("masterUserSecretKmsKeyId", "")
        made["masterUserSecrets"] = [{"secretArn": arn, "kmsKeyId": key, "secretStatus": "active"}]
    return made


def _password(inputs: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    return {"id": "none", "result": Secret(_text(inputs, fields)), "bcryptHash": Secret("$2a$10$" + fields["hex17"])}


def _random_string(inputs: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    return {"id": _text(inputs, fields), "result": _text(inputs, fields)}


def _text(inputs: Mapping[str, Any], fields: Fields) -> str:
    alphabet = string.ascii_letters + string.digits
    length = int(inputs.get("length", 16))
    return "".join(alphabet[byte % len(alphabet)] for byte in itertools.islice(_bytes(fields["uuid"]), length))


def _random_integer(inputs: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    low, high = int(inputs.get("min", 0)), int(inputs.get("max", 0))
    number = low + next(_bytes(fields["uuid"])) % max(high - low + 1, 1)
    return {"id": str(number), "result": number}


def _random_shuffle(inputs: Mapping[str, Any], _fields: Fields) -> dict[str, Any]:
    items = list(inputs.get("inputs", []))
    return {"results": items[: int(inputs.get("resultCount", len(items)))]}


def _kubernetes(inputs: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    """Name an object as the provider does where the program leaves it to it; source: pulumi-kubernetes, autonaming."""
    metadata = dict(inputs.get("metadata") or {})
    name = metadata.setdefault("name", f"{fields['logical']}-{fields['hex8']}")
    metadata.setdefault("uid", fields["uuid"])
    namespace = metadata.get("namespace")
    return {"id": f"{namespace}/{name}" if namespace else name, "metadata": metadata}


def _random_id(inputs: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    raw = bytes(itertools.islice(_bytes(fields["uuid"]), int(inputs.get("byteLength", 8))))
    return {"hex": inputs.get("prefix", "") + raw.hex(), "dec": str(int.from_bytes(raw, "big"))}


def _bytes(seed: str) -> itertools.chain[int]:
    """Return an endless stream of bytes that depends on *seed* alone."""
    blocks = (hashlib.sha256(f"{seed}{count}".encode()).digest() for count in itertools.count())
    return itertools.chain.from_iterable(blocks)


_MAKERS: Mapping[str, _Maker] = {
    "aws:acm/certificate:Certificate": _certificate,
    "aws:rds/instance:Instance": _database,
    "random:index/randomId:RandomId": _random_id,
    "random:index/randomInteger:RandomInteger": _random_integer,
    "random:index/randomPassword:RandomPassword": _password,
    "random:index/randomShuffle:RandomShuffle": _random_shuffle,
    "random:index/randomString:RandomString": _random_string,
    "random:index/randomUuid:RandomUuid": lambda _inputs, fields: {"id": fields["uuid"], "result": fields["uuid"]},
}
