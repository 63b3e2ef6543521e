"""Where pods may and want to run..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.packing.constraints import Taint, Toleration, Wishes, taints, wishes_of
from stackwright.checks.cost.packing.labels import Requirement
from stackwright.checks.cost.values import Section
from tests.stackwright.checks.cost.packing.cluster import CAPACITY, within

SPOT = Taint("spot", "true", "NoSchedule")
ZONES = within("topology.kubernetes.io/zone", "a", "b")


def affinity(required=(), preferred=()):
    return {
        "nodeAffinity": {
            "requiredDuringSchedulingIgnoredDuringExecution": {
                "nodeSelectorTerms": [{"matchExpressions": list(term)} for term in required]
            },
            "preferredDuringSchedulingIgnoredDuringExecution": [
                {"weight": weight, "preference": {"matchExpressions": [one]}} for weight, one in preferred
            ],
        }
    }


@pytest.mark.parametrize(
    ("toleration", "covered"),
    [
        (("spot", "Equal", "true", "NoSchedule"), True),
        (("spot", "Equal", "true", ""), True),
        (("spot", "Exists", "", ""), True),
        (("", "Exists", "", ""), True),
        (("", "Equal", "true", ""), False),
        (("spot", "Equal", "false", ""), False),
        (("gpu", "Exists", "", ""), False),
        (("spot", "Exists", "", "NoExecute"), False),
    ],
)
def test_is_kept_from_taints_that_they_do_not_tolerate(toleration, covered):
    assert Toleration(*toleration).covers(SPOT) is covered
    assert Wishes(tolerations=(Toleration(*toleration),)).tolerate([SPOT]) is covered


def test_is_not_kept_from_nodes_that_would_merely_rather_not_have_them():
    assert Wishes().tolerate([Taint("busy", "", "PreferNoSchedule")])
    assert not Wishes().tolerate([SPOT])


def test_is_read_from_selectors_and_affinity_and_tolerations():
    spec = {
        "nodeSelector": {"kubernetes.io/arch": "arm64"},
        "affinity": affinity([[ZONES], []], [(1, within(CAPACITY, "on-demand")), (50, within(CAPACITY, "spot"))]),
        "tolerations": [{"key": "spot", "operator": "Exists"}, {"key": "gpu", "value": "true"}],
    }
    arm = Requirement("kubernetes.io/arch", "In", ("arm64",))
    assert wishes_of(Section(spec)) == Wishes(
        terms=((arm, Requirement(ZONES["key"], "In", ("a", "b"))), (arm,)),
        preferred=((Requirement(CAPACITY, "In", ("spot",)),), (Requirement(CAPACITY, "In", ("on-demand",)),)),
        tolerations=(Toleration("spot", "Exists", "", ""), Toleration("gpu", "Equal", "true", "")),
    )


def test_is_anywhere_where_nothing_is_said():
    assert wishes_of(Section({})) == Wishes()


def test_reads_taints_as_kubernetes_and_as_eks_write_them():
    stated = [{"key": "spot", "value": "true", "effect": "NoSchedule"}, {"key": "own", "effect": "NO_EXECUTE"}]
    assert taints(Section({"taints": stated}).items("taints")) == (SPOT, Taint("own", "", "NoExecute"))
