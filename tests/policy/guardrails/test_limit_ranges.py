"""A LimitRange..."""

from __future__ import annotations

import pytest

from policy.guardrails.inventory import Inventory
from policy.guardrails.item import Item
from policy.guardrails.limit_ranges import gives
from policy.guardrails.values import UNKNOWN
from policy.guardrails.verdicts import Undecided


def thing(kind, namespace="shop", **spec):
    type_ = f"kubernetes:core/v1:{kind}"
    metadata = {"namespace": namespace}
    return Item(urn=f"urn:{kind}", type=type_, name=kind, inputs={"metadata": metadata, "spec": spec})


def asked(kind, resource, *limits, namespace="shop"):
    workload = thing("Pod")
    return gives(Inventory([workload, thing("LimitRange", namespace, limits=list(limits))]), workload, kind, resource)


@pytest.mark.parametrize(
    ("entry", "limits", "requests"),
    [
        ({"default": {"memory": "256Mi"}}, True, True),
        ({"max": {"memory": "1Gi"}}, True, True),
        ({"defaultRequest": {"memory": "64Mi"}}, False, True),
        ({"min": {"memory": "16Mi"}}, False, True),
        ({"default": {"cpu": "1"}}, False, False),
        ({"maxLimitRequestRatio": {"memory": "2"}}, False, False),
        ({}, False, False),
    ],
)
def test_gives_what_its_entries_for_containers_say(entry, limits, requests):
    assert asked("limits", "memory", {"type": "Container", **entry}) is limits
    assert asked("requests", "memory", {"type": "Container", **entry}) is requests
    assert asked("requests", "memory", {"type": "Pod", **entry}) is False


def test_gives_nothing_to_another_namespace():
    entry = {"type": "Container", "default": {"memory": "256Mi"}}
    assert asked("limits", "memory", {"type": "Pod"}, entry) is True
    assert asked("limits", "memory", entry, namespace="tools") is False


@pytest.mark.parametrize("entry", [UNKNOWN, {"type": UNKNOWN}, {"type": "Container", "default": UNKNOWN}])
def test_may_give_what_is_not_known_yet(entry):
    with pytest.raises(Undecided):
        asked("limits", "memory", entry)


def test_is_none_where_there_is_none():
    workload = thing("Pod")
    assert gives(Inventory([workload]), workload, "limits", "memory") is False
