"""A Prometheus"""

from __future__ import annotations

import pytest

from components.kubernetes.controllers.prometheus import Prometheus, PrometheusArgs
from tests.components.compute.conftest import StandInNetwork

from .conftest import KEY, LOG_KEY


def _args(scope, **changes):
    basis = {"scope": scope, "cluster": None, "network": None, "mode": "managed"}
    return PrometheusArgs(**{**basis, "kms_key_arn": KEY, "log_kms_key_arn": LOG_KEY, **changes})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"mode": "both"}, "mode must be one of managed, in-cluster, got 'both'"),
        ({"retention_days": 0}, "retention_days must be 1 to 1095, got 0"),
        ({"retention_days": 1096}, "retention_days must be 1 to 1095, got 1096"),
        ({"storage_gib": 0}, "storage_gib must be at least 1, got 0"),
        ({"log_days": 6}, "log_days must be a time CloudWatch Logs offers, got 6"),
    ],
)
def test_refuses_what_cannot_be(scope, changes, message):
    with pytest.raises(ValueError, match=message):
        _args(scope, **changes)


@pytest.mark.parametrize("days", [1, 1095])
def test_takes_the_shortest_and_the_longest_time(scope, days):
    assert _args(scope, retention_days=days).retention_days == days


@pytest.mark.parametrize("mode", ["managed", "in-cluster"])
def test_says_who_keeps_the_metrics(make, mode):
    made = make(
        Prometheus,
        PrometheusArgs,
        "metrics",
        network=lambda _: StandInNetwork(),
        mode=mode,
        kms_key_arn=KEY,
        log_kms_key_arn=LOG_KEY,
    )
    assert made.result.mode == mode
    inputs = made["metrics", "stackwright:kubernetes:Prometheus"].inputs
    assert inputs == {"mode": mode, "retentionDays": 30}
