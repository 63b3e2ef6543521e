"""Every rule about containers..."""

from __future__ import annotations

import sys

import pytest

from policy.guardrails.inventory import Inventory
from policy.guardrails.item import Item
from policy.guardrails.judge import judge_item, judge_stack
from policy.guardrails.kubernetes import INIT, LISTS, MAIN, pod_spec
from policy.guardrails.rule import StackRule
from policy.guardrails.rules.kubernetes import RULES
from policy.guardrails.settings import Settings

# What each rule about containers refuses in one, and in which lists of containers.
BROKEN = {
    "k8s-drop-all-capabilities": ({"securityContext": {"capabilities": {"drop": ["NET_RAW"]}}}, LISTS),
    "k8s-image-pinned": ({"image": "orders:latest"}, LISTS),
    "k8s-image-registry": ({"image": "docker.io/acme/orders:1.4.2"}, LISTS),
    "k8s-liveness-probe": ({"livenessProbe": {"periodSeconds": 10}}, (MAIN,)),
    "k8s-memory-limit": ({"resources": {"limits": {"memory": 0}}}, (MAIN, INIT)),
    "k8s-no-added-capabilities": ({"securityContext": {"capabilities": {"add": ["SYS_ADMIN"]}}}, LISTS),
    "k8s-no-host-port": ({"ports": [{"containerPort": 80, "hostPort": 80}]}, LISTS),
    "k8s-no-privilege-escalation": ({"securityContext": {"allowPrivilegeEscalation": True}}, LISTS),
    "k8s-no-privileged": ({"securityContext": {"privileged": True}}, LISTS),
    "k8s-no-secret-env": ({"env": [{"name": "DB_PASSWORD", "value": "hunter2"}]}, LISTS),
    "k8s-read-only-root": ({"securityContext": {"readOnlyRootFilesystem": False}}, LISTS),
    "k8s-resource-requests": ({"resources": {"requests": {"cpu": "1"}}}, (MAIN, INIT)),
    "k8s-run-as-non-root": ({"securityContext": {"runAsUser": 0}}, LISTS),
    "k8s-seccomp": ({"securityContext": {"seccompProfile": {"type": "Unconfined"}}}, LISTS),
}
ABOUT_ONE = [rule for rule in RULES if rule.id in BROKEN]


def started_by(type_, spec):
    one = Item(urn=f"urn:pulumi:test::shop::{type_}::orders", type=type_, name="orders")
    inputs = spec
    for key in reversed(pod_spec(one).path.split(".")):
        inputs = {key: inputs}
    return Item(urn=one.urn, type=type_, name=one.name, inputs=inputs)


def judged(rule, one):
    if isinstance(rule, StackRule):
        return judge_stack(rule, Inventory([one]), Settings())
    return judge_item(rule, one, Settings())


@pytest.mark.parametrize("rule", ABOUT_ONE, ids=[rule.id for rule in ABOUT_ONE])
def test_finds_the_broken_one_in_each_list_of_every_kind_of_workload(rule):
    broken, lists = BROKEN[rule.id]
    for type_ in sorted(rule.looks_at):
        for kind in LISTS:
            one = started_by(type_, {kind: [{"name": "fine", "image": "x"}, {"name": "broken", **broken}]})
            failed = [finding.path for finding in judged(rule, one) if finding.status == "fail"]
            second = f"{pod_spec(one).path}.{kind}[1]"
            assert any(path.startswith(second) for path in failed) is (kind in lists), (type_, kind)


def test_is_tried_here():
    about_containers = {rule.id for rule in RULES if "each_container" in vars(sys.modules[rule.check.__module__])}
    # The one about readiness needs a Service; its fixture has every kind.
    assert about_containers - {"k8s-readiness-probe"} == set(BROKEN)
