"""Karpenter starts nodes in its pools, hears of interruptions, and goes only after its nodes"""

from __future__ import annotations

from components.eks.karpenter.bottlerocket import pinned_version
from components.eks.karpenter.karpenter import Karpenter
from components.eks.karpenter.node_pool import NodePool

EVENTS = ("capacity-reservation", "health", "rebalance", "spot", "state-change")
CHILDREN = {
    "karpenter-class-gpu": "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
    "karpenter-class-on-demand": "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
    "karpenter-class-spot": "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
    "karpenter-controller-identity": "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    "karpenter-controller-policy": "aws:iam/rolePolicy:RolePolicy",
    "karpenter-controller-role": "aws:iam/role:Role",
    "karpenter-crds": "kubernetes:helm.sh/v3:Release",
    "karpenter-node-AmazonEC2ContainerRegistryPullOnly": "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "karpenter-node-AmazonEKSWorkerNodePolicy": "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "karpenter-node-AmazonSSMManagedInstanceCore": "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "karpenter-node-access": "aws:eks/accessEntry:AccessEntry",
    "karpenter-node-role": "aws:iam/role:Role",
    "karpenter-pool-gpu": "kubernetes:karpenter.sh/v1:NodePool",
    "karpenter-pool-on-demand": "kubernetes:karpenter.sh/v1:NodePool",
    "karpenter-pool-spot": "kubernetes:karpenter.sh/v1:NodePool",
    "karpenter-queue": "aws:sqs/queue:Queue",
    "karpenter-queue-policy": "aws:sqs/queuePolicy:QueuePolicy",
    "karpenter-release": "kubernetes:helm.sh/v3:Release",
    **{f"karpenter-rule-{key}": "aws:cloudwatch/eventRule:EventRule" for key in EVENTS},
    **{f"karpenter-target-{key}": "aws:cloudwatch/eventTarget:EventTarget" for key in EVENTS},
}


def test_and_is_made_of_these_children(karpenter):
    assert karpenter().named(under="stackwright:eks:Karpenter") == CHILDREN


def test_and_every_child_belongs_to_it(karpenter):
    made = karpenter()
    component = made["karpenter", "stackwright:eks:Karpenter"]
    assert {made[name].parent for name in CHILDREN} == {component.urn}


def test_and_the_facts_that_matter_are_its_inputs(karpenter):
    made = karpenter()
    assert made["karpenter", "stackwright:eks:Karpenter"].inputs == {
        "bottlerocketVersion": pinned_version(),
        "logLevel": "info",
        "vcpuLimits": {"on-demand": 64, "spot": 64, "gpu": 64},
        "gpuLimits": {"gpu": 4},
    }


def test_and_says_nothing_of_gpus_where_there_are_none(karpenter):
    made = karpenter(pools={"one": NodePool(cpu_limit=8)})
    inputs = made["karpenter", "stackwright:eks:Karpenter"].inputs
    assert inputs["vcpuLimits"] == {"one": 8}
    assert "gpuLimits" not in inputs


def test_and_everything_that_takes_tags_is_tagged(karpenter, scope):
    made = karpenter(create_spot_role=True)
    parts = ["controller-identity", "controller-role", "node-access", "node-role", "queue", "spot-role"]
    parts += [f"rule-{key}" for key in EVENTS]
    assert {part: made[f"karpenter-{part}"].inputs["tags"] for part in parts} == {
        part: scope.tags(f"acme-test-karpenter-{part}") for part in parts
    }


def test_and_lets_spare_capacity_be_bought_where_nobody_did_before(karpenter):
    made = karpenter(create_spot_role=True)
    role = made["karpenter-spot-role"]
    assert role.type == "aws:iam/serviceLinkedRole:ServiceLinkedRole"
    assert role.inputs["awsServiceName"] == "spot.amazonaws.com"
    assert role.urn in made["karpenter-release"].dependencies


def test_and_its_outputs_are_those_of_its_children(karpenter):
    made = karpenter()
    result = made.result
    role = made["karpenter-node-role"].outputs
    assert made.value(result.node_role_arn) == role["arn"]
    assert made.value(result.node_role_name) == role["name"]
    assert made.value(result.queue_name) == made["karpenter-queue"].outputs["name"]


def test_and_workloads_wait_for_its_pools(karpenter):
    made = karpenter(pools={"one": NodePool(), "two": NodePool(capacity="spot")})
    urns = [made.value(pool.urn) for pool in made.result.ready]
    assert urns == [made[f"karpenter-pool-{name}"].urn for name in ("one", "two")]


def test_and_a_transform_reaches_a_child(deploy, arguments):
    transform = {"queue": lambda args: {**args, "message_retention_seconds": 600}}
    made = deploy(lambda: Karpenter("karpenter", arguments(transform=transform)))
    assert made["karpenter-queue"].inputs["messageRetentionSeconds"] == 600
