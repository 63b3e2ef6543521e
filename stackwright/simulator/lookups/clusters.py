"""Containers: EKS and ECS clusters, ECR registries and images."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from typing import Any

from ...model import Secret
from ..fields import Fields
from . import tables
from .network import default_vpc, subnets_of
from .question import Question

_DATE = "2026-01-01T00:00:00Z"
_TOKEN_LIFE = "2026-01-01T12:00:00Z"  # noqa: S105 - a time, not a token


def _cluster_fields(question: Question, name: str) -> Fields:
    return question.fields_of(f"EKS cluster {name}")


def _eks_cluster(question: Question) -> dict[str, Any]:
    name = question.given("name") or question.text("existing-{hex8}")
    fields = _cluster_fields(question, name)
    region, dns = question.place.region, question.place.dns_suffix
    unique = fields["upperhex32"]
    issuer = f"https://oidc.eks.{region}.{dns}/id/{unique}"
    vpc_id = default_vpc(question)
    network = {
        "ipFamily": "ipv4",
        "serviceIpv4Cidr": "172.20.0.0/16",
        "serviceIpv6Cidr": "",
        "elasticLoadBalancings": [],
    }
    group = f"sg-0{fields['hex16']}"
    return {
        "id": name,
        "name": name,
        "arn": question.arn("eks", f"cluster/{name}"),
        "accessConfigs": [
            {"authenticationMode": "API_AND_CONFIG_MAP", "bootstrapClusterCreatorAdminPermissions": True}
        ],
        "certificateAuthorities": [{"data": _certificate(fields)}],
        "certificateAuthority": {"data": _certificate(fields)},
        "clusterId": "",
        "createdAt": _DATE,
        "enabledClusterLogTypes": [],
        "endpoint": f"https://{unique}.gr7.{region}.eks.{dns}",
        "identities": [{"oidcs": [{"issuer": issuer}]}],
        "kubernetesNetworkConfigs": [network],
        "outpostConfigs": [],
        "roleArn": question.arn("iam", f"role/{name}", region=""),
        "status": "ACTIVE",
        "vpcConfig": {
            "clusterSecurityGroupId": group,
            "endpointPrivateAccess": True,
            "endpointPublicAccess": True,
            "publicAccessCidrs": ["0.0.0.0/0"],
            "securityGroupIds": [group],
            "subnetIds": subnets_of(question, vpc_id),
            "vpcId": vpc_id,
        },
    }


def _certificate(fields: Fields) -> str:
    """Return a certificate authority's data: base64 of what looks like a certificate and verifies nothing."""
    body = base64.b64encode(bytes.fromhex(fields.seed)).decode()
    return base64.b64encode(f"-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n".encode()).decode()


def _eks_auth(question: Question) -> dict[str, Any]:
    name = question.given("name")
    return {"id": name, "name": name, "token": Secret(f"k8s-aws-v1.{_cluster_fields(question, name)['hex64']}")}


def _addon_version(question: Question) -> dict[str, Any]:
    addon = question.given("addonName")
    version = question.given("kubernetesVersion") or tables.patterns()[question.token]["kubernetesVersion"]
    return {"id": addon, "addonName": addon, "kubernetesVersion": version, "version": f"v{version}.0-eksbuild.1"}


def _node_groups(question: Question) -> dict[str, Any]:
    name = question.given("clusterName")
    return {"id": name, "clusterName": name, "names": ["simulated"]}


def _ecs_cluster(question: Question) -> dict[str, Any]:
    name = question.given("clusterName").rsplit("/", 1)[-1] or question.text("existing-{hex8}")
    arn = question.arn("ecs", f"cluster/{name}")
    counts = {"pendingTasksCount": 0, "registeredContainerInstancesCount": 0, "runningTasksCount": 0}
    return {"id": arn, "arn": arn, "clusterName": question.given("clusterName") or name, "status": "ACTIVE", **counts}


def _task_definition(question: Question) -> dict[str, Any]:
    """Answer by family, `family:revision` or ARN, the latest revision being the first."""
    asked = question.given("taskDefinition")
    family, _, revision = asked.rsplit("/", 1)[-1].partition(":")
    number = int(revision) if revision.isdigit() else 1
    arn = question.arn("ecs", f"task-definition/{family}")
    role = question.arn("iam", f"role/{family}", region="")
    container = {"name": family, "image": f"{family}:latest", "essential": True}
    return {
        "id": f"{arn}:{number}",
        "arn": f"{arn}:{number}",
        "arnWithoutRevision": arn,
        "containerDefinitions": json.dumps([container], separators=(",", ":")),
        "cpu": "256",
        "executionRoleArn": role,
        "family": family,
        "memory": "512",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "revision": number,
        "status": "ACTIVE",
        "taskRoleArn": role,
    }


def _registry(question: Question) -> tuple[str, str]:
    """Return the account that holds the registry, and the registry's host."""
    account = question.given("registryId") or question.place.account_id
    return account, f"{account}.dkr.ecr.{question.place.region}.{question.place.dns_suffix}"


def _authorization(question: Question) -> dict[str, Any]:
    account, host = _registry(question)
    password = question.fields_of(f"ECR password {account}")["hex64"]
    return {
        "id": question.place.region,
        "authorizationToken": Secret(base64.b64encode(f"AWS:{password}".encode()).decode()),
        "expiresAt": _TOKEN_LIFE,
        "password": Secret(password),
        "proxyEndpoint": f"https://{host}",
        "userName": "AWS",
        **({"registryId": question.given("registryId")} if question.given("registryId") else {}),
    }


def _repository(question: Question) -> dict[str, Any]:
    account, host = _registry(question)
    name = question.given("name") or question.text("existing-{hex8}")
    return {
        "id": name,
        "name": name,
        "arn": question.arn("ecr", f"repository/{name}", account=account),
        "imageTagMutability": "MUTABLE",
        "mostRecentImageTags": ["latest"],
        "registryId": account,
        "repositoryUrl": f"{host}/{name}",
    }


def _image(question: Question) -> dict[str, Any]:
    account, host = _registry(question)
    name, tag = question.given("repositoryName"), question.given("imageTag") or "latest"
    digest = question.given("imageDigest") or f"sha256:{question.fields_of(f'image {name}:{tag}')['hex64']}"
    return {
        "id": digest,
        "imageDigest": digest,
        "imagePushedAt": 1767225600,
        "imageSizeInBytes": 104857600,
        "imageTags": [tag],
        "imageUri": f"{host}/{name}@{digest}",
        "registryId": account,
        "repositoryName": name,
    }


ANSWERS: Mapping[str, Callable[[Question], dict[str, Any]]] = {
    "aws:ecr/getAuthorizationToken:getAuthorizationToken": _authorization,
    "aws:ecr/getCredentials:getCredentials": _authorization,
    "aws:ecr/getImage:getImage": _image,
    "aws:ecr/getRepository:getRepository": _repository,
    "aws:ecs/getCluster:getCluster": _ecs_cluster,
    "aws:ecs/getTaskDefinition:getTaskDefinition": _task_definition,
    "aws:eks/getAddonVersion:getAddonVersion": _addon_version,
    "aws:eks/getCluster:getCluster": _eks_cluster,
    "aws:eks/getClusterAuth:getClusterAuth": _eks_auth,
    "aws:eks/getNodeGroups:getNodeGroups": _node_groups,
}
"""Token -> what answers it."""
