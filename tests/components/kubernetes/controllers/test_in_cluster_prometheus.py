"""A Prometheus in the cluster"""

from __future__ import annotations

import pulumi_aws as aws

from components.kubernetes.charts import charts
from components.kubernetes.controllers.prometheus import Prometheus, PrometheusArgs
from tests.components.compute.conftest import StandInNetwork
from tests.kubernetes.validation import problems

from .conftest import KEY, LOG_KEY, NAMESPACE, RELEASE, SYSTEM, ask, called_on, closed

TYPE = "stackwright:kubernetes:Prometheus"
CHILDREN = {"metrics-namespace": NAMESPACE, "metrics-release": RELEASE, **closed("metrics")}


def _made(make, **changes):
    keys = {"kms_key_arn": KEY, "log_kms_key_arn": LOG_KEY}
    network = {"network": lambda _: StandInNetwork()}
    return make(Prometheus, PrometheusArgs, "metrics", **{"mode": "in-cluster", **keys, **network, **changes})


def _values(made):
    return made["metrics-release"].inputs["values"]


def test_is_one_release_in_a_closed_namespace(make):
    assert _made(make).named(f"{TYPE}$") == CHILDREN


def test_has_its_children_under_it(make):
    made = _made(make)
    assert {made[name].parent for name in CHILDREN} == {made["metrics", TYPE].urn}


def test_is_pinned(make):
    chart, inputs = charts()["kube-prometheus-stack"], _made(make)["metrics-release"].inputs
    assert (inputs["namespace"], inputs["version"]) == ("monitoring", chart.version)


def test_leaves_out_what_eks_does_not_show_and_what_others_do(make):
    values = _values(_made(make))
    off = {key for key, value in values.items() if value == {"enabled": False}}
    assert off == {
        "alertmanager",
        "grafana",
        "kubeControllerManager",
        "kubeEtcd",
        "kubeProxy",
        "kubeScheduler",
        "nodeExporter",
    }


def test_has_no_rule_on_what_is_not_there(make):
    rules = ("alertmanager", "kubePrometheusNodeRecording", "network", "node")
    assert _values(_made(make))["defaultRules"] == {
        "rules": dict.fromkeys((*rules, "nodeExporterAlerting", "nodeExporterRecording"), False),
        "disabled": dict.fromkeys(("InfoInhibitor", "PrometheusNotConnectedToAlertmanagers", "Watchdog"), True),
    }


def test_keeps_metrics_on_an_encrypted_volume_that_never_fills(make):
    server = _values(_made(make, retention_days=15, storage_gib=100))["prometheus"]["prometheusSpec"]
    assert server == {
        "replicas": 1,
        "retention": "15d",
        "retentionSize": "87040MiB",
        "storageSpec": {
            "volumeClaimTemplate": {
                "spec": {
                    "storageClassName": "gp3",
                    "accessModes": ["ReadWriteOnce"],
                    "resources": {"requests": {"storage": "100Gi"}},
                }
            }
        },
        "enableRemoteWriteReceiver": True,
        "tsdb": {"outOfOrderTimeWindow": "10m"},
        "ruleSelectorNilUsesHelmValues": False,
        "resources": ask("200m", "2Gi"),
        **SYSTEM,
    }


def test_runs_its_helpers_on_system_nodes_and_shows_them_no_secret(make):
    values = _values(_made(make))
    assert values["prometheusOperator"] == {
        "resources": ask("50m", "256Mi"),
        "prometheusConfigReloader": {"resources": ask("10m", "64Mi")},
        "admissionWebhooks": {"patch": {"resources": ask("10m", "64Mi"), **SYSTEM}},
        **SYSTEM,
    }
    assert values["kube-state-metrics"] == {
        "collectorsExclude": ["secrets"],
        "resources": ask("20m", "256Mi"),
        **SYSTEM,
    }


def test_is_called_on_its_webhook_alone_until_others_are_let_in(make):
    assert called_on(_made(make), "metrics-allow-controller") == [10250]


def test_reaches_kubelets_and_name_servers_in_the_network(make):
    spec = _made(make)["metrics-allow-controller"].inputs["spec"]
    assert spec["egress"][1:] == [
        {
            "to": [{"ipBlock": {"cidr": "10.0.0.0/16"}}],
            "ports": [{"protocol": "TCP", "port": 9153}, {"protocol": "TCP", "port": 10250}],
        }
    ]


def test_comes_after_what_it_is_told_to(make):
    made = _made(make, after=lambda _: (aws.sns.Topic("first"),))
    assert made["first"].urn in made["metrics-namespace"].dependencies
    assert made["metrics-namespace"].urn in made.before("metrics-release")


def test_is_asked_within_the_cluster(make):
    made = _made(make)
    result = made.result
    assert made.value(result.query_url) == "http://kube-prometheus-stack-prometheus.monitoring:9090"
    assert result.workspace_arn is None
    url = "http://kube-prometheus-stack-prometheus.monitoring:9090/api/v1/write"
    assert made.value(result.remote_write_url) == url
    assert len(result.ready) == 1


def test_is_what_kubernetes_takes(make):
    assert problems(_made(make).stack) == []
