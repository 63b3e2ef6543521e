"""Kubernetes objects of a stack..."""

from __future__ import annotations

from stackwright.checks.cost.packing.objects import labels_of, name_of, named, namespace_of, scaler
from stackwright.checks.cost.values import Section
from stackwright.checks.cost.world import World
from tests.stackwright.checks.cost.packing.cluster import HPA, deployment, hpa
from tests.stackwright.checks.cost.pricers.pricing import made

ACCOUNT = "kubernetes:core/v1:ServiceAccount"


def test_have_a_name_and_a_namespace_stated_or_made_up_for_them():
    stated, bare = deployment("api"), made(ACCOUNT, "bare", metadata={})
    assert (name_of(stated), namespace_of(stated)) == ("api", "shop")
    assert (name_of(bare), namespace_of(bare)) == ("bare", "default")
    bare.outputs = {"metadata": {"name": "bare-1a2b"}}
    assert name_of(bare) == "bare-1a2b"


def test_have_labels():
    assert labels_of(Section({"metadata": {"labels": {"app.kubernetes.io/name": "api", "tier": 2}}})) == {
        "app.kubernetes.io/name": "api",
        "tier": "2",
    }
    assert labels_of(Section({})) == {}


def test_are_found_by_name_within_a_namespace():
    here = made(ACCOUNT, "a", metadata={"name": "api", "namespace": "shop"})
    there = made(ACCOUNT, "b", metadata={"name": "api", "namespace": "else"})
    world = World([there, here])
    assert named(world, (ACCOUNT,), "api", "shop") is here
    assert named(world, (ACCOUNT,), "web", "shop") is None


def test_are_scaled_by_what_names_their_kind_and_name_in_their_namespace():
    api, found = deployment("api"), hpa("api")
    other_kind, elsewhere = hpa("api"), hpa("api")
    other_kind.values["spec"]["scaleTargetRef"] = {"kind": "StatefulSet", "name": "api"}
    elsewhere.values["metadata"]["namespace"] = "else"
    assert scaler(World([api, other_kind, elsewhere, hpa("web"), found]), (HPA,), api) is found
    assert scaler(World([api, other_kind]), (HPA,), api) is None
