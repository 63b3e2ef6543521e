"""The collector"""

from __future__ import annotations

import pytest

from components.kubernetes.controllers.collecting import collector_config, to_cloudwatch, to_server, to_workspace

WORKSPACE = "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write"
SERVER = "http://prometheus.monitoring:9090/api/v1/write"
CLOUDWATCH = to_cloudwatch("eu-west-1", namespace="acme-test", log_group="/acme/test/metrics")

everywhere = pytest.mark.parametrize(
    "destination",
    [CLOUDWATCH, to_workspace("eu-west-1", WORKSPACE), to_server(SERVER)],
    ids=("cloudwatch", "workspace", "server"),
)


def _config(destination=CLOUDWATCH):
    return collector_config("eu-west-1", destination)


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


def test_sends_metrics_to_a_workspace_and_signs_them():
    config = _config(to_workspace("eu-west-1", WORKSPACE))
    assert config["exporters"] == {
        "awsxray": {"region": "eu-west-1"},
        "prometheusremotewrite": {"endpoint": WORKSPACE, "auth": {"authenticator": "sigv4auth"}},
    }
    assert config["extensions"]["sigv4auth"] == {"region": "eu-west-1", "service": "aps"}


def test_sends_metrics_to_a_server_in_the_cluster_as_they_are():
    config = _config(to_server(SERVER))
    assert config["exporters"] == {
        "awsxray": {"region": "eu-west-1"},
        "prometheusremotewrite": {"endpoint": SERVER},
    }
    assert "sigv4auth" not in config["extensions"]


@everywhere
def test_bounds_its_memory_before_anything_else(destination):
    pipelines = _config(destination)["service"]["pipelines"]
    first = {"receivers": ["otlp"], "processors": ["memory_limiter", "batch"]}
    assert pipelines == {
        "traces": {**first, "exporters": ["awsxray"]},
        "metrics": {**first, "exporters": [destination.exporter]},
    }


@everywhere
def test_uses_all_that_it_defines_and_defines_all_that_it_uses(destination):
    config = _config(destination)
    service = config["service"]
    assert sorted(config["extensions"]) == service["extensions"]
    for kind in ("receivers", "processors", "exporters"):
        used = {name for pipeline in service["pipelines"].values() for name in pipeline[kind]}
        assert used == set(config[kind])


def test_says_whether_it_is_well():
    assert _config()["extensions"] == {"health_check": {"endpoint": "0.0.0.0:13133"}}
