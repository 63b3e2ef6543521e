"""A managed Prometheus"""

from __future__ import annotations

import json

import pulumi_aws as aws
import pytest

from components.eks.addon_versions import addon_versions
from components.kubernetes.controllers.prometheus import Prometheus, PrometheusArgs
from components.kubernetes.controllers.promises import rules
from components.kubernetes.controllers.scraping import scrape_configuration
from tests.components.compute.conftest import StandInNetwork

from .conftest import ADDON, KEY, LOG_KEY, SYSTEM, ask, called_on, closed

TYPE = "stackwright:kubernetes:Prometheus"
CHILDREN = {
    "metrics": "aws:amp/workspace:Workspace",
    "metrics-collector": "aws:amp/scraper:Scraper",
    "metrics-configuration": "aws:amp/workspaceConfiguration:WorkspaceConfiguration",
    "metrics-kube-state-metrics": ADDON,
    "metrics-logs": "aws:cloudwatch/logGroup:LogGroup",
    "metrics-rules": "aws:amp/ruleGroupNamespace:RuleGroupNamespace",
    **closed("metrics"),
}
LOG = "/aws/vendedlogs/prometheus/acme-test-metrics"


def _made(make, **changes):
    keys = {"kms_key_arn": KEY, "log_kms_key_arn": LOG_KEY}
    network = {"network": lambda _: StandInNetwork()}
    return make(Prometheus, PrometheusArgs, "metrics", **{"mode": "managed", **keys, **network, **changes})


def test_is_a_workspace_with_all_that_fills_it(make):
    assert _made(make).named(f"{TYPE}$") == CHILDREN


def test_has_its_children_under_it(make):
    made = _made(make)
    assert {made[name].parent for name in CHILDREN} == {made["metrics", TYPE].urn}


def test_encrypts_metrics_and_the_log_of_what_failed(make, scope):
    made = _made(make, log_days=30)
    assert made["metrics"].inputs["kmsKeyArn"] == KEY
    assert made["metrics-logs"].inputs == {
        "name": LOG,
        "retentionInDays": 30,
        "kmsKeyId": LOG_KEY,
        "tags": scope.tags(LOG),
    }
    log = made["metrics"].inputs["loggingConfiguration"]
    assert log == {"logGroupArn": f"{made['metrics-logs'].outputs['arn']}:*"}


def test_keeps_the_tag_that_its_collector_writes(make, scope):
    made = _made(make)
    assert made["metrics"].inputs["tags"] == {**scope.tags("acme-test-metrics"), "AMPAgentlessScraper": ""}
    assert made["metrics-collector"].inputs["tags"] == scope.tags("acme-test-metrics-collector")
    assert made["metrics-rules"].inputs["tags"] == scope.tags("acme-test-metrics-rules")


@pytest.mark.parametrize(("removal", "protect"), [("retain", True), ("destroy", False)])
def test_is_kept_as_its_cluster_is(make, removal, protect):
    assert _made(make, removal=removal)["metrics"].options.protect is protect


def test_keeps_metrics_as_long_as_it_is_told(make):
    made = _made(make, retention_days=90)
    assert made["metrics-configuration"].inputs == {
        "workspaceId": made["metrics"].id,
        "retentionPeriodInDays": 90,
    }


def test_collects_within_the_network_as_the_cluster_does(make):
    made = _made(make)
    inputs = made["metrics-collector"].inputs
    assert inputs["source"] == {
        "eks": {
            "clusterArn": "arn:aws:eks:eu-west-1:123456789012:cluster/acme-test-main",
            "subnetIds": ["subnet-private-a", "subnet-private-b"],
            "securityGroupIds": ["sg-cluster"],
        }
    }
    assert inputs["destination"] == {"amp": {"workspaceArn": made["metrics"].outputs["arn"]}}
    assert inputs["scrapeConfiguration"] == scrape_configuration()


def test_knows_what_the_cluster_promises(make):
    inputs = _made(make)["metrics-rules"].inputs
    assert (inputs["name"], inputs["data"]) == ("promises", rules())


def test_learns_of_objects_from_an_add_on_that_it_alone_calls(make):
    made = _made(make)
    inputs = made["metrics-kube-state-metrics"].inputs
    assert inputs["addonVersion"] == addon_versions()["1.35"]["kube-state-metrics"]
    assert json.loads(inputs["configurationValues"]) == {"resources": ask("20m", "256Mi"), **SYSTEM}
    assert called_on(made, "metrics-allow-controller") == [8080]


def test_collects_once_there_is_something_to_collect(make):
    made = _made(make, after=lambda _: (aws.sns.Topic("first"),))
    waits = made["metrics-collector"].dependencies
    assert {made[name].urn for name in ("first", "identity-agent", "metrics-kube-state-metrics")} <= set(waits)


def test_tells_where_to_ask_and_where_to_send(make):
    made = _made(make)
    result, endpoint = made.result, made["metrics"].outputs["prometheusEndpoint"]
    assert made.value(result.query_url) == endpoint
    assert made.value(result.remote_write_url) == f"{endpoint}api/v1/remote_write"
    assert made.value(result.workspace_arn) == made["metrics"].outputs["arn"]
    ready = {made.value(one.urn) for one in result.ready}
    (last,) = [name for name in closed("metrics") if made[name].urn in ready]
    assert len(ready) == 4
    assert made.before(last) >= {made[name].urn for name in closed("metrics") if name != last}
