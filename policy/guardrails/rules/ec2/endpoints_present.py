"""Containers reach the AWS services they need without leaving the VPC."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ...authoring import Controls, Inventory, Item, Level, Parameter, Severity, StackRule, Undecided, Verdicts, each
from ...routes import SUBNET, VPC

_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
_SERVICE = re.compile(r"(?:cn\.)?com\.amazonaws\.[a-z0-9-]+\.(.+)")

# What runs containers -> the property with its subnets.
_WORKLOADS = {
    "aws:ecs/service:Service": "networkConfiguration.subnets",
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


def _check(stack: Inventory, parameters: Mapping[str, Any]) -> Verdicts:
    used = {service for service, type_ in _WHEN_USED.items() if stack.of(type_)}
    needed = used | set(parameters["services"])
    yield from each(stack.of(VPC), lambda vpc: _judge(stack, vpc, needed))


def _judge(stack: Inventory, vpc: Item, needed: set[str]) -> Verdicts:
    runs = _runs_containers(stack, vpc)
    if runs is False:
        return
    endpoints = stack.pointing_at(vpc, _ENDPOINT, "vpcId")
    names = [endpoint["serviceName"] for endpoint in endpoints.certain]
    there = {_service(name.text()) for name in names if not name.unknown}
    missing = sorted(needed - there)
    if not missing:
        return
    if runs is None or endpoints.possible or any(name.unknown for name in names):
        yield Undecided(vpc)
    else:
        yield vpc.says(f"containers run in this VPC, but it has no endpoint for {', '.join(missing)}")


def _runs_containers(stack: Inventory, vpc: Item) -> bool | None:
    """Return whether a workload is in one of the VPC's subnets; None where that is not known yet."""
    subnets = stack.pointing_at(vpc, SUBNET, "vpcId").certain
    answers = [
        stack.refers(workload.at(path), subnet)
        for type_, path in _WORKLOADS.items()
        for workload in stack.of(type_)
        for subnet in subnets
    ]
    return True if True in answers else None if None in answers else False


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
            says="Services whose endpoints a VPC with containers has, as the end of their names. Those of DynamoDB,"
            " Secrets Manager and Systems Manager are asked for where the stack has a table, a secret or a parameter.",
            default=["ecr.api", "ecr.dkr", "logs", "s3"],
            schema={"type": "array", "items": {"type": "string"}},
        )
    },
    looks_at=frozenset({VPC}),
    check=_check,
)
