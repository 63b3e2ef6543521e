"""The objects of a stack..."""

from __future__ import annotations

import pulumi
import pulumi_kubernetes as kubernetes
import pytest

from stackwright.checks.manifests.objects import Identity, objects
from stackwright.model import UNKNOWN, LookUp, Resource, Secret, Stack

URN = "urn:pulumi:dev::shop::"


def resource(of_kind="ConfigMap", name="x", /, *, module="core/v1", outputs=None, **inputs):
    type_ = f"kubernetes:{module}:{of_kind}"
    return Resource(urn=f"{URN}{type_}::{name}", type=type_, name=name, inputs=inputs, outputs=outputs or {})


def of(*resources, **more):
    return objects(Stack(project="shop", name="dev", resources=list(resources), **more))


def body(*resources, **more):
    """Return the one manifest there is."""
    found = of(*resources, **more)
    assert found.left_out == ()
    (manifest,) = found.manifests
    return manifest.body


def left_out(*resources, **more):
    """Return what is left out, where nothing else is."""
    found = of(*resources, **more)
    assert found.manifests == ()
    return [(each.what, each.reason) for each in found.left_out]


def test_are_what_the_program_gives(record):
    def program():
        kubernetes.rbac.v1.Role("r", metadata={"name": "team:x", "namespace": "n"}, rules=[{"verbs": ["get"]}])
        kubernetes.apiextensions.CustomResource(
            "pool",
            api_version="karpenter.sh/v1",
            kind="NodePool",
            metadata={"name": "spot"},
            spec={"limits": {"cpu": 1}},
        )
        pulumi.ComponentResource("a:b:C", "component")

    assert [each.body for each in objects(record(program)).manifests] == [
        {
            "apiVersion": "rbac.authorization.k8s.io/v1",
            "kind": "Role",
            "metadata": {"name": "team:x", "namespace": "n"},
            "rules": [{"verbs": ["get"]}],
        },
        {
            "apiVersion": "karpenter.sh/v1",
            "kind": "NodePool",
            "metadata": {"name": "spot"},
            "spec": {"limits": {"cpu": 1}},
        },
    ]


def test_have_the_name_and_namespace_that_the_provider_gives(record):
    def program():
        provider = kubernetes.Provider("p", kubeconfig="k", namespace="team")
        options = pulumi.ResourceOptions(provider=provider)
        kubernetes.core.v1.ConfigMap("auto", metadata={"labels": {"a": "b"}}, data={}, opts=options)
        kubernetes.core.v1.Namespace("n", metadata={"name": "n"}, opts=options)
        kubernetes.core.v1.ConfigMap("drawn", metadata={"generateName": "drawn-", "namespace": "other"}, opts=options)

    found = objects(record(program)).manifests
    auto, namespace, drawn = (each.body["metadata"] for each in found)
    assert auto == {"labels": {"a": "b"}, "name": auto["name"], "namespace": "team"}
    assert auto["name"].startswith("auto-")
    assert namespace == {"name": "n"}
    assert drawn == {"name": drawn["name"], "namespace": "other"}
    assert drawn["name"].startswith("drawn-")
    assert {each.cluster for each in found} == {"p"}


def test_have_no_name_that_only_a_deployment_could_tell():
    made = {"metadata": {"name": UNKNOWN, "namespace": Secret("n")}}
    assert left_out(resource(outputs=made)) == [("ConfigMap x", "it has no name before it is deployed")]


def test_leave_the_namespace_of_the_current_context_to_that_context():
    made = {"metadata": {"name": "x-1", "namespace": "default"}}
    assert body(resource(outputs=made))["metadata"] == {"name": "x-1"}
    assert body(resource(outputs=made), deployed=True)["metadata"] == {"name": "x-1", "namespace": "default"}


def test_say_what_they_are_where_only_their_type_does():
    made = {"metadata": {"name": "x"}}
    assert body(resource("Deployment", module="apps/v1", outputs=made))["apiVersion"] == "apps/v1"
    found = body(resource("Pod", outputs=made))
    assert (found["apiVersion"], found["kind"]) == ("v1", "Pod")


def test_hold_no_nulls_and_no_empty_annotations():
    given = {"metadata": {"name": "x", "annotations": {}, "labels": {}}, "data": {"a": None, "b": ""}}
    assert body(resource(**given)) == {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": "x", "labels": {}},
        "data": {"b": ""},
    }


def test_are_those_in_a_list():
    items = [
        {"metadata": {"name": "a"}},
        {"kind": "Pod", "apiVersion": "v1", "metadata": {"name": "b", "annotations": {}}},
    ]
    found = of(resource("ConfigMapList", apiVersion="v1", kind="ConfigMapList", items=items))
    assert [str(each.identity) for each in found.manifests] == ["ConfigMap a", "Pod b"]
    assert found.manifests[1].body["metadata"] == {"name": "b"}
    assert left_out(resource("ConfigMapList", items=["x"])) == [
        ("ConfigMapList x", "it has no name before it is deployed")
    ]
    plain = resource("AccessList", module="acme.example/v1", metadata={"name": "a"}, spec={"items": [1]})
    assert body(plain)["kind"] == "AccessList"
    menu = resource("Menu", module="acme.example/v1", metadata={"name": "a"}, items=[{"metadata": {"name": "b"}}])
    assert body(menu)["items"] == [{"metadata": {"name": "b"}}]


@pytest.mark.parametrize(
    ("inputs", "reason"),
    [
        ({"data": {"a": Secret("s")}}, "data.a is secret"),
        ({"data": Secret({"a": "s"})}, "data is secret"),
        ({"spec": [{"e": Secret(UNKNOWN)}], "data": Secret(1)}, "data, spec[0].e are secret"),
        ({key: Secret(1) for key in "abcde"}, "a, b, c and 2 more are secret"),
        (
            {"spec": {"host": UNKNOWN}},
            "spec.host is unknown before a deployment; give outputs of other stacks with --stack-output or"
            " --stack-state",
        ),
        ({"metadata": Secret({"name": "n"})}, "metadata is secret"),
    ],
)
def test_are_left_out_where_they_hold_what_no_file_may(inputs, reason):
    assert left_out(resource(**{"metadata": {"name": "n"}, **inputs}))[0][1] == reason


def test_are_never_secrets_with_values():
    secret = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s", "namespace": "n"}}
    assert left_out(resource("Secret", **secret, data={"a": "eA=="})) == [("Secret n/s", "its values are secret")]
    assert left_out(resource("Secret", **secret, stringData={"a": "x"})) == [("Secret n/s", "its values are secret")]
    more = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}}
    two = [{**secret, "data": {"a": "eA=="}}, {**secret, "stringData": {"a": "x"}}]
    found = of(resource("List", apiVersion="v1", kind="List", items=[*two, more]))
    assert [(each.what, each.reason) for each in found.left_out] == [("List x", "its values are secret")]
    assert [each.body for each in found.manifests] == [more]
    assert body(resource("Secret", **secret, type="kubernetes.io/service-account-token"))["type"]
    other = resource("Secret", module="acme.example/v1", metadata={"name": "s"}, data={"a": "b"})
    assert body(other)["data"] == {"a": "b"}


def test_are_whole_objects():
    patch = resource("ConfigMapPatch", kind="ConfigMap", metadata={"name": "aws-auth"})
    assert left_out(patch) == [("ConfigMapPatch aws-auth", "a patch of an object that others made")]
    assert body(resource("SecurityPatch", kind="SecurityPatch", metadata={"name": "a"}))["kind"] == "SecurityPatch"


def test_are_those_that_kustomize_keeps():
    def annotated(*keys):
        return resource(metadata={"name": "x", "annotations": dict.fromkeys(keys, "true")})

    keys = [f"config.kubernetes.io/{key}" for key in ("index", "local-config", "origin", "path")]
    keys += ["config.k8s.io/id", "alpha.config.kubernetes.io/transformations", "internal.config.kubernetes.io/refBy"]
    for key in keys:
        reason = f"kustomize keeps the annotation {key} for itself"
        assert left_out(annotated("a.example/b", key)) == [("ConfigMap x", reason)]
    assert body(annotated("config.kubernetes.io/depends-on", "kustomize.config.k8s.io/needs-hash"))
    assert body(resource(metadata={"name": "x", "annotations": {"config.kubernetes.io/local-config": "false"}}))


def test_are_managed_by_the_stack():
    read = resource(metadata={"name": "x"})
    read.read = True
    assert of(read, resource("Vpc", metadata={"name": "x"}, module="x/y")).manifests[0].identity.kind == "Vpc"
    other = Resource(urn=f"{URN}aws:ec2/vpc:Vpc::v", type="aws:ec2/vpc:Vpc", name="v")
    assert of(read, other) == of()


def test_do_not_hold_what_others_make():
    release = resource("Release", "ingress", module="helm.sh/v3", chart="c")
    release.opaque = "a Helm release"
    remote = Resource(urn=f"{URN}eks:index:Cluster::e", type="eks:index:Cluster", name="e", custom=False, remote=True)
    remote.opaque = "a component"
    chart = resource("Chart", "chart", module="helm.sh/v3")
    chart.custom = False
    asked = LookUp(token="kubernetes:helm:template", args={}, region="", origin="simulated", opaque="not rendered")
    assert left_out(release, remote, chart, look_ups=[asked]) == [
        ("Chart chart", "not rendered"),
        ("Cluster e", "a component"),
        ("Release ingress", "a Helm release"),
    ]
    assert left_out(chart) == []


def test_are_told_apart_by_what_a_cluster_tells_them_apart_by():
    (manifest,) = of(resource(metadata={"name": "x"})).manifests
    assert manifest.identity == Identity("v1", "ConfigMap", "default", "x")
    assert str(manifest.identity) == "ConfigMap x"
    (manifest,) = of(resource(metadata={"name": "x", "namespace": "n"})).manifests
    assert str(manifest.identity) == "ConfigMap n/x"


def test_come_with_the_configuration_that_was_made_up():
    assert of(simulated_config={"shop:b": "1", "shop:a": "2"}).made_up == ("shop:a", "shop:b")
