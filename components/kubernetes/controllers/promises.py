"""What a healthy cluster promises, as Prometheus rules: how much it may fail, and when it fails too fast. Pure."""

from __future__ import annotations

import json
from typing import Any

_ERRORS = 'sum(rate(apiserver_request_total{{code=~"5.."}}[{window}])) / sum(rate(apiserver_request_total[{window}]))'

# Share of requests that may fail in 30 days.
_BUDGET = 0.001

# Source: Google, "The Site Reliability Workbook", chapter 5, table 5-8: a budget of 30 days is spent in 2 days and in
# 5 days. Windows: long, and short, which ends the alert once the failing has ended.
_BURNS = (("fast", 14.4, "1h", "5m"), ("slow", 6.0, "6h", "30m"))


def rules() -> str:
    """Return the groups of rules as JSON, which any reader of YAML takes.

    Their alerts show in Grafana; people are called by the alarms of CloudWatch, as on every compute.
    """
    groups = [
        {"name": "api-server", "rules": [_availability(), *(_burn(*burn) for burn in _BURNS)]},
        {"name": "workloads", "rules": _workloads()},
    ]
    return json.dumps({"groups": groups}, indent=2, sort_keys=True)


def _availability() -> dict[str, Any]:
    return {"record": "cluster:apiserver_availability:ratio_rate5m", "expr": f"1 - {_ERRORS.format(window='5m')}"}


def _burn(speed: str, factor: float, long: str, short: str) -> dict[str, Any]:
    limit = f"{factor * _BUDGET:.4f}"
    both = " and ".join(f"({_ERRORS.format(window=window)}) > {limit}" for window in (long, short))
    return {
        "alert": f"ApiServerErrorBudgetBurns{speed.capitalize()}",
        "expr": both,
        "labels": {"severity": "critical" if speed == "fast" else "warning"},
        "annotations": {"summary": f"The Kubernetes API fails {factor:g} times as often as its promise allows"},
    }


def _workloads() -> list[dict[str, Any]]:
    return [
        _alert(
            "DeploymentShortOfPods",
            "kube_deployment_status_replicas_available < kube_deployment_spec_replicas",
            "15m",
            "{{ $labels.namespace }}/{{ $labels.deployment }} has had fewer pods than it should for 15 minutes",
        ),
        _alert(
            "PodRestartsOften",
            "increase(kube_pod_container_status_restarts_total[1h]) > 5",
            "5m",
            "{{ $labels.namespace }}/{{ $labels.pod }} restarted more than five times within an hour",
        ),
        _alert(
            "PodNotScheduled",
            'sum by (namespace, pod) (kube_pod_status_phase{phase="Pending"}) > 0',
            "15m",
            "{{ $labels.namespace }}/{{ $labels.pod }} has found no node for 15 minutes",
        ),
    ]


def _alert(name: str, expression: str, duration: str, summary: str) -> dict[str, Any]:
    return {
        "alert": name,
        "expr": expression,
        "for": duration,
        "labels": {"severity": "warning"},
        "annotations": {"summary": summary},
    }
