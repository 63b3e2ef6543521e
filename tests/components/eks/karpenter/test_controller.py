"""The controller"""

from __future__ import annotations

import pulumi_aws as aws
import pytest

from components.eks.karpenter.karpenter import Karpenter
from components.kubernetes.charts import charts

RELEASE = "kubernetes:helm.sh/v3:Release"


def test_is_told_of_its_cluster_and_its_queue_and_runs_on_the_system_nodes(karpenter):
    made = karpenter()
    assert made["karpenter-release"].inputs["values"] == {
        "settings": {
            "clusterName": "acme-test-main",
            "interruptionQueue": made["karpenter-queue"].outputs["name"],
            "enableZonalShift": True,
        },
        "serviceAccount": {"create": True, "name": "karpenter"},
        "replicas": 2,
        "dnsPolicy": "Default",
        "logLevel": "info",
        "controller": {"resources": {"requests": {"cpu": "500m", "memory": "1Gi"}, "limits": {"memory": "1Gi"}}},
        "nodeSelector": {"stackwright.dev/nodes": "system"},
        "tolerations": [{"key": "CriticalAddonsOnly", "operator": "Equal", "value": "true", "effect": "NoSchedule"}],
    }


def test_says_as_much_as_was_asked_for(karpenter):
    assert karpenter(log_level="debug")["karpenter-release"].inputs["values"]["logLevel"] == "debug"


@pytest.mark.parametrize(("name", "key", "skips"), [("crds", "karpenter-crd", False), ("release", "karpenter", True)])
def test_and_its_definitions_are_releases_of_their_own(karpenter, name, key, skips):
    inputs = karpenter()[f"karpenter-{name}"].inputs
    chart = charts()[key]
    assert (inputs["name"], inputs["namespace"]) == (key, "kube-system")
    assert (inputs["chart"], inputs["version"]) == (chart.chart, chart.version)
    assert (inputs["skipCrds"], inputs["atomic"]) == (skips, True)


def test_is_of_the_version_of_its_definitions():
    assert charts()["karpenter"].version == charts()["karpenter-crd"].version


def test_acts_under_a_role_that_only_it_may_take(karpenter):
    made = karpenter()
    role = made["karpenter-controller-role"]
    (statement,) = made.json("karpenter-controller-role", "assumeRolePolicy")["Statement"]
    assert statement["Condition"] == {
        "StringEquals": {
            "aws:SourceAccount": "123456789012",
            "aws:RequestTag/eks-cluster-arn": "arn:aws:eks:eu-west-1:123456789012:cluster/acme-test-main",
            "aws:RequestTag/kubernetes-namespace": "kube-system",
            "aws:RequestTag/kubernetes-service-account": "karpenter",
        },
    }
    identity = made["karpenter-controller-identity"].inputs
    assert (identity["namespace"], identity["serviceAccount"]) == ("kube-system", "karpenter")
    assert identity["roleArn"] == role.outputs["arn"]


def test_may_do_what_it_needs_with_these_very_resources(karpenter):
    made = karpenter()
    by_sid = {each["Sid"]: each for each in made.json("karpenter-controller-policy", "policy")["Statement"]}
    assert len(by_sid) == 18
    assert by_sid["AllowPassingInstanceRole"]["Resource"] == made["karpenter-node-role"].outputs["arn"]
    assert by_sid["AllowInterruptionQueueActions"]["Resource"] == made["karpenter-queue"].outputs["arn"]
    ec2 = "arn:aws:ec2:eu-west-1:123456789012"
    assert by_sid["AllowScopedEC2InstanceAccessActions"]["Resource"][2:5] == [
        f"{ec2}:security-group/sg-cluster",
        f"{ec2}:subnet/subnet-private-a",
        f"{ec2}:subnet/subnet-private-b",
    ]


def test_starts_when_it_has_its_identity_its_definitions_its_queue_and_the_nodes_their_way_in(karpenter):
    made = karpenter(create_spot_role=True)
    before = {
        "identity-agent",
        "karpenter-controller-identity",
        "karpenter-controller-policy",
        "karpenter-crds",
        "karpenter-node-AmazonEC2ContainerRegistryPullOnly",
        "karpenter-node-AmazonEKSWorkerNodePolicy",
        "karpenter-node-AmazonSSMManagedInstanceCore",
        "karpenter-node-access",
        "karpenter-queue-policy",
        "karpenter-spot-role",
        *(f"karpenter-target-{key}" for key in ("capacity-reservation", "health", "rebalance", "spot", "state-change")),
    }
    assert {made[name].urn for name in before} <= set(made["karpenter-release"].dependencies)


def test_comes_after_what_it_was_told_to_come_after(deploy, arguments):
    made = deploy(lambda: Karpenter("karpenter", arguments(after=(aws.sns.Topic("balancers"),))))
    assert made["balancers"].urn in made["karpenter-crds"].dependencies
    assert made["karpenter-crds"].urn in made["karpenter-release"].dependencies
