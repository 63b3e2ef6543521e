"""The section about the cluster..."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

ROLE = "arn:aws:iam::123456789012:role/deploy"


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        (
            {"eks.version": "1.30"},
            'stackwright:eks.version: "1.30" is no version of Kubernetes that add-ons are pinned for; use one of ',
        ),
        ({"eks.version": 1.35}, "stackwright:eks.version: 1.35 must be text, and YAML drops digits of a number"),
        (
            {"eks.administrators": {"deploy": "deploy"}},
            'stackwright:eks.administrators.deploy: "deploy" must be the ARN of an IAM role or user; '
            "write for instance arn:aws:iam::123456789012:role/deploy",
        ),
        ({"eks.administrators": None}, "stackwright:eks.administrators: is required; add it, for instance "),
        (
            {"eks.publicAccessCidrs": ["0.0.0.0/0"]},
            'stackwright:eks.publicAccessCidrs[0]: "0.0.0.0/0" must not be the whole internet; '
            "name your own networks, or leave it out",
        ),
        ({"eks.publicAccessCidrs": ["0.0.0.0/00"]}, '"0.0.0.0/00" must not be the whole internet; name your own'),
        (
            {"eks.publicAccessCidrs": ["office"]},
            "eks.publicAccessCidrs[0]: \"office\" must be IPv4 ranges; write for instance '198.51.100.0/24'",
        ),
        ({"eks.publicAccessCidrs": ["198.51.100.0/33"]}, '[0]: "198.51.100.0/33" must be IPv4 ranges; write for'),
        (
            {"eks.privateAccessCidrs": ["10.99.0.5/24"]},
            'stackwright:eks.privateAccessCidrs[0]: "10.99.0.5/24" must be ranges written as their first address and a '
            "length; write '10.99.0.0/24'",
        ),
        (
            {"eks.privateAccessCidrs": ["0.0.0.0/0"]},
            'stackwright:eks.privateAccessCidrs[0]: "0.0.0.0/0" must not be the whole internet; ',
        ),
        ({"eks.removal": "keep"}, 'stackwright:eks.removal: "keep" must be retain or destroy; choose one of them'),
        ({"eks.systemNodes.instanceTypes": []}, "stackwright:eks.systemNodes.instanceTypes: [] must have 1 to 5 "),
        ({"eks.systemNodes.instanceTypes": ["big"]}, "must be an EC2 instance type; write for instance m7g.large"),
        (
            {"eks.systemNodes.instanceTypes": ["m7i.large"]},
            'eks.systemNodes.instanceTypes[0]: "m7i.large" must be Graviton types, as the image is for ARM; '
            "use one such as 'm7g.large'",
        ),
        (
            {"eks.systemNodes.instanceTypes": ["m7g.large", "t4g.small"]},
            '[1]: "t4g.small" must have 8 GiB or more, for',
        ),
        ({"eks.cpuLimit": 1}, "stackwright:eks.cpuLimit: 1 must be a whole number from 2 to 10000; raise it"),
        ({"eks.systemNodes.min": 1}, "stackwright:eks.systemNodes.min: 1 must be"),
        ({"eks.gpuLimit": -1}, "stackwright:eks.gpuLimit: -1 must be"),
        (
            {"eks.namespaces.core-api.access.payments": "root"},
            'stackwright:eks.namespaces.core-api.access.payments: "root" must be read-only, developer or admin',
        ),
        ({"eks.prometheus": "both"}, 'stackwright:eks.prometheus: "both" must be none, managed or in-cluster'),
        ({"eks.grafana": "maybe"}, 'stackwright:eks.grafana: "maybe" must be true or false'),
        ({"eks.nodes": {}}, "stackwright:eks.nodes: is not a setting"),
    ],
)
def test_refuses_what_no_cluster_could_be(problems: Callable[..., list[str]], changes: Any, line: str) -> None:
    (only,) = problems(changes)
    assert line in only


def test_has_defaults_that_keep_the_cluster_closed(load_stack: Callable[..., Any]) -> None:
    eks = load_stack().eks
    assert (eks.version, eks.public_access_cidrs, eks.gpu_limit, eks.tools) == ("1.35", (), 0, {})
    assert (eks.external_dns, eks.cert_manager, eks.prometheus, eks.grafana, eks.open_telemetry) == (
        False,
        False,
        "none",
        False,
        False,
    )
    assert (eks.system_nodes.min, eks.system_nodes.max) == (2, 4)
    quota = eks.namespaces["core-api"].quota
    assert (quota.cpu, quota.memory_gib, quota.pods) == (None, None, None)


def test_says_where_each_service_runs(load_stack: Callable[..., Any]) -> None:
    eks = load_stack().eks
    assert {name: eks.namespace_of(name) for name in ("api", "pricing")} == {"api": "core-api", "pricing": "services"}
