"""The versions of Kubernetes are a table with a source and a date, the same one that the policy pack judges by."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

from components.eks import versions
from components.eks.versions import eks_versions

ROOT = Path(__file__).parents[3]


def rows(path):
    with path.open(newline="") as lines:
        return {row["version"]: row for row in csv.DictReader(lines)}


def test_every_row_has_a_source_and_a_date():
    table = rows(Path(versions.__file__).parents[1] / "data" / "eks_versions.csv")
    assert table
    for row in table.values():
        assert row["source"].startswith("https://docs.aws.amazon.com/")
        assert date.fromisoformat(row["as_of"])


def test_the_policy_pack_knows_the_same_dates():
    ours = rows(Path(versions.__file__).parents[1] / "data" / "eks_versions.csv")
    theirs = rows(ROOT / "policy" / "guardrails" / "data" / "eks_versions.csv")
    assert {version: ours[version] for version in ours.keys() & theirs.keys()} == {
        version: theirs[version] for version in ours.keys() & theirs.keys()
    }
    assert ours.keys() & theirs.keys()


def test_dates_are_days_and_extended_support_is_a_year_more():
    assert eks_versions()["1.35"].standard_until == date(2027, 3, 27)
    assert eks_versions()["1.35"].extended_until == date(2028, 3, 27)
    for support in eks_versions().values():
        if support.standard_until is not None and support.extended_until is not None:
            assert support.extended_until - support.standard_until in (timedelta(365), timedelta(366))


def test_a_date_that_aws_has_not_published_is_none():
    assert eks_versions()["1.36"].standard_until is None
    assert eks_versions()["1.36"].extended_until is None


def test_they_come_oldest_first():
    found = [tuple(map(int, version.split("."))) for version in eks_versions()]
    assert found == sorted(found)
