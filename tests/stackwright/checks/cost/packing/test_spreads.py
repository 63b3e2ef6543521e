"""How pods of one workload are kept apart..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.packing.spreads import Spread, spread_of
from stackwright.checks.cost.values import UNKNOWN, Section
from stackwright.checks.cost.world import World
from tests.stackwright.checks.cost.packing.cluster import HOST, ZONE, apart, over
from tests.stackwright.checks.cost.pricers.pricing import made

RELEASE = "kubernetes:helm.sh/v3:Release"
IGNORE = {"settings": {"preferencePolicy": "Ignore"}}


def spread(*releases, labels=None, **spec):
    return spread_of(Section(spec), labels or {"app": "api"}, World(releases))


def karpenter(**more):
    return made(RELEASE, "karpenter", **{"chart": "oci://public.ecr.aws/karpenter/karpenter", **more})


@pytest.mark.parametrize(
    ("spec", "found"),
    [
        ({}, Spread()),
        ({"topologySpreadConstraints": [over(ZONE)]}, Spread(zonal=True)),
        ({"topologySpreadConstraints": [over(HOST)]}, Spread(together=1)),
        ({"topologySpreadConstraints": [over(HOST, skew=3), over(HOST, skew=2)]}, Spread(together=2)),
        ({"affinity": apart(required=True)}, Spread(together=1)),
        ({"affinity": apart(required=True, key=ZONE)}, Spread(zonal=True)),
        ({"topologySpreadConstraints": [over(ZONE)], "affinity": apart()}, Spread(zonal=True, together=1)),
    ],
)
def test_is_read_from_constraints_and_anti_affinity(spec, found):
    assert spread(**spec) == found


def test_is_nothing_that_is_said_of_other_pods():
    constraints = [over(ZONE, name="web")]
    assert spread(topologySpreadConstraints=constraints, affinity=apart(name="web")) == Spread()


@pytest.mark.parametrize(
    "releases",
    [
        [],
        [karpenter(values={})],
        [karpenter(values=UNKNOWN)],
        [karpenter(chart="keda", values=IGNORE)],
    ],
)
def test_counts_what_is_preferred_as_required_as_karpenter_does(releases):
    constraints = [over(ZONE, unsatisfiable="ScheduleAnyway")]
    assert spread(*releases, topologySpreadConstraints=constraints, affinity=apart()) == Spread(True, 1)


def test_leaves_out_what_is_preferred_where_karpenter_is_told_to_ignore_it():
    told = karpenter(values=IGNORE)
    assert spread(told, topologySpreadConstraints=[over(ZONE, unsatisfiable="ScheduleAnyway")]) == Spread()
    assert spread(told, affinity=apart()) == Spread()
    assert spread(told, topologySpreadConstraints=[over(ZONE)], affinity=apart(required=True)) == Spread(True, 1)
