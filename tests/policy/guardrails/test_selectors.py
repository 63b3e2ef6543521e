"""Kubernetes objects..."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.guardrails.inventory import Inventory
from policy.guardrails.item import Item
from policy.guardrails.selectors import (
    NAMESPACE,
    BySelector,
    has_all,
    in_namespace,
    made_of_namespace,
    names_object,
    namespace,
    same_namespace,
    selects,
)
from policy.guardrails.values import UNKNOWN
from policy.guardrails.verdicts import Undecided

DEPLOYMENT = "kubernetes:apps/v1:Deployment"


def thing(type_=DEPLOYMENT, name="orders", edges=(), provider=None, **inputs):
    urn = f"urn:pulumi:test::shop::{type_}::{name}"
    dependencies = {"metadata": tuple(edges)}
    return Item(urn=urn, type=type_, name=name, inputs=inputs, provider=provider, property_dependencies=dependencies)


def workload(labels):
    return thing(spec={"template": {"metadata": {"labels": labels}}})


SHOP = thing(NAMESPACE, "shop", metadata={"name": "shop"})


def in_shop(namespace, edges=()):
    return thing(edges=edges, metadata={"namespace": namespace})


def test_are_in_the_namespace_they_name():
    assert in_namespace(Inventory([SHOP]), in_shop("shop"), SHOP)
    assert not in_namespace(Inventory([SHOP]), in_shop("tools"), SHOP)
    assert not in_namespace(Inventory([SHOP]), thing(), SHOP)


def test_are_in_the_namespace_they_are_made_of():
    assert in_namespace(Inventory([SHOP]), in_shop(UNKNOWN, [SHOP.urn]), SHOP)


def test_are_not_in_a_namespace_that_only_a_label_of_theirs_is_made_of():
    assert not in_namespace(Inventory([SHOP]), in_shop("tools", [SHOP.urn]), SHOP)


def test_are_in_the_namespace_of_their_provider():
    cluster = thing("pulumi:providers:kubernetes", "cluster", namespace="shop")
    inside, outside = thing(provider=cluster), thing(provider=cluster, metadata={"namespace": "tools"})
    assert namespace(inside).value() == "shop"
    assert namespace(outside).value() == "tools"
    assert in_namespace(Inventory([SHOP]), inside, SHOP)
    assert same_namespace(inside, in_shop("shop"))
    assert not same_namespace(outside, inside)


def test_may_be_in_a_namespace_that_is_not_known():
    with pytest.raises(Undecided) as raised:
        in_namespace(Inventory([SHOP]), in_shop(UNKNOWN), SHOP)
    assert raised.value.path == "metadata.namespace"


def test_are_named_by_their_own_name_only_where_it_is_known():
    unnamed = thing(NAMESPACE, "shop", metadata={"name": UNKNOWN})
    assert not names_object(Inventory([unnamed]), in_shop("shop").at("metadata.namespace"), unnamed)


@pytest.mark.parametrize(("one", "other", "same"), [("a", "a", True), ("a", "b", False), (None, "default", True)])
def test_share_a_namespace(one, other, same):
    assert same_namespace(in_shop(one), in_shop(other)) is same


def test_share_the_namespace_that_both_are_made_of():
    assert same_namespace(in_shop(UNKNOWN, [SHOP.urn]), in_shop(UNKNOWN, [SHOP.urn]))


def test_are_apart_in_namespaces_that_are_made_of_different_ones():
    tools = thing(NAMESPACE, "tools")
    assert not same_namespace(in_shop(UNKNOWN, [SHOP.urn]), in_shop(UNKNOWN, [tools.urn]))


@pytest.mark.parametrize("edges", [(), ["urn:pulumi:test::shop::aws:s3/bucket:Bucket::shop"]])
def test_may_share_a_namespace_that_is_not_known(edges):
    with pytest.raises(Undecided):
        same_namespace(in_shop(UNKNOWN, edges), in_shop(UNKNOWN, edges))
    with pytest.raises(Undecided):
        same_namespace(in_shop("shop"), in_shop(UNKNOWN, edges))


def test_know_what_is_made_of_a_namespace():
    inside = f"urn:pulumi:test::shop::stackwright:compute:Cluster${NAMESPACE}::shop"
    assert made_of_namespace(in_shop(UNKNOWN, [inside]).at("metadata.namespace"))
    assert not made_of_namespace(in_shop(UNKNOWN, [thing().urn]).at("metadata.namespace"))


def expression(operator, *values, key="app"):
    return {"matchExpressions": [{"key": key, "operator": operator, "values": list(values)}]}


@pytest.mark.parametrize(
    ("selector", "labels", "selected"),
    [
        ({"matchLabels": {"app": "orders"}}, {"app": "orders", "tier": "web"}, True),
        ({"matchLabels": {"app": "orders", "tier": "web"}}, {"app": "orders"}, False),
        ({"matchLabels": {"app": "orders"}}, {"app": "web"}, False),
        ({"matchLabels": {"app": "orders", "tier": "web"}}, {"app": UNKNOWN, "tier": "data"}, False),
        ({"matchLabels": {"app": "orders"}}, {"app": UNKNOWN}, None),
        ({"matchLabels": {"app": UNKNOWN}}, {"tier": "web"}, False),
        ({}, {"app": "orders"}, True),
        (None, {"app": "orders"}, False),
        (expression("In", "orders", "web"), {"app": "web"}, True),
        (expression("In", "orders"), {}, False),
        (expression("NotIn", "orders"), {"app": "web"}, True),
        (expression("NotIn", "orders"), {"app": "orders"}, False),
        (expression("Exists"), {"app": "web"}, True),
        (expression("Exists"), {"tier": "web"}, False),
        (expression("DoesNotExist"), {"tier": "web"}, True),
        (expression("DoesNotExist"), {"app": "web"}, False),
        ({"matchLabels": {"tier": "web"}} | expression("Exists"), {"tier": "web"}, False),
    ],
)
def test_select_pods_by_their_labels(selector, labels, selected):
    budget = thing("kubernetes:policy/v1:PodDisruptionBudget", "budget", spec={"selector": selector})
    if selected is None:
        with pytest.raises(Undecided):
            selects(budget.at("spec.selector"), workload(labels))
    else:
        assert selects(budget.at("spec.selector"), workload(labels)) is selected


names = st.dictionaries(st.sampled_from("abc"), st.sampled_from("xyz"))


@given(names, names)
def test_have_all_labels_where_theirs_are_a_superset(wanted, labels):
    item = thing(wanted=wanted, labels=labels)
    assert has_all(item["wanted"], item["labels"]) is (wanted.items() <= labels.items())


def budget(name, selector):
    return thing("kubernetes:policy/v1:PodDisruptionBudget", name, spec={"selector": {"matchLabels": selector}})


def names_of(items):
    return [item.name for item in items]


def test_are_found_by_a_label_that_they_ask_for():
    budgets = [
        budget("a", {"app": "web"}),
        budget("b", {"app": "orders"}),
        budget("c", {"tier": "web"}),
        budget("d", {}),
    ]
    index = BySelector(budgets, "spec.selector.matchLabels")
    assert names_of(index.candidates(workload({"app": "orders", "tier": "web"}))) == ["b", "c", "d"]


@pytest.mark.parametrize("labels", [UNKNOWN, {"app": UNKNOWN}])
def test_are_all_found_where_the_labels_are_not_known(labels):
    index = BySelector([budget("a", {"app": "web"}), budget("b", UNKNOWN)], "spec.selector.matchLabels")
    assert names_of(index.candidates(workload(labels))) == ["a", "b"]


some = st.dictionaries(st.sampled_from("abc"), st.sampled_from(["x", "y", UNKNOWN]))


@given(st.lists(some | st.just(UNKNOWN), max_size=4), some)
def test_are_found_wherever_they_may_select(selectors, labels):
    budgets = [budget(str(number), selector) for number, selector in enumerate(selectors)]
    pods = workload(labels)
    found = names_of(BySelector(budgets, "spec.selector.matchLabels").candidates(pods))
    for one in budgets:
        try:
            may = selects(one.at("spec.selector"), pods)
        except Undecided:
            may = True
        assert one.name in found or not may
