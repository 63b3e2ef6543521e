"""The collector"""

from __future__ import annotations

import pytest

from components.kubernetes.controllers.collecting import collector_config

URL = "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write"


def _config(url=None):
    return collector_config("eu-west-1", namespace="acme-test", log_group="/acme/test/metrics", remote_write_url=url)


def test_takes_telemetry_in_by_otlp_over_both_ways():
    assert _config()["receivers"] == {
        "otlp": {"protocols": {"grpc": {"endpoint": "0.0.0.0:4317"}, "http": {"endpoint": "0.0.0.0:4318"}}}
    }


def test_sends_traces_to_x_ray_and_metrics_to_cloudwatch():
    assert _config()["exporters"] == {
        "awsxray": {"region": "eu-west-1"},
        "awsemf": {
            "region": "eu-west-1",
            "namespace": "acme-test",
            "log_group_name": "/acme/test/metrics",
            "dimension_rollup_option": "NoDimensionRollup",
        },
    }


def test_sends_metrics_to_prometheus_where_there_is_one_and_signs_them():
    config = _config(URL)
    assert config["exporters"] == {
        "awsxray": {"region": "eu-west-1"},
        "prometheusremotewrite": {"endpoint": URL, "auth": {"authenticator": "sigv4auth"}},
    }
    assert config["extensions"]["sigv4auth"] == {"region": "eu-west-1", "service": "aps"}


@pytest.mark.parametrize(("url", "exporter"), [(None, "awsemf"), (URL, "prometheusremotewrite")])
def test_bounds_its_memory_before_anything_else(url, exporter):
    pipelines = _config(url)["service"]["pipelines"]
    first = {"receivers": ["otlp"], "processors": ["memory_limiter", "batch"]}
    assert pipelines == {
        "traces": {**first, "exporters": ["awsxray"]},
        "metrics": {**first, "exporters": [exporter]},
    }


@pytest.mark.parametrize("url", [None, URL])
def test_uses_all_that_it_defines_and_defines_all_that_it_uses(url):
    config = _config(url)
    service = config["service"]
    assert sorted(config["extensions"]) == service["extensions"]
    for kind in ("receivers", "processors", "exporters"):
        used = {name for pipeline in service["pipelines"].values() for name in pipeline[kind]}
        assert used == set(config[kind])


def test_says_whether_it_is_well():
    assert _config()["extensions"] == {"health_check": {"endpoint": "0.0.0.0:13133"}}
