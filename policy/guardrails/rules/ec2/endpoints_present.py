"""Containers reach the AWS services they need without leaving the VPC.

What a task of ECS needs for its start is read from its definition: the registry where an image is from ECR, the logs
where they go to CloudWatch. Nodes of EKS, and tasks that are defined in another stack, are taken to need both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...authoring import (
    Controls,
    Inventory,
    Item,
    Level,
    Node,
    Parameter,
    Severity,
    StackRule,
    Undecided,
    Verdicts,
    each,
)
from ...quantifiers import some
from ...routes import SUBNET, VPC
from ...task_definitions import SERVICE, TASK_DEFINITION
from ...wording import listed

_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
_SERVICE = re.compile(r"(?:cn\.)?com\.amazonaws\.[a-z0-9-]+\.(.+)")

# Layers of an image in ECR lie in S3.
_FOR_IMAGES = frozenset({"ecr.api", "ecr.dkr", "s3"})
_FOR_LOGS = frozenset({"logs"})
_REGISTRY = re.compile(r"\d{12}\.dkr[.-]ecr[.-].+")
_REPOSITORY = "::aws:ecr/repository:Repository::"
_LOG_GROUP = "::aws:cloudwatch/logGroup:LogGroup::"

# What runs containers -> the property with its subnets.
_SUBNETS = {
    SERVICE: "networkConfiguration.subnets",
    "aws:eks/cluster:Cluster": "vpcConfig.subnetIds",
    "aws:eks/nodeGroup:NodeGroup": "subnetIds",
    "aws:eks/fargateProfile:FargateProfile": "subnetIds",
}

# Service -> the resource that shows that the stack uses it.
_WHEN_USED = {
    "dynamodb": "aws:dynamodb/table:Table",
    "secretsmanager": "aws:secretsmanager/secret:Secret",
    "ssm": "aws:ssm/parameter:Parameter",
}


@dataclass(frozen=True, kw_only=True)
class _Workload:
    """Something that runs containers, and where."""

    item: Item
    subnets: frozenset[Item]
    certain: bool
    """Whether these are all its subnets."""


def _check(stack: Inventory, parameters: Mapping[str, Any]) -> Verdicts:
    placed = [(one, stack.targets(one.at(path), SUBNET)) for type_, path in _SUBNETS.items() for one in stack.of(type_)]
    workloads = [_Workload(item=one, subnets=frozenset(found), certain=sure) for one, (found, sure) in placed]
    yield from each(stack.of(VPC), lambda vpc: _judge(stack, vpc, workloads, frozenset(parameters["services"])))


def _judge(stack: Inventory, vpc: Item, workloads: list[_Workload], asked: frozenset[str]) -> Verdicts:
    subnets = stack.pointing_at(vpc, SUBNET, "vpcId").certain
    inside = [one for one in workloads if not one.subnets.isdisjoint(subnets)]
    perhaps = [one for one in workloads if not one.certain] if subnets else []
    if not inside and not perhaps:
        return
    endpoints = stack.pointing_at(vpc, _ENDPOINT, "vpcId")
    names = [endpoint["serviceName"] for endpoint in endpoints.certain]
    there = {_service(name.text()) for name in names if not name.unknown}
    missing = sorted(_needed(stack, inside or perhaps, asked) - there)
    if not missing:
        return
    if not inside or endpoints.possible or any(name.unknown for name in names):
        yield Undecided(vpc)
    else:
        yield vpc.says(f"containers run in this VPC, but it has no endpoint for {listed(missing)}")


def _needed(stack: Inventory, workloads: list[_Workload], asked: frozenset[str]) -> set[str]:
    used = {service for service, type_ in _WHEN_USED.items() if stack.of(type_)}
    used |= asked - _FOR_IMAGES - _FOR_LOGS
    return used.union(*(asked & _needs(stack, one.item) for one in workloads))


def _needs(stack: Inventory, workload: Item) -> frozenset[str]:
    """Return the services that a workload needs for its images and its logs. Raises Undecided."""
    tasks = stack.targets(workload["taskDefinition"], TASK_DEFINITION)[0] if workload.type == SERVICE else []
    if not tasks:
        return _FOR_IMAGES | _FOR_LOGS
    pulls = any(_made_with(task, _REPOSITORY) for task in tasks) or some(_containers(tasks), _is_from_registry)
    writes = any(_made_with(task, _LOG_GROUP) for task in tasks) or some(_containers(tasks), _logs_to_cloudwatch)
    return (_FOR_IMAGES if pulls else frozenset()) | (_FOR_LOGS if writes else frozenset())


def _made_with(task: Item, kind: str) -> bool:
    return any(kind in urn for urn in task["containerDefinitions"].made_of)


def _containers(tasks: list[Item]) -> list[Node]:
    try:
        return [container for task in tasks for container in task["containerDefinitions"].json().items()]
    except ValueError:
        return []  # no JSON: what that says of its containers is refused by rules about them


def _is_from_registry(container: Node) -> bool:
    return bool(_REGISTRY.match(container["image"].text()))


def _logs_to_cloudwatch(container: Node) -> bool:
    return container.at("logConfiguration.logDriver").text() == "awslogs"


def _service(name: str) -> str:
    """Return `ecr.api` of `com.amazonaws.eu-west-1.ecr.api`, the name itself where it has another form."""
    match = _SERVICE.fullmatch(name)
    return match.group(1) if match else name


vpc_endpoints_present = StackRule(
    id="vpc-endpoints-present",
    promise="VPCs in which containers run have endpoints for the registry, the logs and the stores that these use.",
    fix="Add aws.ec2.VpcEndpoint: of type Gateway for s3 and dynamodb, which cost nothing, and of type Interface with"
    " private_dns_enabled=True for the others.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    controls=Controls(fsbp=("EC2.55", "EC2.56", "EC2.57"), cis_7_0=("6.8",)),
    parameters={
        "services": Parameter(
            says="Services whose endpoints a VPC with containers has, as the end of their names; those of ECR, S3 and"
            " the logs where a task needs them. Those of DynamoDB, Secrets Manager and Systems Manager are asked for"
            " where the stack has a table, a secret or a parameter.",
            default=["ecr.api", "ecr.dkr", "logs", "s3"],
            schema={"type": "array", "items": {"type": "string"}},
        )
    },
    looks_at=frozenset({VPC}),
    check=_check,
)
