"""Secrets: their ARNs by name, and contents that programs can parse and nobody may see."""

from __future__ import annotations

import json
import math
import string
from collections.abc import Callable, Mapping
from typing import Any

from ...model import Secret
from ..fields import Fields
from .question import Question

# What programs read out of a secret -> what they find. Source: AWS Secrets Manager User Guide, JSON structures.
_KEYS = {
    "username": "simulated",
    "password": "{hex32}",
    "engine": "postgres",
    "host": "simulated-{hex8}.example.com",
    "port": "5432",
    "dbname": "simulated",
    "dbInstanceIdentifier": "simulated-{hex8}",
    "token": "{hex40}",
    "key": "{hex40}",
    "apiKey": "{hex40}",
    "api_key": "{hex40}",
    "secret": "{hex40}",
    "clientId": "{hex20}",
    "clientSecret": "{hex40}",
    "client_id": "{hex20}",
    "client_secret": "{hex40}",
}
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"


def arn(question: Question) -> str:
    """Return the ARN of the secret that the question names by ARN or by name."""
    asked = question.given("arn", "secretArn", "secretId", "name")
    if asked.startswith("arn:"):
        return asked
    name = asked or question.text("existing-{hex8}")
    return question.arn("secretsmanager", f"secret:{name}-{_of(question, name)['hex6']}")


def _of(question: Question, name: str) -> Fields:
    return question.fields_of(f"secret {name}")


def _name(secret_arn: str) -> str:
    return secret_arn.split(":secret:", 1)[-1].rpartition("-")[0]


def _secret(question: Question) -> dict[str, Any]:
    found = arn(question)
    return {
        "id": found,
        "arn": found,
        "name": question.given("name") or _name(found),
        "createdDate": "2026-01-01T00:00:00Z",
        "description": "",
        "kmsKeyId": "",
        "lastChangedDate": "2026-01-01T00:00:00Z",
        "policy": "",
        "type": "",
    }


def _version(question: Question) -> dict[str, Any]:
    found = arn(question)
    fields = question.fields_of(f"contents of {found}")
    version_id = question.given("versionId") or fields["uuid"]
    stage = question.given("versionStage") or "AWSCURRENT"
    contents = {key: pattern.format_map(fields) for key, pattern in _KEYS.items()}
    return {
        "id": f"{question.given('secretId') or found}|{question.given('versionId') or stage}",
        "arn": found,
        "secretArn": found,
        "secretId": question.given("secretId") or found,
        "createdDate": "2026-01-01T00:00:00Z",
        "secretBinary": "",
        "secretString": Secret(json.dumps(contents, sort_keys=True)),
        "versionId": version_id,
        "versionStage": stage,
        "versionStages": [stage],
    }


def _password(question: Question) -> dict[str, Any]:
    """Return a password as the service makes one; source: AWS Secrets Manager API, GetRandomPassword."""
    length = int(question.args.get("passwordLength") or 32)
    kinds = {
        "excludeLowercase": string.ascii_lowercase,
        "excludeUppercase": string.ascii_uppercase,
        "excludeNumbers": string.digits,
        "excludePunctuation": _PUNCTUATION,
    }
    alphabet = "".join(letters for exclude, letters in kinds.items() if question.args.get(exclude) is not True)
    alphabet += " " if question.args.get("includeSpace") is True else ""
    excluded = question.given("excludeCharacters")
    usable = [letter for letter in alphabet if letter not in excluded] or list(string.ascii_letters)
    blocks = math.ceil(length / 64)
    digits = "".join(question.fields_of(f"{question.seed}|{count}").seed for count in range(2 * blocks))
    numbers = [int(digits[at : at + 2], 16) for at in range(0, 2 * length, 2)]
    password = Secret("".join(usable[number % len(usable)] for number in numbers))
    return {"id": question.place.region, "randomPassword": password}


def _decrypted(question: Question) -> dict[str, Any]:
    rows = [row for row in question.args.get("secrets") or [] if isinstance(row, Mapping)]
    names = [str(row.get("name")) for row in rows]
    plaintext = {name: f"{name}-{_of(question, name)['hex8']}" for name in names}
    return {"id": question.place.region, "plaintext": Secret(plaintext)}


ANSWERS: Mapping[str, Callable[[Question], dict[str, Any]]] = {
    "aws:kms/getSecrets:getSecrets": _decrypted,
    "aws:secretsmanager/getRandomPassword:getRandomPassword": _password,
    "aws:secretsmanager/getSecret:getSecret": _secret,
    "aws:secretsmanager/getSecretVersion:getSecretVersion": _version,
}
"""Token -> what answers it."""
