"""Each way in which clusters of others could not be built or taken down again is closed in ours."""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from typing import Any

import pytest

from stackwright.model import Resource
from tests.stacks import Order, named, of, on_eks, run

RELEASE = "kubernetes:helm.sh/v3:Release"
DEPLOYMENT = "kubernetes:apps/v1:Deployment"
NODE_POOL = "kubernetes:karpenter.sh/v1:NodePool"

EKS = on_eks("prod")
ORDER = Order(EKS)


def values(release: str) -> dict[str, Any]:
    """Return what a release's chart is told."""
    found: dict[str, Any] = named(EKS, release, RELEASE).inputs["values"]
    return found


def objects() -> list[Resource]:
    return [one for one in EKS.managed() if one.type.startswith("kubernetes:")]


def test_nodes_go_while_karpenter_is_there_to_take_them_away() -> None:
    """Else they survive, and subnets and security groups with them: aws/karpenter-provider-aws 1134, 4223."""
    karpenter = named(EKS, "karpenter-release", RELEASE)
    pools, services = of(EKS, NODE_POOL), of(EKS, DEPLOYMENT)

    assert len(pools) == 2
    assert len(services) == 3
    assert karpenter.inputs["atomic"] is True
    assert all(ORDER.has(karpenter, pool) for pool in pools)
    assert all(ORDER.has(pool, service) for pool in pools for service in services)


def test_no_pod_keeps_a_node_from_going_for_ever() -> None:
    """A budget that allows no disruption would: kubernetes-sigs/karpenter 2169, 2802."""
    graces = [pool.inputs["spec"]["template"]["spec"]["terminationGracePeriod"] for pool in of(EKS, NODE_POOL)]
    budgets = [one.inputs["spec"] for one in of(EKS, "PodDisruptionBudget")]

    assert graces == ["30m", "30m"]
    assert budgets
    assert all("minAvailable" not in one and one["maxUnavailable"] not in (0, "0%") for one in budgets)
    assert not any(
        "karpenter.sh/do-not-disrupt" in json.dumps(one.inputs.get("spec", {})) for one in of(EKS, DEPLOYMENT)
    )


def test_no_object_makes_a_load_balancer_that_nobody_takes_away() -> None:
    """Its addresses and groups keep the network: kubernetes-sigs/aws-load-balancer-controller 1629, 1878."""
    kinds = {one.type.rsplit(":", 1)[-1] for one in objects()}
    services = [one.inputs["spec"].get("type", "ClusterIP") for one in of(EKS, "kubernetes:core/v1:Service")]
    controller = named(EKS, "load-balancer-controller-release", RELEASE)

    assert not kinds & {"Ingress", "Gateway"}
    assert set(services) == {"ClusterIP"}
    bindings = of(EKS, "TargetGroupBinding")
    assert len(bindings) == 2
    assert all(ORDER.has(controller, one) for one in bindings)


def test_the_deployer_may_act_until_everything_in_the_cluster_is_gone() -> None:
    """Else it is refused in the middle: terraform-aws-modules/terraform-aws-eks 2923, 3005."""
    (policy,) = of(EKS, "AccessPolicyAssociation")

    assert all(ORDER.has(policy, one) for one in objects())


def test_the_network_driver_is_there_until_the_last_node_is_gone() -> None:
    """What it leaves behind keeps the nodes' security group: aws/amazon-vpc-cni-k8s 608, 1223."""
    driver = named(EKS, "services-vpc-cni", "aws:eks/addon:Addon")
    nodes = [named(EKS, "services-system-nodes", "aws:eks/nodeGroup:NodeGroup"), *of(EKS, NODE_POOL)]

    assert all(ORDER.has(driver, one) for one in nodes)


def test_the_driver_of_volumes_is_there_until_the_last_volume_is_gone() -> None:
    """Else disks are left and paid for: eksctl-io/eksctl 274."""
    driver = named(EKS, "services-aws-ebs-csi-driver", "aws:eks/addon:Addon")
    classes = of(EKS, "StorageClass")

    assert len(classes) == 2
    assert all(one.inputs["reclaimPolicy"] == "Delete" for one in classes)
    assert all(ORDER.has(driver, one) for one in [*classes, *of(EKS, DEPLOYMENT)])


def test_a_log_group_that_comes_back_after_the_cluster_is_in_nobodys_way() -> None:
    """The control plane writes until its end: terraform-aws-modules/terraform-aws-eks 920, 2486."""
    (cluster,) = of(EKS, "aws:eks/cluster:Cluster")
    suffix = named(EKS, "services-suffix", "random:index/randomId:RandomId")
    logs = named(EKS, "services-control-plane-logs")

    assert re.fullmatch(r"acme-prod-services-[0-9a-f]{6}", cluster.inputs["name"])
    assert suffix.urn in cluster.property_dependencies["name"]
    assert logs.inputs["name"] == f"/aws/eks/{cluster.inputs['name']}/cluster"
    assert ORDER.has(logs, cluster)


def test_the_provider_knows_of_endpoints_that_guardduty_makes() -> None:
    """They kept the VPC from going: hashicorp/terraform-provider-aws 46747, in 2026-04."""
    assert tuple(map(int, version("pulumi-aws").split(".")[:2])) >= (7, 51)


def test_names_are_resolved_by_pods_that_have_a_node_to_run_on() -> None:
    """CoreDNS before nodes, or kept off them by a taint, is degraded: pulumi/pulumi-eks 1819."""
    dns = named(EKS, "services-coredns", "aws:eks/addon:Addon")
    nodes = named(EKS, "services-system-nodes", "aws:eks/nodeGroup:NodeGroup")
    (taint,) = nodes.inputs["taints"]
    told = json.loads(dns.inputs["configurationValues"])

    assert ORDER.has(nodes, dns)
    assert told["nodeSelector"].items() <= nodes.inputs["labels"].items()
    assert {"key": taint["key"], "operator": "Equal", "value": taint["value"], "effect": "NoSchedule"} in (
        told["tolerations"]
    )


def test_a_webhook_that_is_not_up_yet_is_in_no_other_chart_s_way() -> None:
    """Every Service was refused meanwhile: kubernetes-sigs/aws-load-balancer-controller 2013, 4140."""
    controller = named(EKS, "load-balancer-controller-release", RELEASE)
    others = [one for one in of(EKS, RELEASE) if one is not controller]

    assert values(controller.name)["enableServiceMutatorWebhook"] is False
    assert len(others) == 5
    assert all(ORDER.has(controller, one) for one in others)


def test_a_namespace_goes_while_the_controllers_of_its_objects_are_there() -> None:
    """Else finalizers keep it for ever: kubernetes/kubernetes 60807, pulumi/pulumi-kubernetes 3573."""
    controllers = [one for one in of(EKS, RELEASE) if not one.name.startswith("karpenter")]
    ours = [one for one in of(EKS, "kubernetes:core/v1:Namespace") if "$stackwright:kubernetes:Namespace" in one.urn]

    assert {one.name for one in ours} == {"core-api", "front-end", "internal-tools"}
    assert all(ORDER.has(controller, namespace) for controller in controllers for namespace in ours)
    for namespace in ours:
        within = [one for one in objects() if one.inputs.get("metadata", {}).get("namespace") == namespace.name]
        assert all(ORDER.has(namespace, one) for one in within)


def test_definitions_of_karpenter_are_upgraded_with_it() -> None:
    """A chart's own are installed once and never again: aws/karpenter-provider-aws 6778, 7420."""
    definitions, karpenter = named(EKS, "karpenter-crds", RELEASE), named(EKS, "karpenter-release", RELEASE)

    assert karpenter.inputs["skipCrds"] is True
    assert definitions.inputs["version"] == karpenter.inputs["version"]
    assert ORDER.has(definitions, karpenter)


def test_every_pod_has_its_identity_from_the_start() -> None:
    """One that starts before never gets it: terraform-aws-modules/terraform-aws-eks-pod-identity 8."""
    agent = named(EKS, "services-eks-pod-identity-agent", "aws:eks/addon:Addon")
    associations = of(EKS, "PodIdentityAssociation")

    assert len(associations) == 6
    assert all(ORDER.has(agent, one) for one in associations)
    by_account = {(one.inputs["namespace"], one.inputs["serviceAccount"]): one for one in associations}
    for service in of(EKS, DEPLOYMENT):
        account = service.inputs["spec"]["template"]["spec"]["serviceAccountName"]
        assert ORDER.has(by_account[service.inputs["metadata"]["namespace"], account], service)
    for controller, who in (
        ("karpenter", ("kube-system", "karpenter")),
        ("load-balancer-controller", ("kube-system", "aws-load-balancer-controller")),
        ("keda", ("keda", "keda-operator")),
    ):
        assert ORDER.has(by_account[who], named(EKS, f"{controller}-release", RELEASE))


def test_a_target_group_can_be_replaced_beside_itself() -> None:
    """A fixed name cannot: pulumi/pulumi-aws 4220."""
    groups = of(EKS, "aws:lb/targetGroup:TargetGroup")

    assert len(groups) == 2
    assert not any("name" in one.inputs for one in groups)


def test_no_database_is_replaced_or_lost_by_mistake() -> None:
    """One was made anew when its snapshot's id was dropped: pulumi/pulumi-aws 2426."""
    database = named(EKS, "database", "aws:rds/instance:Instance")

    assert database.options.protect is True
    assert database.inputs["deletionProtection"] is True
    assert database.inputs["skipFinalSnapshot"] is False
    assert "snapshotIdentifier" in database.options.ignore_changes


@pytest.mark.parametrize("mode", ["managed", "in-cluster"])
def test_what_is_chosen_besides_keeps_the_same_order(mode: str) -> None:
    def choose(settings: dict[str, Any]) -> None:
        settings["stackwright:compute"] = "eks"
        settings["stackwright:eks"].update(
            {
                "prometheus": mode,
                "grafana": True,
                "openTelemetry": True,
                "externalDns": True,
                "gpuLimit": 4,
                "systemNodes": {"min": 3},
            }
        )

    stack = run("prod", choose)
    order = Order(stack)
    controller, (policy,) = (
        named(stack, "load-balancer-controller-release", RELEASE),
        of(stack, "AccessPolicyAssociation"),
    )
    inside = [one for one in stack.managed() if one.type.startswith("kubernetes:")]

    assert {pool.inputs["metadata"]["name"] for pool in of(stack, NODE_POOL)} == {"gpu", "on-demand", "spot"}
    assert all(order.has(policy, one) for one in inside)
    assert all(order.has(controller, one) for one in of(stack, RELEASE) if one is not controller)
