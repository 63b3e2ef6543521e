"""Look-ups beside the ones with areas of their own: objects, organisations, web pages, archives, shells."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any

from ...model import Secret
from . import tables
from .network import default_vpc, subnets_of
from .question import Question


def _object(question: Question) -> dict[str, Any]:
    """Answer with an object whose content is an empty JSON table, which reads as text as well."""
    bucket, key = question.given("bucket").rsplit(":", 1)[-1], question.given("key")
    etag = question.fields_of(f"object {bucket}/{key}")["hex32"]
    return {
        "id": f"{bucket}/{key}",
        "arn": question.arn("s3", f"{bucket}/{key}", region="", account=""),
        "body": "{}",
        "bodyBase64": base64.b64encode(b"{}").decode(),
        "contentLength": 2,
        "contentType": "application/json",
        "etag": etag,
        "lastModified": "Thu, 01 Jan 2026 00:00:00 UTC",
        "storageClass": "STANDARD",
        "versionId": "",
    }


def _objects(question: Question) -> dict[str, Any]:
    return {"id": question.given("bucket"), "keys": [], "commonPrefixes": [], "owners": []}


def _organization(question: Question) -> dict[str, Any]:
    """Answer with an organisation of one account, the one that asks."""
    account = question.place.account_id
    fields = question.fields_of("organization")
    id_, root = f"o-{fields['hex10']}", f"r-{fields['hex4']}"
    owner = f"arn:{question.place.partition}:organizations::{account}"
    email = "owner@example.com"
    master = {"arn": f"{owner}:account/{id_}/{account}", "email": email, "id": account, "name": "simulated"}
    return {
        "id": id_,
        "arn": f"{owner}:organization/{id_}",
        "accounts": [{**master, "status": "ACTIVE", "state": "ACTIVE", "joinedMethod": "CREATED"} | _JOINED],
        "awsServiceAccessPrincipals": [],
        "enabledPolicyTypes": [],
        "featureSet": "ALL",
        "masterAccountArn": master["arn"],
        "masterAccountEmail": email,
        "masterAccountId": account,
        "masterAccountName": "simulated",
        "nonMasterAccounts": [],
        "roots": [{"arn": f"{owner}:root/{id_}/{root}", "id": root, "name": "Root", "policyTypes": []}],
    }


_JOINED = {"joinedTimestamp": "2026-01-01T00:00:00Z"}


def _layer(question: Question) -> dict[str, Any]:
    name = question.given("layerName").split(":layer:")[-1]
    version = int(question.args.get("version") or 1)
    arn = question.arn("lambda", f"layer:{name}")
    return {"id": f"{arn}:{version}", "arn": f"{arn}:{version}", "layerArn": arn, "version": version}


def _image_uri(question: Question) -> dict[str, Any]:
    account = question.given("registryId") or question.fields_of("prebuilt images")["digits12"]
    host = f"{account}.dkr.ecr.{question.place.region}.{question.place.dns_suffix}"
    name, tag = question.given("repositoryName"), question.given("imageTag") or "1"
    return {"id": account, "registryId": account, "registryPath": f"{host}/{name}:{tag}"}


def _page(question: Question) -> dict[str, Any]:
    """Answer a request with an empty JSON table; where a service tells the caller's address, with an address."""
    url = question.given("url")
    tells = any(kind == "addressEcho" and host in url for kind, host in tables.managed())
    body = "203.0.113.10" if tells else "{}"
    return {
        "id": url,
        "url": url,
        "body": body,
        "responseBody": body,
        "responseBodyBase64": base64.b64encode(body.encode()).decode(),
        "responseHeaders": {"Content-Type": "text/plain" if tells else "application/json"},
        "statusCode": 200,
    }


def _archive(question: Question) -> dict[str, Any]:
    """Answer with the digests of an archive that is not written: they follow what goes into it, not its bytes."""
    digest = question.fields.seed
    raw = bytes.fromhex(digest)
    return {
        "id": digest[:40],
        "outputBase64sha256": base64.b64encode(raw).decode(),
        "outputBase64sha512": base64.b64encode(raw + raw).decode(),
        "outputMd5": digest[:32],
        "outputPath": question.given("outputPath"),
        "outputSha": digest[:40],
        "outputSha256": digest,
        "outputSha512": digest + digest,
        "outputSize": 1024,
    }


def _command(question: Question) -> dict[str, Any]:
    """Answer for a command that is not run: it might change something."""
    return {"command": question.given("command"), "stdout": question.text("simulated-{hex8}"), "stderr": ""}


def _default_vpc(question: Question) -> dict[str, Any]:
    vpc_id = default_vpc(question)
    return {"vpcId": vpc_id, "publicSubnetIds": subnets_of(question, vpc_id), "privateSubnetIds": []}


def _public_key(question: Question) -> dict[str, Any]:
    """Answer with a key that is made of the private one's place in the question, not of its content."""
    body = base64.b64encode(bytes.fromhex(question.fields.seed)).decode()
    return {
        "id": question.fields["hex40"],
        "algorithm": "RSA",
        "publicKeyFingerprintMd5": ":".join(question.fields.seed[at : at + 2] for at in range(0, 32, 2)),
        "publicKeyFingerprintSha256": f"SHA256:{body.rstrip('=')}",
        "publicKeyOpenssh": f"ssh-rsa {body}\n",
        "publicKeyPem": f"-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n",
    }


def _credentials(question: Question) -> dict[str, Any]:
    name = question.given("clusterIdentifier", "workgroupName")
    password = question.fields_of(f"credentials {name}")["hex40"]
    return {"id": name, "dbPassword": Secret(password), "expiration": "2026-01-01T00:15:00Z"}


ANSWERS: Mapping[str, Callable[[Question], dict[str, Any]]] = {
    "archive:index/getFile:getFile": _archive,
    "aws:lambda/getLayerVersion:getLayerVersion": _layer,
    "aws:organizations/getOrganization:getOrganization": _organization,
    "aws:redshift/getClusterCredentials:getClusterCredentials": _credentials,
    "aws:redshiftserverless/getCredentials:getCredentials": _credentials,
    "aws:s3/getBucketObject:getBucketObject": _object,
    "aws:s3/getBucketObjects:getBucketObjects": _objects,
    "aws:s3/getObject:getObject": _object,
    "aws:s3/getObjects:getObjects": _objects,
    "aws:sagemaker/getPrebuiltEcrImage:getPrebuiltEcrImage": _image_uri,
    "awsx:ec2:getDefaultVpc": _default_vpc,
    "command:local:run": _command,
    "http:index/getHttp:getHttp": _page,
    "tls:index/getPublicKey:getPublicKey": _public_key,
}
"""Token -> what answers it."""
