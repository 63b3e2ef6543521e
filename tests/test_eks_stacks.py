"""The same stack files on EKS build the same services, as closed, and in an order that can be undone."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest

from stackwright.model import Resource, Stack, redact, reveal
from tests.kubernetes.admission import refused
from tests.kubernetes.references import dangling
from tests.kubernetes.validation import problems
from tests.stacks import STACKS, Order, difference, named, of, on_eks, run, unchanged

SERVICES = ("api", "pricing", "web")
NAMESPACES = {"api": "core-api", "pricing": "core-api", "web": "front-end"}

ROLE, ROLE_POLICY = "aws:iam/role:Role", "aws:iam/rolePolicy:RolePolicy"
INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
RELEASE = "kubernetes:helm.sh/v3:Release"
DEPLOYMENT = "kubernetes:apps/v1:Deployment"
NODE_POOL = "kubernetes:karpenter.sh/v1:NodePool"

# What only a switch of what services run on may touch, of all that stays.
PER_SERVICE = {INGRESS_RULE, EGRESS_RULE, ROLE_POLICY}
TOLD = {"aws:cloudwatch/dashboard:Dashboard", "aws:cloudwatch/metricAlarm:MetricAlarm"}


def inside(resource: Resource) -> bool:
    """Tell whether it is an object in the cluster."""
    return resource.type.startswith("kubernetes:")


def granted(stack: Stack, role: str) -> list[Any]:
    """Return all statements of the policies that are attached to the role of a logical name, in order."""
    role_name = named(stack, role, ROLE).outputs["name"]
    policies = [one.inputs["policy"] for one in of(stack, ROLE_POLICY) if one.inputs["role"] == role_name]
    documents = [json.loads(reveal(policy)) for policy in policies]
    return sorted((statement for one in documents for statement in one["Statement"]), key=json.dumps)


@pytest.mark.parametrize("stack", STACKS)
def test_builds_the_same_platform_around_the_services(stack: str) -> None:
    def kinds(of_stack: Stack) -> set[str]:
        return {one.type.rsplit(":", 1)[-1] for one in of_stack.resources if one.type.startswith("stackwright:")}

    fargate, eks = kinds(unchanged(stack)), kinds(on_eks(stack))

    assert fargate - eks == {"EcsCluster", "FargateService"}
    assert eks - fargate == {
        "EksCluster",
        "EksPlatform",
        "ExternalSecrets",
        "Karpenter",
        "Keda",
        "KubernetesService",
        "LoadBalancerController",
        "Namespace",
    }
    assert {one.name for one in on_eks(stack).resources if one.type.endswith(":KubernetesService")} == set(SERVICES)


@pytest.mark.parametrize("stack", STACKS)
def test_registers_the_same_twice(stack: str) -> None:
    again = run(stack, lambda values: values.update({"stackwright:compute": "eks"}))

    assert redact([r.inputs for r in again.resources]) == redact([r.inputs for r in on_eks(stack).resources])
    assert [r.urn for r in again.resources] == [r.urn for r in on_eks(stack).resources]


@pytest.mark.parametrize("stack", STACKS)
def test_touches_nothing_that_stays_but_what_names_a_service(stack: str) -> None:
    """Neither network, database, balancer, listeners, rules, target groups, registry nor secrets, there and back."""
    fargate, eks = unchanged(stack), on_eks(stack)
    ways = ((fargate, eks, ("EcsCluster", "FargateService")), (eks, fargate, ("Eks", "Kubernetes")))
    for before, after, left in ways:
        gone, changed = difference(before, after)
        went = {urn.split("::")[2].split("$")[0] for urn in gone}

        assert {kind for kind, _ in changed} <= PER_SERVICE | TOLD
        assert {kind for kind, _ in changed if kind == INGRESS_RULE} | {ROLE_POLICY} <= {kind for kind, _ in changed}
        own = {kind for kind in went if any(part in kind for part in left)}
        assert went - own <= {
            "stackwright:cost:Schedule",
            "stackwright:observability:Alarms",
            "stackwright:schedule:Schedule",
            "stackwright:security:EncryptionKey",
        }


def leave(values: dict[str, Any]) -> None:
    """What `docs/eks.md` says to deploy before the deployment that leaves EKS."""
    values["stackwright:compute"] = "eks"
    values["stackwright:eks"]["removal"] = "destroy"


def test_deletes_nothing_that_is_protected_on_the_way_to_eks_nor_after_one_setting_on_the_way_back() -> None:
    def protected(before: Stack, after: Stack) -> set[str]:
        stays = {one.urn for one in after.managed()}
        return {one.name for one in before.managed() if one.options.protect and one.urn not in stays}

    fargate, eks = unchanged("prod"), on_eks("prod")
    assert protected(fargate, eks) == set()
    assert protected(eks, fargate) == {"core-api", "front-end", "internal-tools", "kubernetes", "services"}
    let_go = run("prod", leave)
    assert protected(let_go, fargate) == set()
    gone, changed = difference(eks, let_go)
    assert gone == set()
    assert {kind for kind, _ in changed} <= {
        "aws:eks/cluster:Cluster",
        "aws:iam/role:Role",
        "aws:kms/key:Key",
        # Snapshots of volumes go with it too.
        "kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass",
    }
    assert of(let_go, "aws:eks/cluster:Cluster")[0].inputs["deletionProtection"] is False


@pytest.mark.parametrize("stack", STACKS)
def test_urns_of_the_way_in_never_name_the_compute(stack: str) -> None:
    way_in = ("LoadBalancer", "Listener", "ListenerRule", "TargetGroup", "Certificate", "Record")
    before, after = ({r.urn for kind in way_in for r in of(one, kind)} for one in (unchanged(stack), on_eks(stack)))

    assert len(before) >= 8
    assert before == after


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("stack", STACKS)
def test_a_service_may_do_in_aws_what_it_may_do_on_fargate(stack: str, service: str) -> None:
    allowed = granted(on_eks(stack), f"{service}-task-role")
    on_fargate = [one for one in granted(unchanged(stack), f"{service}-task-role") if not shell(one)]

    assert allowed == on_fargate
    association = named(on_eks(stack), f"{service}-task-identity").inputs
    assert (association["namespace"], association["serviceAccount"]) == (NAMESPACES[service], service)


def shell(statement: dict[str, Any]) -> bool:
    """Tell whether a statement is what a shell by way of ECS needs; in a cluster RBAC says who has one."""
    return any(action.startswith(("ssmmessages:", "logs:")) for action in statement["Action"]) or (
        statement["Action"] == ["kms:Decrypt"] and "Condition" not in statement
    )


@pytest.mark.parametrize("service", ["api", "pricing"])
@pytest.mark.parametrize("stack", STACKS)
def test_a_service_is_given_the_secrets_that_it_is_given_on_fargate(stack: str, service: str) -> None:
    reads = granted(on_eks(stack), f"{service}-secrets-role")
    execution = granted(unchanged(stack), f"{service}-execution-role")

    assert reads == [one for one in execution if one["Action"][0].startswith(("secretsmanager:", "kms:"))]
    assert len(reads) == 2


@pytest.mark.parametrize("stack", STACKS)
def test_the_database_admits_the_services_that_name_it_and_nothing_else(stack: str) -> None:
    def admitted(of_stack: Stack) -> set[tuple[str, str]]:
        groups = {r.id: r.name for r in of(of_stack, "aws:ec2/securityGroup:SecurityGroup")}
        database = named(of_stack, "database-security-group").id
        return {
            (groups[r.inputs["referencedSecurityGroupId"]], r.inputs["fromPort"])
            for r in of(of_stack, INGRESS_RULE)
            if r.inputs["securityGroupId"] == database
        }

    assert admitted(on_eks(stack)) == admitted(unchanged(stack))
    assert {name for name, _ in admitted(on_eks(stack))} == {"api-security-group", "pricing-security-group"}


@pytest.mark.parametrize("stack", STACKS)
def test_pods_carry_the_group_of_their_service_and_no_other_service_s(stack: str) -> None:
    eks = on_eks(stack)
    groups = {r.id: r.name for r in of(eks, "aws:ec2/securityGroup:SecurityGroup")}
    policies = of(eks, "SecurityGroupPolicy")

    carried = {
        (r.inputs["metadata"]["namespace"], r.inputs["spec"]["podSelector"]["matchLabels"]["app.kubernetes.io/name"]): {
            groups[group] for group in r.inputs["spec"]["securityGroups"]["groupIds"]
        }
        for r in policies
    }
    assert carried == {(NAMESPACES[name], name): {"services-pods", f"{name}-security-group"} for name in SERVICES}


@pytest.mark.parametrize("stack", STACKS)
def test_every_object_is_valid_for_the_version_of_the_cluster(stack: str) -> None:
    version = of(on_eks(stack), "aws:eks/cluster:Cluster")[0].inputs["version"]

    assert len([r for r in on_eks(stack).managed() if inside(r)]) > 80
    assert problems(on_eks(stack), version=version) == []


@pytest.mark.parametrize("stack", STACKS)
def test_every_name_leads_somewhere_and_every_pod_is_let_in(stack: str) -> None:
    # What is in these namespaces is made by charts.
    assert dangling(on_eks(stack), elsewhere=["external-secrets", "keda"]) == []
    assert refused(on_eks(stack)) == []


@pytest.mark.parametrize("stack", STACKS)
def test_stands_in_an_order_that_can_be_undone(stack: str) -> None:
    eks = on_eks(stack)
    order = Order(eks)
    (provider,) = [one for one in eks.resources if one.type == "pulumi:providers:kubernetes"]
    (cluster,) = of(eks, "aws:eks/cluster:Cluster")
    nodes = named(eks, "services-system-nodes", "aws:eks/nodeGroup:NodeGroup")
    early, late = (
        [named(eks, f"services-{addon}", "aws:eks/addon:Addon") for addon in addons]
        for addons in (
            ("vpc-cni", "kube-proxy", "eks-pod-identity-agent"),
            ("coredns", "aws-ebs-csi-driver", "metrics-server", "amazon-cloudwatch-observability"),
        )
    )
    controller = named(eks, "karpenter-release")
    traffic = named(eks, "load-balancer-controller-release")
    pools = of(eks, NODE_POOL)
    services = of(eks, DEPLOYMENT)

    chain = [
        [
            *of(eks, "aws:ec2/vpc:Vpc"),
            *of(eks, "aws:ec2/route:Route"),
            named(eks, "services-control-plane-logs"),
            *(one for one in of(eks, "RolePolicyAttachment") if "control-plane" in one.name),
        ],
        [cluster],
        [*early, *of(eks, "AccessPolicyAssociation")],
        [provider],
        [traffic],
        [controller],
        pools,
        services,
    ]
    for first, then in pairwise(chain):
        assert first
        assert [(one.name, two.name) for one in first for two in then if not order.has(one, two)] == []
    assert all(order.has(addon, nodes) for addon in early)
    assert all(order.has(nodes, addon) and order.has(addon, provider) for addon in late)
    assert [one.name for one in eks.managed() if inside(one) and not order.has(provider, one)] == []


@pytest.mark.parametrize("stack", STACKS)
def test_nothing_in_the_cluster_starts_without_its_identity(stack: str) -> None:
    eks = on_eks(stack)
    order = Order(eks)
    for service in SERVICES:
        assert order.has(named(eks, f"{service}-task-identity"), named(eks, service, DEPLOYMENT))
    for identity, release in (
        ("load-balancer-controller-controller-identity", "load-balancer-controller-release"),
        ("karpenter-controller-identity", "karpenter-release"),
        ("keda-operator-identity", "keda-release"),
    ):
        assert order.has(named(eks, identity), named(eks, release))


@pytest.mark.parametrize("stack", STACKS)
def test_everything_of_aws_that_can_be_tagged_carries_the_house_tags(stack: str) -> None:
    house = {"Name", "Organization", "Environment", "Owner", "CostCenter", "ManagedBy", "Repository"}
    untagged = [
        r.urn
        for r in on_eks(stack).managed()
        if r.type.startswith("aws:")
        and ("tagsAll" in r.outputs or "tags" in r.inputs)
        and not house <= tag_names(r.inputs.get("tags", {}))
    ]
    assert untagged == []


def tag_names(tags: Any) -> set[str]:
    """Return the names in a map of tags, or in the list that Auto Scaling groups take."""
    return set(tags) if isinstance(tags, dict) else {tag["key"] for tag in tags}


@pytest.mark.parametrize("stack", ["prod", "staging"])
def test_the_alarms_of_a_service_are_those_that_it_has_on_fargate(stack: str) -> None:
    def alarms(of_stack: Stack) -> set[tuple[str, str]]:
        every = of(of_stack, "aws:cloudwatch/metricAlarm:MetricAlarm")
        keys = ((name, one.name) for one in every for name in SERVICES if one.name.startswith(f"alarms-{name}-"))
        return {(name, key.removeprefix(f"alarms-{name}-")) for name, key in keys}

    # ECS goes back by itself, by an alarm of its own; a cluster leaves the old pods, and somebody is told.
    told = {(name, "rollout-stuck") for name in SERVICES}
    assert alarms(on_eks(stack)) - told == alarms(unchanged(stack))
    assert alarms(on_eks(stack)) >= told


def test_without_container_insights_nothing_is_measured_of_pods_and_no_alarm_pretends_to() -> None:
    measured = [one for one in of(on_eks("dev"), "MetricAlarm") if one.inputs.get("namespace") == "ContainerInsights"]
    (agent,) = [one for one in of(on_eks("dev"), "aws:eks/addon:Addon") if "observability" in one.name]

    assert measured == []
    assert json.loads(agent.inputs["configurationValues"])["containerLogs"] == {"enabled": True}


def test_only_prod_protects_the_cluster() -> None:
    protected = {r.type.split(":")[-1] for r in on_eks("prod").managed() if r.options.protect}

    assert {"Cluster", "Key", "Vpc", "Instance"} <= protected
    assert of(on_eks("prod"), "aws:eks/cluster:Cluster")[0].inputs["deletionProtection"] is True
    assert not [r.urn for r in on_eks("dev").managed() if r.options.protect]


def test_dev_has_no_pod_of_a_service_outside_working_hours() -> None:
    for service in SERVICES:
        scaled = named(on_eks("dev"), f"{service}-autoscaler").inputs
        spec = scaled["spec"]
        assert (scaled["kind"], spec["minReplicaCount"], spec["maxReplicaCount"]) == ("ScaledObject", 0, 2)
        windows = [one["metadata"] for one in spec["triggers"] if one["type"] == "cron"]
        hours = {"timezone": "Europe/Dublin", "start": "0 7 * * MON-FRI", "end": "0 20 * * MON-FRI"}
        assert [one for one in windows if hours.items() <= one.items()] != []
