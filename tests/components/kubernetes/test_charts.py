"""The table of charts"""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pulumi_aws as aws
import pytest

from components.component import Component
from components.kubernetes.charts import charts, release
from tests.components.eks.making import StandInCluster

_TABLE = Path("components/data/helm_charts.csv")
_VERSION = re.compile(r"v?\d+\.\d+\.\d+")


class _Owner(Component):
    def __init__(self) -> None:
        super().__init__("stackwright:kubernetes:Owner", "main", {}, None)


def _rows():
    with (Path(__file__).parents[3] / _TABLE).open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _released(deploy, key="keda", **changes):
    def program():
        return release(
            _Owner(), StandInCluster(), key, role="release", namespace="keda", **{"values": {"a": 1}, **changes}
        )

    return deploy(program)


def test_is_sorted_and_has_each_chart_once():
    keys = [row["key"] for row in _rows()]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["key"])
def test_pins_whole_versions_with_a_source_and_a_date(row):
    assert _VERSION.fullmatch(row["version"])
    assert row["app_version"].strip()
    assert row["source"].startswith("repository ")
    assert date.fromisoformat(row["as_of"])


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["key"])
def test_names_a_repository_or_a_whole_address(row):
    is_address = row["chart"].startswith("oci://")
    assert is_address != row["repository"].startswith("https://")


def test_is_read_by_key():
    chart = charts()["keda"]
    assert (chart.chart, chart.repository) == ("keda", "https://kedacore.github.io/charts")
    assert charts()["karpenter"].repository is None
    assert {key: chart.version for key, chart in charts().items()} == {row["key"]: row["version"] for row in _rows()}


def test_is_what_a_release_is_made_of(deploy):
    made = _released(deploy)
    chart = charts()["keda"]
    assert made["main-release"].inputs == {
        "name": "keda",
        "chart": "keda",
        "repositoryOpts": {"repo": "https://kedacore.github.io/charts"},
        "version": chart.version,
        "namespace": "keda",
        "values": {"a": 1},
        "atomic": True,
        "skipCrds": False,
        "timeout": 900,
        "compat": "true",
    }


def test_gives_no_repository_to_a_chart_that_is_an_address(deploy):
    inputs = _released(deploy, "karpenter")["main-release"].inputs
    assert inputs["chart"] == "oci://public.ecr.aws/karpenter/karpenter"
    assert "repositoryOpts" not in inputs


def test_leaves_out_the_kinds_of_a_chart_that_come_another_way(deploy):
    assert _released(deploy, skip_crds=True)["main-release"].inputs["skipCrds"] is True


def test_knows_no_chart_that_is_not_in_it(deploy):
    with pytest.raises(Exception, match="no-such-chart"):
        _released(deploy, "no-such-chart")


def test_releases_into_the_cluster_once_it_hands_identities_out(deploy):
    made = _released(deploy)
    assert made["main-release"].provider.startswith(made["cluster"].urn)
    assert made["main-release"].parent == made["main", "stackwright:kubernetes:Owner"].urn
    assert made["identity-agent"].urn in made["main-release"].dependencies


def test_releases_after_what_the_release_needs(deploy):
    def program():
        needed = aws.sns.Topic("needed")
        return release(
            _Owner(), StandInCluster(), "keda", role="release", namespace="keda", values={}, depends_on=[needed]
        )

    made = deploy(program)
    assert made["needed"].urn in made["main-release"].dependencies
