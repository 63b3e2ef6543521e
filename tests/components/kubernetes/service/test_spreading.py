"""Pods go to nodes of the right kind, and never all to the same."""

from __future__ import annotations

from typing import Any

import pytest

from components.compute.spec import Image, Scale, ServiceSpec
from components.kubernetes.service.spreading import placement, spread

SELECTOR = {"app.kubernetes.io/name": "orders"}


def spec(**changes: Any) -> ServiceSpec:
    basis = {"cpu": 0.25, "memory": 512, "image": Image(repository="orders"), "scale": Scale(min=2, max=2)}
    return ServiceSpec(**{**basis, **changes})


@pytest.mark.parametrize(("architecture", "node"), [("arm64", "arm64"), ("x86_64", "amd64")])
def test_their_processor_is_that_of_the_image(architecture, node):
    assert placement(spec(architecture=architecture), SELECTOR)["nodeSelector"] == {"kubernetes.io/arch": node}


def test_they_rather_share_no_host_and_tolerate_no_spare_capacity():
    found = placement(spec(), SELECTOR)
    term = {"labelSelector": {"matchLabels": SELECTOR}, "topologyKey": "kubernetes.io/hostname"}
    assert found["affinity"] == {
        "podAntiAffinity": {
            "preferredDuringSchedulingIgnoredDuringExecution": [{"weight": 100, "podAffinityTerm": term}]
        }
    }
    assert "tolerations" not in found


def test_on_spare_capacity_they_rather_run_but_need_not():
    found = placement(spec(spot=True), SELECTOR)
    assert found["tolerations"] == [
        {"key": "stackwright.dev/spot", "operator": "Equal", "value": "true", "effect": "NoSchedule"}
    ]
    spot = {"matchExpressions": [{"key": "karpenter.sh/capacity-type", "operator": "In", "values": ["spot"]}]}
    assert found["affinity"]["nodeAffinity"] == {
        "preferredDuringSchedulingIgnoredDuringExecution": [{"weight": 100, "preference": spot}]
    }


@pytest.mark.parametrize(("least", "otherwise"), [(0, "ScheduleAnyway"), (1, "ScheduleAnyway"), (2, "DoNotSchedule")])
def test_they_divide_between_zones_without_fail_where_two_must_run(least, otherwise):
    assert spread(spec(scale=Scale(min=least, max=3)), SELECTOR) == {
        "topologySpreadConstraints": [
            {
                "maxSkew": 1,
                "topologyKey": "topology.kubernetes.io/zone",
                "whenUnsatisfiable": otherwise,
                "labelSelector": {"matchLabels": SELECTOR},
                "matchLabelKeys": ["pod-template-hash"],
                "nodeTaintsPolicy": "Honor",
            }
        ]
    }
