"""Identities: roles, users, policies and providers by name or ARN."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from . import tables
from .question import Question

_DATE = "2026-01-01T00:00:00Z"
_VERSION = "2012-10-17"


def _named(question: Question, kind: str, *names: str) -> tuple[str, str, str]:
    """Return the ARN, the name and the path of what is asked for by ARN or by name."""
    arn = question.given("arn")
    if arn:
        whole = arn.split(f":{kind}/", 1)[-1]
        path, _, name = f"/{whole}".rpartition("/")
        return arn, name, f"{path}/"
    name = question.given(*names) or question.text("existing-{hex8}")
    path = question.given("pathPrefix") or "/"
    return question.arn("iam", f"{kind}{path}{name}", region=""), name, path


def _unique(question: Question, prefix: str, arn: str) -> str:
    """Return a unique id; source: AWS IAM User Guide, IAM identifiers."""
    return f"{prefix}{question.fields_of(arn)['upper17']}"


def _document(*statements: Mapping[str, Any]) -> str:
    return json.dumps({"Version": _VERSION, "Statement": list(statements)}, separators=(",", ":"))


def _role(question: Question) -> dict[str, Any]:
    arn, name, path = _named(question, "role", "name", "roleName")
    service = f"ec2.{question.place.dns_suffix}"
    trust = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return {
        "id": name,
        "arn": arn,
        "name": name,
        "path": path,
        "assumeRolePolicy": _document(trust),
        "createDate": _DATE,
        "description": "",
        "maxSessionDuration": 3600,
        "permissionsBoundary": "",
        "roleLastUseds": [],
        "uniqueId": _unique(question, "AROA", arn),
    }


def _user(question: Question) -> dict[str, Any]:
    arn, name, path = _named(question, "user", "userName")
    unique = _unique(question, "AIDA", arn)
    return {"id": name, "arn": arn, "userName": name, "userId": unique, "path": path, "permissionsBoundary": ""}


def _group(question: Question) -> dict[str, Any]:
    arn, name, path = _named(question, "group", "groupName")
    unique = _unique(question, "AGPA", arn)
    return {"id": unique, "arn": arn, "groupName": name, "groupId": unique, "path": path, "users": []}


def _policy(question: Question) -> dict[str, Any]:
    arn, name, path = _named(question, "policy", "name")
    managed = tables.policies().get(name) if not question.given("arn") else None
    if managed is not None:
        arn, path = question.arn("iam", f"policy{managed}{name}", region="", account="aws"), managed
    return {
        "id": arn,
        "arn": arn,
        "name": name,
        "path": path,
        "attachmentCount": 0,
        "description": "",
        "policy": _document({"Effect": "Allow", "Action": "*", "Resource": "*"}),
        "policyId": _unique(question, "ANPA", arn),
    }


def _instance_profile(question: Question) -> dict[str, Any]:
    arn, name, path = _named(question, "instance-profile", "name")
    role = question.arn("iam", f"role/{name}", region="")
    return {
        "id": _unique(question, "AIPA", arn),
        "arn": arn,
        "name": name,
        "path": path,
        "createDate": _DATE,
        "roleArn": role,
        "roleId": _unique(question, "AROA", role),
        "roleName": name,
    }


def _openid_provider(question: Question) -> dict[str, Any]:
    arn = question.given("arn")
    url = question.given("url").removeprefix("https://") or arn.split(":oidc-provider/", 1)[-1]
    url = url or question.text("{hex16}.example.com")
    arn = arn or question.arn("iam", f"oidc-provider/{url}", region="")
    thumbprint = question.fields_of(url)["hex40"]
    return {
        "id": arn,
        "arn": arn,
        "url": url,
        "clientIdLists": [f"sts.{question.place.dns_suffix}"],
        "thumbprintLists": [thumbprint],
    }


def _server_certificate(question: Question) -> dict[str, Any]:
    arn, name, path = _named(question, "server-certificate", "name")
    if not question.given("name") and question.given("namePrefix"):
        name = question.text(question.given("namePrefix") + "{hex8}")
        arn = question.arn("iam", f"server-certificate{path}{name}", region="")
    unique = _unique(question, "ASCA", arn)
    dates = {"expirationDate": "2030-01-01T00:00:00Z", "uploadDate": _DATE}
    return {"id": unique, "arn": arn, "name": name, "path": path, **dates}


def _session(question: Question) -> dict[str, Any]:
    """Answer with the role behind an assumed role's session; any other ARN is its own issuer."""
    arn = question.given("arn")
    _, is_session, rest = arn.partition(":assumed-role/")
    name, _, session = rest.partition("/")
    if not is_session:
        return {"id": arn, "issuerArn": arn, "issuerId": "", "issuerName": "", "sessionName": ""}
    account = arn.split(":")[4]
    issuer = question.arn("iam", f"role/{name}", region="", account=account)
    unique = _unique(question, "AROA", issuer)
    return {"id": arn, "issuerArn": issuer, "issuerId": unique, "issuerName": name, "sessionName": session}


ANSWERS: Mapping[str, Callable[[Question], dict[str, Any]]] = {
    "aws:iam/getGroup:getGroup": _group,
    "aws:iam/getInstanceProfile:getInstanceProfile": _instance_profile,
    "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider": _openid_provider,
    "aws:iam/getPolicy:getPolicy": _policy,
    "aws:iam/getRole:getRole": _role,
    "aws:iam/getServerCertificate:getServerCertificate": _server_certificate,
    "aws:iam/getSessionContext:getSessionContext": _session,
    "aws:iam/getUser:getUser": _user,
}
"""Token -> what answers it."""
