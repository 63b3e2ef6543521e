"""A namespace..."""

from __future__ import annotations

from typing import Any

import pytest

from .admission import refused
from .changing import GONE, changed, good
from .manifests import Manifest

POD = "spec template spec"
CONTAINER = f"{POD} containers 0"
HARMLESS = {
    f"{POD} initContainers": [],
    f"{POD} securityContext": {"runAsNonRoot": True, "runAsUser": 1000, "seccompProfile": {"type": "RuntimeDefault"}},
    f"{CONTAINER} securityContext": {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}},
}


def namespace(standard: str) -> Manifest:
    labels = {"pod-security.kubernetes.io/enforce": standard}
    return {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "core", "labels": labels}}


def bounds(**entry: dict[str, str]) -> Manifest:
    return changed("LimitRange", {"spec limits": [{"type": "Container", **entry}]})


def pods(**changes: Any) -> Manifest:
    return changed("Deployment", {**HARMLESS, **changes})


@pytest.mark.parametrize("standard", ["restricted", "baseline"])
def test_lets_harmless_pods_in(standard):
    assert refused([namespace(standard), pods()]) == []


BASELINE = [
    ({f"{POD} hostNetwork": True}, "hostNetwork is the node's"),
    ({f"{POD} volumes +": {"name": "a", "hostPath": {"path": "/"}}}, "volume a is of a kind that is not allowed"),
    ({f"{CONTAINER} securityContext privileged": True}, "container orders: is privileged"),
    ({f"{CONTAINER} ports 0 hostPort": 80}, "container orders: has a port of the node"),
    ({f"{CONTAINER} securityContext capabilities add": ["SYS_ADMIN"]}, "orders: adds the capability SYS_ADMIN"),
]
RESTRICTED = [
    ({f"{POD} volumes +": {"name": "a", "nfs": {"server": "b", "path": "/"}}}, "volume a is of a kind that is not"),
    ({f"{CONTAINER} securityContext capabilities add": ["CHOWN"]}, "container orders: adds the capability CHOWN"),
    ({f"{CONTAINER} securityContext allowPrivilegeEscalation": GONE}, "allowPrivilegeEscalation must be false"),
    ({f"{CONTAINER} securityContext capabilities": GONE}, "container orders: must drop the capability ALL"),
    ({f"{POD} securityContext runAsNonRoot": GONE}, "container orders: runAsNonRoot must be true"),
    ({f"{CONTAINER} securityContext runAsNonRoot": False}, "container orders: runAsNonRoot must be true"),
    ({f"{POD} securityContext runAsUser": 0}, "container orders: runs as root"),
    ({f"{POD} securityContext seccompProfile": GONE}, "seccompProfile must be RuntimeDefault or Localhost"),
    (
        {f"{POD} initContainers": [{"name": "prepare", "image": "a:1"}]},
        "container prepare: must drop the capability ALL",
    ),
]


@pytest.mark.parametrize(("changes", "message"), [*BASELINE, *RESTRICTED])
def test_that_is_restricted_refuses(changes, message):
    assert any(message in sentence for sentence in refused([namespace("restricted"), pods(**changes)]))


@pytest.mark.parametrize(("changes", "message"), BASELINE)
def test_of_the_baseline_refuses(changes, message):
    assert any(message in sentence for sentence in refused([namespace("baseline"), pods(**changes)]))


@pytest.mark.parametrize("changes", [changes for changes, _ in RESTRICTED])
def test_of_the_baseline_lets_in(changes):
    assert refused([namespace("baseline"), pods(**changes)]) == []


def test_without_a_standard_lets_everything_in():
    assert refused([namespace("privileged"), pods(**{f"{POD} hostNetwork": True})]) == []


@pytest.mark.parametrize(
    ("entry", "resources", "message"),
    [
        (
            {"max": {"memory": "1Gi"}},
            {"limits": {"memory": "2Gi"}},
            "limit of memory (2Gi) is more than the namespace allows (1Gi)",
        ),
        (
            {"default": {"memory": "128Mi"}},
            {"requests": {"memory": "512Mi"}},
            "request of memory (512Mi) is more than its limit here (128Mi)",
        ),
    ],
)
def test_refuses_a_container_past_its_bounds(entry, resources, message):
    workload = pods(**{f"{CONTAINER} resources": resources})
    assert refused([namespace("restricted"), bounds(**entry), workload]) == [
        f"Deployment core/orders: container orders: {message}"
    ]


def test_lets_in_a_container_that_names_nothing_or_no_request():
    entry = {"defaultRequest": {"memory": "128Mi"}, "default": {"memory": "128Mi"}, "max": {"memory": "1Gi"}}
    for resources in ({}, {"limits": {"memory": "64Mi"}}):
        workload = pods(**{f"{CONTAINER} resources": resources})
        assert refused([namespace("restricted"), bounds(**entry), workload]) == []


def test_bounds_containers_and_not_volumes():
    limits = changed("LimitRange", {"spec limits 0 type": "PersistentVolumeClaim", "spec limits 0 max cpu": "1m"})
    assert refused([namespace("restricted"), limits, pods()]) == []


def test_judges_what_runs_pods_only():
    assert refused([*good().values()]) == []
