"""Advice to leave a version before its extended support"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from stackwright.checks.cost.advice.extended_support import ADVISERS
from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.advice.advising import a_month, advised, make, only, proposed

KUBERNETES = "aws:eks/cluster:Cluster"
DATABASE = "aws:rds/instance:Instance"
CLUSTER = "aws:rds/cluster:Cluster"
MEMBER = "aws:rds/clusterInstance:ClusterInstance"
MYSQL = {"engine": "mysql", "engineVersion": "8.0.40", "instanceClass": "db.t4g.medium", "allocatedStorage": 20}


def kubernetes(version, **more):
    return make(KUBERNETES, "k", {"version": version, **more})


def test_is_what_extended_support_costs():
    found = only(advised(ADVISERS, kubernetes("1.32"), today=date(2026, 4, 1)))
    assert found.saving.expected == a_month("0.6") - a_month("0.1")
    # 1.33 is in standard support for more than 90 days
    assert found.what == (
        "set version to 1.33: standard support of 1.32 ends on 2026-03-23, and extended support is paid from 2026-03-24"
        " on"
    )
    assert "one minor version at a time" in found.risk


@pytest.mark.parametrize(("today", "given"), [(date(2025, 12, 22), False), (date(2025, 12, 23), True)])
def test_begins_90_days_before_with_what_it_will_cost(today, given):
    found = advised(ADVISERS, kubernetes("1.32"), today=today)
    assert [one.saving.expected for one in found] == [Decimal("365.00")] * given


@pytest.mark.parametrize("version", ["", "1.34", "2.0", UNKNOWN])
def test_is_not_given_to_other_versions(version):
    assert proposed(ADVISERS, kubernetes(version), today=date(2026, 4, 1)) == []


def test_is_not_given_where_aws_upgrades_instead():
    cluster = kubernetes("1.32", upgradePolicy={"supportType": "STANDARD"})
    assert proposed(ADVISERS, cluster, today=date(2026, 4, 1)) == []


def test_is_not_given_where_nothing_newer_is_known():
    assert proposed(ADVISERS, kubernetes("1.35"), today=date(2030, 1, 1)) == []


def test_is_given_to_databases_by_their_vcpus():
    found = only(advised(ADVISERS, make(DATABASE, "db", MYSQL)))
    assert found.saving.expected == a_month("0.10", 2)
    assert found.what.startswith("set engineVersion to 8.4: standard support of 8.0 ends on 2026-07-31")
    doubled = only(advised(ADVISERS, make(DATABASE, "db", {**MYSQL, "multiAz": True})))
    assert doubled.saving.expected == a_month("0.10", 4)


@pytest.mark.parametrize(
    "more",
    [
        {"engineLifecycleSupport": "open-source-rds-extended-support-disabled"},
        {"engineVersion": "8.4.3"},
        {"engineVersion": ""},
        {"engineVersion": UNKNOWN},
        {"engine": "oracle-ee"},
        {"replicateSourceDb": "db"},
    ],
)
def test_is_not_given_to_databases_that_never_pay_it(more):
    assert proposed(ADVISERS, make(DATABASE, "db", {**MYSQL, **more})) == []


def test_is_given_to_clusters_with_all_their_instances():
    inputs = {"engine": "aurora-postgresql", "engineVersion": "13.12"}
    cluster = make(CLUSTER, "c", inputs)
    members = [
        make(MEMBER, name, {**more, "instanceClass": "db.t4g.medium"}, refs={"clusterIdentifier": cluster})
        for name, more in (("a", inputs), ("b", {"engine": "aurora-postgresql"}))
    ]
    found = only(advised(ADVISERS, cluster, *members))
    assert found.resource == "c"
    assert found.saving.expected == 2 * a_month("0.10", 2)
    (proposal,) = proposed(ADVISERS, cluster, *members)
    # 14 leaves standard support on 2027-02-28, which is 99 days away
    assert proposal.inputs == {cluster.urn: {"engineVersion": "14"}, members[0].urn: {"engineVersion": "14"}}
