"""Releases of Bottlerocket"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from components.eks.karpenter import bottlerocket
from components.eks.karpenter.bottlerocket import bottlerocket_versions, pinned_version

TABLE = Path(bottlerocket.__file__).parents[2] / "data" / "bottlerocket_versions.csv"


def test_are_whole_and_say_which_kubernetes_they_are_for():
    assert bottlerocket_versions()
    for version, kubernetes in bottlerocket_versions().items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
        assert kubernetes
        assert all(re.fullmatch(r"1\.\d\d", minor) for minor in kubernetes)


def test_have_a_source_and_a_date():
    with TABLE.open(newline="") as lines:
        assert all(row["source"] and re.fullmatch(r"\d{4}-\d\d-\d\d", row["as_of"]) for row in csv.DictReader(lines))


def test_are_used_from_the_top():
    assert pinned_version() == next(iter(bottlerocket_versions()))
