"""The clusters of a stack..."""

from __future__ import annotations

import pytest

from stackwright.checks.manifests.clusters import clusters
from stackwright.model import UNKNOWN, Resource, Secret, Stack

AMBIENT = "urn:pulumi:dev::shop::pulumi:providers:kubernetes::default_4_34_2::simulated"


def found(**inputs):
    """Return the clusters of providers with these inputs, and of one that the engine starts by itself."""
    stack = Stack(project="shop", name="dev")
    for name, given in inputs.items():
        urn = f"urn:pulumi:dev::shop::pulumi:providers:kubernetes::{name}"
        stack.resources.append(Resource(urn=urn, type="pulumi:providers:kubernetes", name=name, inputs=given))
    references = [*(f"{each.urn}::id" for each in stack.resources), AMBIENT]
    names = clusters(stack, references)
    return [names[reference] for reference in references]


def test_are_one_where_providers_have_one_kubeconfig():
    assert found(a={"kubeconfig": "x"}, b={"kubeconfig": Secret("x"), "namespace": "n"}) == ["a", "a", "default"]


@pytest.mark.parametrize("key", ["kubeconfig", "context", "cluster", "clusterIdentifier"])
def test_are_several_where_providers_name_others(key):
    assert found(a={key: "x"}, b={key: "y"}) == ["a", "b", "default"]


def test_are_that_of_whoever_runs_the_program_where_a_provider_names_none():
    assert found(a={"namespace": "n"}, b={"kubeconfig": ""}) == ["default", "default", "default"]


@pytest.mark.parametrize("hidden", [UNKNOWN, Secret(UNKNOWN)])
def test_are_not_taken_for_one_where_nobody_can_tell(hidden):
    assert found(a={"kubeconfig": hidden}, b={"kubeconfig": hidden}) == ["a", "b", "default"]


def test_have_names_of_their_own():
    prefix = "urn:pulumi:dev::shop::"
    types = [
        "pulumi:providers:kubernetes::default",
        "a:b:C$pulumi:providers:kubernetes::k",
        "pulumi:providers:kubernetes::k",
    ]
    stack = Stack(project="shop", name="dev")
    for number, each in enumerate(types):
        inputs = {"context": str(number)}
        stack.resources.append(
            Resource(urn=f"{prefix}{each}", type="pulumi:providers:kubernetes", name=each[-1], inputs=inputs)
        )
    found = clusters(stack, [AMBIENT, *(f"{prefix}{each}::id" for each in types)])
    assert list(found.values()) == ["default", types[0], "k", types[2]]
