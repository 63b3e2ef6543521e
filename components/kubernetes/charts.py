"""Helm releases whose charts, versions and sources are pinned in one table."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pulumi
import pulumi_kubernetes as kubernetes

from ..component import Component
from ..eks.contract import Cluster

_CHARTS = Path(__file__).parent.parent / "data" / "helm_charts.csv"

# Longer than the slowest chart needs on nodes that are still to be started.
_TIMEOUT_SECONDS = 900


@dataclass(frozen=True, kw_only=True)
class Chart:
    """One chart, as the table pins it."""

    chart: str
    """Name in its repository, or the whole `oci://` address."""

    repository: str | None
    """URL of the repository; none where the chart is an `oci://` address."""

    version: str
    """Version of the chart, whole."""

    app_version: str
    """Version of what the chart installs."""


@cache
def charts() -> Mapping[str, Chart]:
    """Return key -> chart."""
    with _CHARTS.open(newline="", encoding="utf-8") as lines:
        return {
            row["key"]: Chart(
                chart=row["chart"],
                repository=row["repository"] or None,
                version=row["version"],
                app_version=row["app_version"],
            )
            for row in csv.DictReader(lines)
        }


def release(
    owner: Component,
    cluster: Cluster,
    key: str,
    *,
    role: str,
    namespace: str,
    values: Mapping[str, Any],
    depends_on: Sequence[pulumi.Resource] = (),
    skip_crds: bool = False,
) -> kubernetes.helm.v3.Release:
    """Create `{owner}-{role}`, the release of the chart *key*, called *key* in the cluster; it waits until all is up.

    A release that fails is taken back whole, so that the next update starts from what was there before.
    """
    chart = charts()[key]
    repository = kubernetes.helm.v3.RepositoryOptsArgs(repo=chart.repository) if chart.repository else None
    return kubernetes.helm.v3.Release(
        f"{owner.logical_name}-{role}",
        name=key,
        chart=chart.chart,
        repository_opts=repository,
        version=chart.version,
        namespace=namespace,
        values=dict(values),
        atomic=True,
        skip_crds=skip_crds,
        timeout=_TIMEOUT_SECONDS,
        opts=owner.child(provider=cluster.provider, depends_on=[*cluster.ready, *depends_on]),
    )
