"""The capacity of serverless databases..."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import line, made, unpriced

KEY = "aurora.acu.standard"


def stack(**scaling):
    cluster = made("aws:rds/cluster:Cluster", "main", engine="aurora-mysql", serverlessv2ScalingConfiguration=scaling)
    uses = {"clusterIdentifier": cluster}
    return made("aws:rds/clusterInstance:ClusterInstance", "writer", uses, instanceClass="db.serverless"), cluster


def acus(found):
    return [float(end / 730) for end in found.quantity.ends]


def test_is_between_the_ends_of_its_range_with_the_meters_expectation():
    writer, cluster = stack(minCapacity=0.5, maxCapacity=8)
    found = line(writer, KEY, cluster)
    assert acus(found) == [0.5, 2, 8]
    assert found.assumption == "averageAcus 1 - 2 - 16 ACUs, assumed for production; 0.5 - 8 ACUs allowed"


@pytest.mark.parametrize(("least", "most", "expected"), [(4, 8, [4, 4, 8]), (0, 1, [0, 1, 1]), (5, 5, [5, 5, 5])])
def test_is_kept_within_its_range(least, most, expected):
    writer, cluster = stack(minCapacity=least, maxCapacity=most)
    assert acus(line(writer, KEY, cluster)) == expected


def test_is_what_a_usage_file_says_within_its_range():
    writer, cluster = stack(minCapacity=1, maxCapacity=8)
    found = line(writer, KEY, cluster, usage={"averageAcus": (0.5, 3, 20)})
    assert acus(found) == [1, 3, 8]
    assert found.assumption == "averageAcus 0.5 - 3 - 20, usage.yaml; 1 - 8 ACUs allowed"


def test_is_unknown_where_its_range_is():
    writer, cluster = stack(minCapacity=1, maxCapacity=UNKNOWN)
    what, why = unpriced(writer, cluster)[0]
    assert (what, why.partition(".")[2]) == ("instance hours", "maxCapacity is known only after the deployment")


@given(st.floats(0, 128), st.floats(0, 128), st.integers(0, 300))
def test_never_leaves_its_range(one, other, average):
    least, most = sorted((one, other))
    writer, cluster = stack(minCapacity=least, maxCapacity=most)
    low, expected, high = acus(line(writer, KEY, cluster, usage={"averageAcus": average}))
    assert least - 1e-9 <= low <= expected <= high <= most + 1e-9
