"""The managed collector"""

from __future__ import annotations

import json

import pytest

from components.kubernetes.controllers.scraping import INTERVAL_SECONDS, scrape_configuration


@pytest.fixture
def document():
    return json.loads(scrape_configuration())


def _job(document, name):
    (found,) = [job for job in document["scrape_configs"] if job["job_name"] == name]
    return found


def test_reads_the_api_server_nodes_containers_and_objects(document):
    assert [job["job_name"] for job in document["scrape_configs"]] == [
        "apiserver",
        "kubelet",
        "cadvisor",
        "kube-state-metrics",
    ]


def test_takes_a_sample_every_half_minute(document):
    assert document["global"] == {"scrape_interval": "30s"}
    assert INTERVAL_SECONDS == 30


@pytest.mark.parametrize("name", ["apiserver", "kubelet", "cadvisor"])
def test_says_who_it_is_over_a_safe_channel(document, name):
    job = _job(document, name)
    assert job["scheme"] == "https"
    assert job["authorization"] == {"credentials_file": "/var/run/secrets/kubernetes.io/serviceaccount/token"}


def test_reads_of_all_endpoints_those_of_the_api_server(document):
    job = _job(document, "apiserver")
    assert job["kubernetes_sd_configs"] == [{"role": "endpoints"}]
    assert job["relabel_configs"] == [
        {
            "source_labels": [
                "__meta_kubernetes_namespace",
                "__meta_kubernetes_service_name",
                "__meta_kubernetes_endpoint_port_name",
            ],
            "regex": "default;kubernetes;https",
            "action": "keep",
        }
    ]


@pytest.mark.parametrize(("name", "path"), [("kubelet", "metrics"), ("cadvisor", "metrics/cadvisor")])
def test_reads_nodes_through_the_api_server(document, name, path):
    job = _job(document, name)
    assert job["kubernetes_sd_configs"] == [{"role": "node"}]
    assert job["relabel_configs"] == [
        {"target_label": "__address__", "replacement": "kubernetes.default.svc:443"},
        {
            "source_labels": ["__meta_kubernetes_node_name"],
            "regex": "(.+)",
            "target_label": "__metrics_path__",
            "replacement": f"/api/v1/nodes/$1/proxy/{path}",
        },
    ]


def test_keeps_the_labels_of_the_objects_it_reads_of(document):
    job = _job(document, "kube-state-metrics")
    assert job["honor_labels"] is True
    (keep,) = job["relabel_configs"]
    assert (keep["regex"], keep["action"]) == ("kube-state-metrics;http", "keep")


def test_is_configured_alike_in_every_run():
    assert scrape_configuration() == scrape_configuration()
