"""On the real engine, a stack on EKS..."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from stackwright.rehearsal.names import given
from stackwright.rehearsal.protocol import type_of

from .conftest import Rehearsal
from .steps import Log, Step, disordered
from .test_engine import assert_as_previewed
from .test_policy import VIOLATION, Guarded, failing, waiting

Resources = list[dict[str, Any]]

INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy"
COMPUTE = ("stackwright:compute:", "stackwright:eks:", "stackwright:kubernetes:")

# What a move to the other compute touches outside the computes: what names a service, what watches, and the key of the
# cluster's own Secrets.
PER_SERVICE = {INGRESS_RULE, EGRESS_RULE, ROLE_POLICY}
WATCHES = {
    "aws:cloudwatch/dashboard:Dashboard",
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    "stackwright:observability:Alarms",
    "stackwright:observability:Dashboard",
}
KEY_OF_SECRETS = {"kubernetes", "kubernetes-alias"}

# Of charts, only the tool says that nobody has looked into them.
UNSEEN = "remote-component-opaque"

# What it must not touch.
KEPT = (
    "aws:ec2/vpc:Vpc",
    "aws:ec2/subnet:Subnet",
    "aws:ec2/route:Route",
    "aws:ec2/natGateway:NatGateway",
    "aws:rds/instance:Instance",
    "aws:lb/loadBalancer:LoadBalancer",
    "aws:lb/listener:Listener",
    "aws:lb/listenerRule:ListenerRule",
    "aws:lb/targetGroup:TargetGroup",
    "aws:ecr/repository:Repository",
    "aws:secretsmanager/secret:Secret",
)


def links(log: Log, op: str) -> Iterator[tuple[list[Step], list[Step]]]:
    """Yield what is made before what, and goes after it, by the steps *op*."""
    network, cluster = log.of(op, "Vpc", "Subnet", "Route"), log.of(op, "aws:eks/cluster:Cluster")
    access, nodes = log.of(op, "AccessPolicyAssociation"), log.of(op, "NodeGroup")
    early = log.of(op, "Addon", names="services-vpc-cni services-kube-proxy services-eks-pod-identity-agent")
    late = [addon for addon in log.of(op, "Addon") if addon not in early]
    provider = log.of(op, "pulumi:providers:kubernetes")
    traffic = log.of(op, "Release", names="load-balancer-controller-release")
    others = [release for release in log.of(op, "Release") if release not in traffic]
    pools = log.of(op, "NodePool")
    if network:  # a stack that moves keeps it
        yield network, cluster
    yield cluster, [*access, *early]
    yield early, nodes
    yield nodes, late
    yield [*access, *early, *nodes, *late], provider
    yield provider, log.of(op, "kubernetes:")
    yield traffic, others
    yield log.of(op, "Release", names="karpenter-release"), pools
    yield pools, log.of(op, "kubernetes:apps/v1:Deployment")


def made_out_of_order(log: Log) -> list[tuple[str, str]]:
    """Return who was made before what it stands on."""
    return list(chain.from_iterable(disordered(first, then) for first, then in links(log, "create")))


def taken_out_of_order(log: Log) -> list[tuple[str, str]]:
    """Return who was taken away before what stands on it."""
    return list(chain.from_iterable(disordered(then, first) for first, then in links(log, "delete")))


def ids(resources: Resources) -> dict[str, str]:
    """Return URN -> id; components have none."""
    return {resource["urn"]: resource.get("id", "") for resource in resources}


def below(resources: Resources, urns: set[str]) -> set[str]:
    """Return the URNs of all that the resources *urns* stand on; it cannot go before they do."""
    found: set[str] = set()
    # The state lists everything after what it stands on.
    for resource in reversed(resources):
        if resource["urn"] in urns | found:
            found |= {*resource.get("dependencies", ()), resource.get("provider", "").rpartition("::")[0]}
    return found


def names(resources: Resources, urns: set[str]) -> set[tuple[str, Any]]:
    """Return the (type, name in the cloud) of the resources *urns* that have a name."""
    found = {(one["type"], given(one["type"], one.get("inputs", {}))) for one in resources if one["urn"] in urns}
    return {(type_, name) for type_, name in found if isinstance(name, str)}


def assert_moved(log: Log, before: Resources, after: Resources) -> None:
    """The log touches the computes, and outside them only what names a service or watches it."""
    outside = [step for step in log.touched() if not any(kind in step.urn for kind in COMPUTE)]
    assert {step.type for step in outside if step.name not in KEY_OF_SECRETS} <= PER_SERVICE | WATCHES
    for kind in KEPT:
        here = {one["urn"] for one in before if one["type"] == kind}
        assert here, kind
        assert (
            here == {step.urn for step in log.of("same", kind)} == {step.urn for step in log.steps if step.type == kind}
        )

    old, new = ids(before), ids(after)
    renewed = {step.urn for step in log.touched() if step.type in PER_SERVICE}
    assert {urn for urn in old.keys() & new.keys() if old[urn] != new[urn]} <= renewed
    # For a while there are both, so no two may ask for the same name.
    assert names(before, old.keys() - new.keys()) & names(after, new.keys() - old.keys()) == set()


def test_dev_stands_in_order_changes_one_service_alone_and_goes_in_order_through_a_failure(
    rehearsal: Rehearsal,
) -> None:
    rehearsal.choose("dev", "eks")
    before = rehearsal.files()
    assert made_out_of_order(rehearsal.log("up", "dev")) == []
    assert set(rehearsal.log("up", "dev").changes) == {"same"}
    assert_as_previewed(rehearsal, "dev")
    assert rehearsal.files() == before

    rehearsal.edit("Pulumi.dev.yaml", r"(repository: web, tag): \S+ }", r"\1: 2026.11.2 }")
    changed = rehearsal.log("up", "dev").touched()
    assert sorted((step.op, step.type, step.name) for step in changed) == [
        ("update", "kubernetes:apps/v1:Deployment", "web"),
        ("update", "stackwright:kubernetes:KubernetesService", "web"),
    ]

    # A node that will not go holds its pool, and the pool holds all that takes nodes away.
    stuck = rehearsal.log("destroy", "dev", "--fail", "karpenter-pool-spot=delete", fails=True)
    assert [step.name for step in stuck.failed()] == ["karpenter-pool-spot"]
    left = {resource["urn"].rsplit("::", 1)[-1]: resource["type"] for resource in rehearsal.resources("dev")}
    assert "kubernetes:apps/v1:Deployment" not in left.values()
    assert {"karpenter-release", "karpenter-controller-identity", "services-provider"} <= left.keys()
    assert {"services-administrator-deploy-policy", "services-system-nodes", "services-vpc-cni"} <= left.keys()

    gone = stuck + rehearsal.log("destroy", "dev")
    assert taken_out_of_order(gone) == []
    assert rehearsal.resources("dev") == []


def test_prod_is_as_previewed_and_is_not_taken_down_until_it_is_told_to_destroy(rehearsal: Rehearsal) -> None:
    rehearsal.choose("prod", "eks")
    before = rehearsal.files()
    assert made_out_of_order(rehearsal.log("up", "prod")) == []
    assert set(rehearsal.log("up", "prod").changes) == {"same"}
    assert_as_previewed(rehearsal, "prod")
    built = rehearsal.resources("prod")
    protected = {resource["urn"] for resource in built if resource.get("protect")}

    refused = rehearsal.run("pulumi destroy --yes --stack prod", fails=True)
    named = set(re.findall(r'resource "(\S+)" cannot be deleted', refused))
    assert named <= protected <= named | below(built, named)
    kinds = {type_of(urn) for urn in named}
    assert {"kubernetes:core/v1:Namespace", "aws:rds/instance:Instance", "aws:lb/loadBalancer:LoadBalancer"} <= kinds
    assert "aws:eks/cluster:Cluster" in {type_of(urn) for urn in protected}
    assert ids(rehearsal.resources("prod")) == ids(built)

    rehearsal.run("pulumi config set removal destroy --stack prod")
    unprotected = rehearsal.log("up", "prod").touched()
    assert {step.op for step in unprotected if step.name != "database-final-snapshot"} == {"update"}
    assert [resource["urn"] for resource in rehearsal.resources("prod") if resource.get("protect")] == []
    assert taken_out_of_order(rehearsal.log("destroy", "prod")) == []
    assert rehearsal.resources("prod") == []
    assert rehearsal.files() == before


def test_is_moved_to_from_fargate_through_a_failure_and_back_and_nothing_else_moves(rehearsal: Rehearsal) -> None:
    rehearsal.log("up", "prod")
    on_fargate = rehearsal.resources("prod")
    tasks = {resource["urn"] for resource in on_fargate if resource["type"] == "aws:ecs/service:Service"}
    assert len(tasks) == 3

    rehearsal.choose("prod", "eks")
    failed = rehearsal.log("up", "prod", "--fail", "kubernetes:helm.sh/v3:Release=create", fails=True)
    assert [step.name for step in failed.failed()] == ["load-balancer-controller-release"]
    assert {step.op for step in failed.touched()} <= {"create", "create-replacement", "update"}
    assert tasks <= ids(rehearsal.resources("prod")).keys()
    there = failed + rehearsal.log("up", "prod")
    on_eks = rehearsal.resources("prod")
    assert_moved(there, on_fargate, on_eks)
    assert made_out_of_order(there) == []
    pods = there.of("create", "kubernetes:apps/v1:Deployment")
    assert disordered(pods, there.of("delete", "aws:ecs/service:Service")) == []

    rehearsal.edit("Pulumi.prod.yaml", r"(?m)^(  stackwright:eks:.*)$", r"\1\n    removal: destroy")
    let_go = rehearsal.log("up", "prod").touched()
    assert {step.op for step in let_go} == {"update"}
    assert {step.name for step in let_go if not any(kind in step.urn for kind in COMPUTE)} == {"kubernetes"}

    rehearsal.choose("prod", "fargate")
    back = rehearsal.log("up", "prod")
    returned = rehearsal.resources("prod")
    assert_moved(back, on_eks, returned)
    assert taken_out_of_order(back) == []
    assert disordered(back.of("create", "aws:ecs/service:Service"), back.of("delete", "NodePool")) == []
    assert ids(returned).keys() == ids(on_fargate).keys()


def test_prod_breaks_no_rule_of_the_pack_and_where_all_advise_hears_what_the_tool_says(rehearsal: Rehearsal) -> None:
    rehearsal.choose("prod", "eks")
    guarded = Guarded(rehearsal)
    found = {(level, rule) for level, rule, _ in VIOLATION.findall(guarded.pulumi("preview", "prod"))}
    assert found == {("advisory", "policy-all-judged")}
    code, offline = guarded.offline("prod")
    assert (code, {rule for rule, _ in offline}) == (0, {UNSEEN})

    everything = guarded.configure({"all": "advisory"})
    previewed = guarded.pulumi("preview", "prod", *everything)
    code, offline = guarded.offline("prod", *everything)
    assert (code, len(offline) > 15) == (0, True)
    seen = {(rule, name) for rule, name in offline if rule != UNSEEN}
    assert failing(previewed) <= seen <= failing(previewed) | waiting(previewed)
