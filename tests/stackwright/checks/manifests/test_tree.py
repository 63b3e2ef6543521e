"""The base and the overlays..."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.checks.manifests.objects import Manifest, Objects
from stackwright.checks.manifests.tree import Overlay, tree
from stackwright.checks.manifests.values import same
from stackwright.errors import UserError
from tests.stackwright.checks.manifests.building import VALUES, build

KINDS = ("v1/Service", "serving.knative.dev/v1/Service", "v1/Namespace", "apps/v1/Deployment", "example.com/v1/Thing")
BODIES = st.builds(
    lambda kind, name, namespace, spec: body(kind, name, namespace, spec=spec),
    st.sampled_from(KINDS),
    st.sampled_from(["a", "a.b", "axb", "team:a(b", "a-b"]),
    st.sampled_from(["", "default", "b", "a-b"]),
    VALUES,
)
STACKS = st.lists(st.lists(BODIES, max_size=6), min_size=1, max_size=3)


def body(kind, name, namespace="", **more):
    place = {"namespace": namespace} if namespace else {}
    api_version, _, kind = kind.rpartition("/")
    return {"apiVersion": api_version, "kind": kind, "metadata": {"name": name, **place}, **more}


def stack(name, *bodies, cluster="c", **more):
    """Return a stack with each of the objects once."""
    manifests = {}
    for number, each in enumerate(bodies):
        manifest = Manifest(urn=f"urn::r{number}", body=each, cluster=cluster)
        manifests.setdefault(manifest.identity, manifest)
    return Objects(stack=name, manifests=tuple(manifests.values()), **more)


def paths(made):
    return [file.path for file in made.files]


def document(made, path):
    return next(file.document for file in made.files if file.path == path)


def key(one):
    return one["apiVersion"], one["kind"], one["metadata"].get("namespace", "default"), one["metadata"]["name"]


@given(STACKS)
def test_come_to_the_very_objects(drawn):
    stacks = [stack(f"s{number}", *bodies) for number, bodies in enumerate(drawn)]
    made = tree(stacks)
    assert {overlay.stack for overlay in made.overlays} == {each.stack for each in stacks if each.manifests}
    for overlay in made.overlays:
        given_ = next(each for each in stacks if each.stack == overlay.stack)
        wanted = sorted((manifest.body for manifest in given_.manifests), key=key)
        assert same(sorted(build(made, overlay.path), key=key), wanted)
        assert overlay.objects == len(wanted)


def test_hold_what_is_common_once_and_the_rest_where_it_is():
    one, two = body("v1/Service", "one"), body("v1/Service", "two")
    bigger = body("v1/Service", "one", spec={"replicas": 2})
    made = tree([stack("dev", one), stack("prod", bigger, two)])
    assert paths(made) == [
        "base/kustomization.yaml",
        "base/service-one.yaml",
        "overlays/dev/kustomization.yaml",
        "overlays/prod/kustomization.yaml",
        "overlays/prod/patches/service-one.yaml",
        "overlays/prod/service-two.yaml",
    ]
    head = {"apiVersion": "kustomize.config.k8s.io/v1beta1", "kind": "Kustomization"}
    assert document(made, "base/kustomization.yaml") == {**head, "resources": ["service-one.yaml"]}
    ordered = {**head, "sortOptions": {"order": "legacy"}}
    assert document(made, "overlays/dev/kustomization.yaml") == {**ordered, "resources": ["../../base"]}
    target = {"group": "^$", "version": "v1", "kind": "Service", "name": "one"}
    target["namespace"] = "(default|_non_namespaceable_)"
    assert document(made, "overlays/prod/kustomization.yaml") == {
        **ordered,
        "resources": ["../../base", "service-two.yaml"],
        "patches": [{"path": "patches/service-one.yaml", "target": target}],
    }
    assert made.overlays == (
        Overlay(stack="dev", path="overlays/dev", objects=1, in_base=1, patched=0, simulated=0),
        Overlay(stack="prod", path="overlays/prod", objects=2, in_base=1, patched=1, simulated=0),
    )


def test_patch_no_object_but_the_one():
    def of(name, number):
        return stack(name, *(body("v1/Service", each, spec=number) for each in ("a.b", "axb")))

    made = tree([of("dev", 1), of("prod", 2)])
    assert [each["spec"] for each in build(made, "overlays/prod")] == [2, 2]
    targets = [patch["target"] for patch in document(made, "overlays/prod/kustomization.yaml")["patches"]]
    assert [target["name"] for target in targets] == [r"a\.b", "axb"]


def test_need_no_base_where_nothing_is_common():
    made = tree([stack("dev", body("v1/Service", "a")), stack("prod", body("v1/Service", "b"))])
    assert [path for path in paths(made) if path.startswith("base")] == []
    assert document(made, "overlays/dev/kustomization.yaml")["resources"] == ["service-a.yaml"]


def test_leave_out_stacks_without_objects():
    made = tree([stack("dev", body("v1/Service", "a")), stack("prod")])
    assert [overlay.path for overlay in made.overlays] == ["overlays/dev"]
    assert "base/service-a.yaml" in paths(made)


def test_come_in_the_order_of_the_stacks():
    one = body("v1/Service", "a")
    assert [each.stack for each in tree([stack("prod", one), stack("dev", one)]).overlays] == ["prod", "dev"]


def test_are_made_for_each_cluster_where_a_stack_has_several():
    def in_two(name):
        here = stack(name, body("v1/Service", "a"), cluster="main")
        there = stack(name, body("v1/Service", "a", spec=name), cluster="Edge")
        return Objects(stack=name, manifests=here.manifests + there.manifests)

    made = tree([in_two("dev"), in_two("prod"), stack("test", body("v1/Service", "b"), cluster="main")])
    edge = next(overlay.path for overlay in made.overlays if "edge" in overlay.path).rpartition("/")[2]
    assert [overlay.path for overlay in made.overlays] == [
        f"overlays/dev/{edge}",
        "overlays/dev/main",
        f"overlays/prod/{edge}",
        "overlays/prod/main",
        "overlays/test/main",
    ]
    assert document(made, f"overlays/prod/{edge}/kustomization.yaml")["resources"] == [f"../../../base/{edge}"]
    assert build(made, f"overlays/prod/{edge}") == [body("v1/Service", "a", spec="prod")]
    assert document(made, "overlays/test/main/kustomization.yaml")["resources"] == ["service-b.yaml"]


def test_are_for_one_cluster_whatever_each_stack_calls_it():
    one = body("v1/Service", "a")
    made = tree([stack("dev", one, cluster="dev-cluster"), stack("prod", one, cluster="prod-cluster")])
    assert [overlay.path for overlay in made.overlays] == ["overlays/dev", "overlays/prod"]


@pytest.mark.parametrize("namespace", ["", "default"])
def test_hold_no_object_twice(namespace):
    one, two = (
        Manifest(urn=f"urn::{name}", body=body("v1/Service", "a", place), cluster="c")
        for name, place in (("first", ""), ("second", namespace))
    )
    with pytest.raises(
        UserError, match=r"^dev: first and second are both Service a, and a cluster has one of that name"
    ):
        tree([Objects(stack="dev", manifests=(one, two))])


def test_say_in_each_file_what_is_not_real():
    def of(name, replicas, *simulated, made_up=()):
        manifest = Manifest(urn="u", cluster="c", body=body("v1/Service", "a", spec=replicas), simulated=simulated)
        return Objects(stack=name, manifests=(manifest,), made_up=made_up)

    made = tree(
        [of("dev", 1, ("spec",)), of("prod", 2, ("metadata", "name"), ("spec",)), of("test", 3, made_up=("k",))]
    )
    comments = {file.path: list(file.comments) for file in made.files if file.comments}
    assert comments == {
        "base/service-a.yaml": [
            "Simulated, not what is deployed: spec, metadata.name",
            "Made with simulated configuration: k",
        ],
        "overlays/prod/patches/service-a.yaml": ["Simulated, not what is deployed: metadata.name, spec"],
        "overlays/test/patches/service-a.yaml": ["Made with simulated configuration: k"],
    }
    assert [overlay.simulated for overlay in made.overlays] == [1, 1, 0]
    whole = tree([of("dev", 1, ())])
    assert whole.files[1].comments == ("Simulated, not what is deployed: all of it",)
