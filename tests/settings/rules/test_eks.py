"""The cluster and the rest of the stack file..."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

TOOL = {"monthlyUsd": 50, "database": {"version": "17.6"}, "emails": ["data@acme.example"]}


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        (
            {"compute": "eks", "eks": None},
            "stackwright:eks: is required where compute is eks: it says who may do everything in the cluster; "
            "add it, for instance {administrators: {deploy: arn:aws:iam::123456789012:role/deploy}}",
        ),
        (
            {"eks.administrators": {}},
            "stackwright:eks.administrators: names nobody; add the role that deploys",
        ),
        (
            {"eks.namespaces": {"core-api": {"services": ["apis"]}}},
            'stackwright:eks.namespaces.core-api.services[0]: "apis" is not the name of a service; did you mean api?',
        ),
        (
            {"eks.namespaces": {"one": {"services": ["api"]}, "two": {"services": ["api"]}}},
            'stackwright:eks.namespaces.two.services[0]: "api" is in namespace one too; remove one of the two',
        ),
        (
            {"eks.namespaces": {"kube-system": {}}},
            "stackwright:eks.namespaces.kube-system: belongs to the cluster or its controllers; rename it",
        ),
        (
            {"eks.namespaces.core-api.access": {"payment": "developer"}},
            'stackwright:eks.namespaces.core-api.access.payment: "developer" is not the name of a team; '
            "did you mean payments?",
        ),
        (
            {"eks.teams": None, "eks.namespaces.core-api.access": {"web": "developer"}},
            'stackwright:eks.namespaces.core-api.access.web: "developer" is not the name of a team; '
            "add it below eks.teams",
        ),
        (
            {"eks.namespaces.core-api.quota": {"pods": 9}},
            "stackwright:eks.namespaces.core-api.quota.pods: 9 must be at least 13, what its services come to at their "
            "most, while one is updated; raise it, or leave it out",
        ),
        (
            {"eks.namespaces.core-api.quota": {"cpu": 2}},
            "stackwright:eks.namespaces.core-api.quota.cpu: 2 must be at least 4, what its services come to at their "
            "most, while one is updated; raise it, or leave it out",
        ),
        (
            {"eks.namespaces.core-api.quota": {"memoryGib": 4}},
            "stackwright:eks.namespaces.core-api.quota.memoryGib: 4 must be at least 7, what its services come to at "
            "their most, while one is updated; raise it, or leave it out",
        ),
        (
            {"profile": "development", "eks.tools": {"retool": TOOL}},
            "stackwright:eks.tools: is for the profile production only, and this one is development; leave it out",
        ),
        (
            {"eks.tools": {"retool": {**TOOL, "emails": []}}},
            "stackwright:eks.tools.retool.emails: [] is needed, as alerts.P3 has no e-mail address that could be told "
            "of the budget; add one",
        ),
        (
            {"eks.teams": {"payments": "arn:aws:iam::123456789012:role/deploy"}},
            'stackwright:eks.teams.payments: "arn:aws:iam::123456789012:role/deploy" is the role of '
            "administrators.deploy too, and EKS lets a role in once; remove one, or give it a role of its own",
        ),
        (
            {"eks.systemNodes": {"min": 5}},
            "stackwright:eks.systemNodes.max: must be at least 5, as min is; raise it",
        ),
        (
            {"eks.cpuLimit": 4},
            "stackwright:eks.cpuLimit: 4 must be at least 5, what services that are not on spot come to at their most; "
            "write 5",
        ),
        (
            {"domain": None, "services.api.route": {"paths": ["/*"]}, "eks.externalDns": True},
            "stackwright:eks.externalDns: true needs a domain to make names below, and the stack has none; add domain, "
            "or leave it out",
        ),
        (
            {"eks.version": "1.36", "eks.openTelemetry": True, "eks.systemNodes": {"min": 3}},
            "stackwright:eks.openTelemetry: true needs cert-manager and adot, for which no version is pinned for "
            "Kubernetes 1.36; leave it out, or write version: '1.35'",
        ),
        (
            {"eks.version": "1.36", "eks.certManager": True},
            "stackwright:eks.certManager: true needs cert-manager, for which no version is pinned for Kubernetes 1.36; "
            "leave it out, or write version: '1.35'",
        ),
        (
            {"eks.version": "1.36", "eks.prometheus": "managed"},
            'stackwright:eks.prometheus: "managed" needs kube-state-metrics, for which no version is pinned for '
            "Kubernetes 1.36; leave it out, or write version: '1.35'",
        ),
        (
            {"compute": "eks", "services.api.scale": {"min": 0, "max": 2}},
            "stackwright:services.api.scale.min: of 0 needs something that starts the first pod on eks, and CPU and "
            "memory of no pod cannot be busy; add scale.requestsPerTarget to a service with a route, or write 1",
        ),
        (
            {"eks.openTelemetry": True},
            "stackwright:eks.systemNodes.min: must be 3 or more with openTelemetry, or with prometheus in the cluster; "
            "write 3",
        ),
        (
            {"eks.prometheus": "in-cluster", "eks.systemNodes": {"min": 2}},
            "stackwright:eks.systemNodes.min: 2 must be 3 or more with openTelemetry, or with prometheus in the "
            "cluster; write 3",
        ),
        (
            {"eks.grafana": True},
            "stackwright:eks.grafana: true has nothing to show without prometheus; write prometheus: managed, or leave "
            "grafana out",
        ),
        (
            {"compute": "eks", "network.nat": "none", "network.endpoints": ["ecr", "logs", "secretsmanager"]},
            'stackwright:network.nat: "none" leaves nodes without a way out, and images of the platform\'s controllers '
            "come from public registries; write single or per_zone",
        ),
    ],
)
def test_must_agree(problems: Callable[..., list[str]], changes: Any, line: str) -> None:
    assert problems(changes) == [line]


@pytest.mark.parametrize(
    "changes",
    [
        {"compute": "eks"},
        {"eks": None},
        {"compute": "eks", "eks.namespaces": None},
        {"eks.tools": {"retool": TOOL}},
        {"eks.tools": {"retool": {**TOOL, "emails": []}}, "alerts.P3": ["data@acme.example"]},
        {"eks.prometheus": "managed", "eks.grafana": True},
        {"eks.prometheus": "managed", "eks.systemNodes": {"min": 2}},
        {"eks.systemNodes": {"min": 4, "max": 4}},
        {"eks.cpuLimit": 5},
        {"eks.cpuLimit": 3, "services.api.spot": True},
        {"eks.externalDns": True, "eks.version": "1.36"},
        {"eks.prometheus": "in-cluster", "eks.openTelemetry": True, "eks.systemNodes": {"min": 3}},
        {"eks.namespaces.core-api.quota": {"cpu": 4, "memoryGib": 7, "pods": 13}},
        {"services.api.scale": {"min": 0, "max": 2}},
        {"compute": "eks", "services.api.scale": {"min": 0, "max": 2, "requestsPerTarget": 100}},
        {"network.nat": "none", "network.endpoints": ["ecr", "logs", "secretsmanager"]},
    ],
)
def test_agree(load_stack: Callable[..., Any], changes: Any) -> None:
    load_stack(changes)
