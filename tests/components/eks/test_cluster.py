"""A cluster is whole when its objects come, and still whole when the last of them goes."""

from __future__ import annotations

import json

import pytest

from components.eks.args import SystemNodes
from components.eks.cluster import EksCluster
from tests.components.eks.conftest import DEPLOYER
from tests.kubernetes.validation import problems

CLUSTER = ("main", "aws:eks/cluster:Cluster")
COMPONENT = ("main", "stackwright:eks:EksCluster")
ADDONS = {
    "amazon-cloudwatch-observability": "CloudWatchAgentServerPolicy",
    "aws-ebs-csi-driver": "AmazonEBSCSIDriverPolicyV2",
    "coredns": "",
    "eks-node-monitoring-agent": "",
    "eks-pod-identity-agent": "",
    "kube-proxy": "",
    "metrics-server": "",
    "snapshot-controller": "",
    "vpc-cni": "AmazonEKS_CNI_Policy",
}


def with_role(key, *policies):
    return {
        f"main-{key}-role": "aws:iam/role:Role",
        **{f"main-{key}-{policy}": "aws:iam/rolePolicyAttachment:RolePolicyAttachment" for policy in policies},
    }


def test_it_is_made_of_these_children(deploy_cluster):
    addons = {f"main-{addon}": "aws:eks/addon:Addon" for addon in ADDONS}
    for addon, policy in ADDONS.items():
        addons |= with_role(addon, policy) if policy else {}
    kinds = ("application", "dataplane", "host", "performance", "control-plane")
    directions = {"in": "Ingress", "out": "Egress"}
    assert deploy_cluster(teams={"shop": DEPLOYER}).named(under="stackwright:eks:EksCluster") == {
        "main": "aws:eks/cluster:Cluster",
        "main-suffix": "random:index/randomId:RandomId",
        "main-administrator-deployer": "aws:eks/accessEntry:AccessEntry",
        "main-administrator-deployer-policy": "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
        "main-team-shop": "aws:eks/accessEntry:AccessEntry",
        "main-aws-ebs-csi-driver-policy": "aws:iam/rolePolicy:RolePolicy",
        "main-system-nodes": "aws:eks/nodeGroup:NodeGroup",
        "main-system-nodes-template": "aws:ec2/launchTemplate:LaunchTemplate",
        "main-identity-provider": "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
        "main-pods": "aws:ec2/securityGroup:SecurityGroup",
        "main-api-in-10-0-0-0-16": "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        "main-probes-in": "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        "main-provider": "pulumi:providers:kubernetes",
        "main-storage-gp3": "kubernetes:storage.k8s.io/v1:StorageClass",
        "main-storage-gp3-snapshots": "kubernetes:storage.k8s.io/v1:StorageClass",
        "main-snapshot-class": "kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass",
        "main-snapshots": "aws:dlm/lifecyclePolicy:LifecyclePolicy",
        "main-snapshots-role": "aws:iam/role:Role",
        "main-snapshots-policy": "aws:iam/rolePolicy:RolePolicy",
        **addons,
        **with_role("control-plane", "AmazonEKSClusterPolicy", "AmazonEKSVPCResourceController"),
        **with_role(
            "system-nodes",
            "AmazonEKSWorkerNodePolicy",
            "AmazonEC2ContainerRegistryPullOnly",
            "AmazonSSMManagedInstanceCore",
        ),
        **{f"main-{kind}-logs": "aws:cloudwatch/logGroup:LogGroup" for kind in kinds},
        **{
            f"main-dns-{protocol}-{way}": f"aws:vpc/securityGroup{kind}Rule:SecurityGroup{kind}Rule"
            for protocol in ("tcp", "udp")
            for way, kind in directions.items()
        },
    }


def test_every_child_belongs_to_it(deploy_cluster):
    made = deploy_cluster()
    assert {made[name].parent for name in made.named("stackwright:eks:EksCluster")} == {made[COMPONENT].urn}


def test_every_child_that_has_tags_is_tagged_by_name(deploy_cluster, scope):
    made = deploy_cluster(teams={"shop": DEPLOYER})
    tagged = [resource for resource in made.stack.resources if "tags" in resource.inputs]
    assert len(tagged) == 34
    for resource in tagged:
        name = resource.inputs["tags"]["Name"]
        assert resource.inputs["tags"] == scope.tags(name), resource.name
        assert name.removeprefix("/aws/eks/").removeprefix("/aws/containerinsights/").startswith("acme-test-main")


def test_the_facts_that_matter_are_its_inputs(deploy_cluster):
    made = deploy_cluster(teams={"shop": DEPLOYER}, public_access_cidrs=("198.51.100.0/24",))
    assert made[COMPONENT].inputs == {
        "kubernetesVersion": "1.35",
        "publicAccessCidrs": ["198.51.100.0/24"],
        "privateAccessCidrs": [],
        "administrators": ["deployer"],
        "teams": ["shop"],
        "systemNodes": {"instanceTypes": ["m7g.large"], "min": 2, "max": 4},
        "containerInsights": True,
        "logDays": 365,
        "removal": "retain",
    }


def test_its_objects_are_replaced_with_the_cluster_and_with_nothing_else(deploy_cluster):
    made = deploy_cluster()
    inputs = dict(made["main-provider"].inputs)
    config = json.loads(inputs.pop("kubeconfig"))
    assert inputs == {
        "clusterIdentifier": made[CLUSTER].outputs["arn"],
        "enableServerSideApply": "true",
    }
    cluster = config["clusters"][0]
    assert cluster["name"] == made[CLUSTER].inputs["name"]
    assert cluster["cluster"] == {
        "server": made[CLUSTER].outputs["endpoint"],
        "certificate-authority-data": made[CLUSTER].outputs["certificateAuthority"]["data"],
    }
    assert config["users"][0]["user"]["exec"]["args"][4:6] == ["--region", "eu-west-1"]


def test_its_objects_are_such_as_kubernetes_takes(deploy_cluster):
    assert problems(deploy_cluster().stack) == []


def test_whoever_deploys_may_act_until_the_last_object_is_gone(deploy_cluster, before):
    made = deploy_cluster(administrators={"deployer": DEPLOYER, "people": f"{DEPLOYER}s"})
    associations = {"main-administrator-deployer-policy", "main-administrator-people-policy"}
    assert associations <= before(made, "main-provider")


@pytest.mark.parametrize("addon", ADDONS)
def test_its_add_ons_answer_until_the_last_object_is_gone(deploy_cluster, before, addon):
    assert f"main-{addon}" in before(deploy_cluster(), "main-provider")


def test_its_nodes_run_until_the_last_object_is_gone(deploy_cluster, before):
    assert {"main-system-nodes", "main"} <= before(deploy_cluster(), "main-provider")


def test_pods_with_an_identity_wait_for_the_agent_that_hands_it_out(deploy_cluster):
    made = deploy_cluster()
    assert [made.value(resource.urn) for resource in made.result.ready] == [made["main-eks-pod-identity-agent"].urn]


def test_its_outputs_are_those_of_its_children(deploy_cluster):
    made = deploy_cluster()
    cluster, role = made[CLUSTER], made["main-system-nodes-role"]
    group = cluster.outputs["vpcConfig"]["clusterSecurityGroupId"]
    result = made.result
    outputs = {
        key: made.value(getattr(result, key))
        for key, hint in type(result).__annotations__.items()
        if hint == "pulumi.Output[str]"
    }
    assert outputs == {
        "cluster_name": cluster.inputs["name"],
        "cluster_arn": cluster.outputs["arn"],
        "cluster_endpoint": cluster.outputs["endpoint"],
        "security_group_id": group,
        "node_security_group_id": group,
        "pod_security_group_id": made["main-pods"].id,
        "node_role_arn": role.outputs["arn"],
        "node_role_name": role.outputs["name"],
        "oidc_provider_arn": made["main-identity-provider"].outputs["arn"],
        "oidc_issuer": made["main-identity-provider"].inputs["url"].removeprefix("https://"),
        "log_group_name": f"/aws/eks/{cluster.inputs['name']}/cluster",
        "pod_log_group_name": f"/aws/containerinsights/{cluster.inputs['name']}/application",
    }
    assert (result.storage_class_name, result.kubernetes_version) == ("gp3", "1.35")
    assert (result.container_insights, result.removal, result.provider._name) == (True, "retain", "main-provider")


def test_it_brings_its_alarms_and_the_limit_of_its_own_nodes(deploy_cluster):
    made = deploy_cluster(system_nodes=SystemNodes(min=3, desired=3))
    alarms = {alarm.key: alarm for alarm in made.result.alarms}
    assert alarms["nodes-missing"].threshold == 3
    assert {
        made.value(metric.dimensions["ClusterName"]) for alarm in alarms.values() for metric in alarm.metrics.values()
    } == {made[CLUSTER].inputs["name"]}


def test_without_measurements_it_has_logs_all_the_same(deploy_cluster):
    made = deploy_cluster(container_insights=False)
    assert "nodes-missing" not in {alarm.key for alarm in made.result.alarms}
    assert {"main-amazon-cloudwatch-observability", "main-application-logs"} <= made.named().keys()


def test_a_transform_reaches_a_child(deploy_cluster):
    made = deploy_cluster(transform={"system-nodes": lambda args: {**args, "capacity_type": "SPOT"}})
    assert made["main-system-nodes"].inputs["capacityType"] == "SPOT"


def test_a_transform_of_no_child_is_refused(deploy, cluster_args):
    with pytest.raises(ValueError, match="main: transform names no child of this component: node"):
        deploy(lambda: EksCluster("main", cluster_args(transform={"node": dict})))
