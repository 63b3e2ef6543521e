"""Every example is small, runs unmodified, and builds what its README line says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from stackwright.model import UNKNOWN, Stack
from stackwright.sources.program import run_project
from stackwright.sources.project import find_project, load_config

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def run(name: str) -> Stack:
    project = find_project(EXAMPLES / name)
    return run_project(project, "dev", load_config(project, "dev"))


def components(stack: Stack) -> Counter[str]:
    return Counter(r.type for r in stack.resources if r.type.startswith("stackwright:"))


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir()))
def test_is_under_forty_lines_and_runs(name: str) -> None:
    assert len((EXAMPLES / name / "__main__.py").read_text().splitlines()) < 40
    assert run(name).outputs


def test_network_stands_alone_and_exports_what_other_stacks_need() -> None:
    stack = run("network")

    assert components(stack) == {"stackwright:security:EncryptionKey": 1, "stackwright:network:Vpc": 1}
    assert set(stack.outputs) == {"vpc_id", "private_subnet_ids", "isolated_subnet_ids"}
    assert set(stack.outputs["private_subnet_ids"]) == {"a", "b"}


def test_service_uses_the_network_it_is_given_and_makes_none() -> None:
    stack = run("service_in_existing_vpc")

    assert not [r for r in stack.managed() if r.type in ("aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet")]
    (service,) = [r for r in stack.managed() if r.type == "aws:ecs/service:Service"]
    assert service.inputs["networkConfiguration"]["subnets"] == ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"]
    assert stack.outputs["search_url"] == "http://search:9200"


def test_database_takes_its_subnets_from_the_other_stack() -> None:
    """What the other stack exported is not known here: the subnets stay unknown, and the reader is told."""
    stack = run("database_beside_network")

    (group,) = [r for r in stack.managed() if r.type == "aws:rds/subnetGroup:SubnetGroup"]
    assert group.inputs["subnetIds"] in (UNKNOWN, [UNKNOWN, UNKNOWN])
    assert stack.notes == [
        "stack reference organization/network/dev: isolated_subnet_ids, private_subnet_ids, vpc_id simulated as"
        " unknown; pass --stack-output organization/network/dev.isolated_subnet_ids=VALUE,"
        " or --stack-state organization/network/dev=FILE"
    ]


def test_cost_allocation_tags_are_all_that_the_account_that_pays_gets() -> None:
    stack = run("cost_allocation_tags")

    assert components(stack) == {"stackwright:cost:CostAllocationTags": 1}
    assert {r.inputs["tagKey"] for r in stack.managed()} == {
        "CostCenter",
        "Environment",
        "Name",
        "Organization",
        "Owner",
    }
    assert stack.outputs["tag_statuses"] == dict.fromkeys(
        ("CostCenter", "Environment", "Name", "Organization", "Owner"), "Active"
    )


def test_service_on_eks_runs_on_the_nodes_of_a_platform_that_it_brings_along() -> None:
    stack = run("service_on_eks")

    found = components(stack)
    assert (found["stackwright:kubernetes:EksPlatform"], found["stackwright:kubernetes:KubernetesService"]) == (1, 1)
    pools = {r.inputs["metadata"]["name"] for r in stack.managed() if r.type == "kubernetes:karpenter.sh/v1:NodePool"}
    assert pools == {"on-demand", "spot"}
    assert "logs" in stack.outputs["commands"]["orders"]


def test_inference_service_runs_no_pod_until_its_queue_has_work() -> None:
    stack = run("inference_service")

    (scaler,) = [r for r in stack.managed() if r.type == "kubernetes:keda.sh/v1alpha1:ScaledObject"]
    assert (scaler.inputs["spec"]["minReplicaCount"], scaler.inputs["spec"]["maxReplicaCount"]) == (0, 2)
    assert "aws-sqs-queue" in {trigger["type"] for trigger in scaler.inputs["spec"]["triggers"]}
    (pods,) = [r for r in stack.managed() if r.type == "kubernetes:apps/v1:Deployment"]
    assert pods.inputs["spec"]["template"]["spec"]["nodeSelector"]["karpenter.sh/nodepool"] == "gpu"
    (budget,) = [r for r in stack.managed() if r.type == "aws:budgets/budget:Budget"]
    assert budget.inputs["limitAmount"] == "500"
