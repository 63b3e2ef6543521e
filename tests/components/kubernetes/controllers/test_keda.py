"""KEDA"""

from __future__ import annotations

import pulumi_aws as aws
import pytest

from components.kubernetes.charts import charts
from components.kubernetes.controllers.keda import Keda, KedaArgs
from components.kubernetes.controllers.values import apart

from .conftest import IDENTITY, NAMESPACE, RELEASE, ROLE, ROLE_POLICY, SYSTEM, called_on, closed

TYPE = "stackwright:kubernetes:Keda"
QUEUE = "arn:aws:sqs:eu-west-1:123456789012:jobs"
CHILDREN = {
    "keda-namespace": NAMESPACE,
    "keda-operator-role": ROLE,
    "keda-operator-policy": ROLE_POLICY,
    "keda-operator-identity": IDENTITY,
    "keda-release": RELEASE,
    **closed("keda"),
}


@pytest.fixture
def made(make):
    return make(Keda, KedaArgs, "keda", after=lambda _: (aws.sns.Topic("first"),))


def test_is_one_release_with_a_role_in_a_closed_namespace(made):
    assert made.named(f"{TYPE}$") == CHILDREN


def test_has_its_children_under_it(made):
    assert {made[name].parent for name in CHILDREN} == {made["keda", TYPE].urn}


def test_is_pinned(made):
    inputs = made["keda-release"].inputs
    assert (inputs["name"], inputs["namespace"], inputs["version"]) == ("keda", "keda", charts()["keda"].version)


def test_measures_metrics_and_may_do_nothing_else(made):
    statement = {"Effect": "Allow", "Action": ["cloudwatch:GetMetricData"], "Resource": "*"}
    assert made.json("keda-operator-policy", "policy")["Statement"] == [statement]


def test_measures_under_its_own_account(made):
    identity = made["keda-operator-identity"].inputs
    assert (identity["namespace"], identity["serviceAccount"]) == ("keda", "keda-operator")
    assert made["keda-release"].inputs["values"]["serviceAccount"] == {
        "operator": {"create": True, "name": "keda-operator"}
    }


def test_has_its_role_before_its_first_pod(made):
    waits = made["keda-release"].dependencies
    assert {made["keda-operator-identity"].urn, made["keda-operator-policy"].urn} <= set(waits)


def test_runs_each_part_twice_on_different_system_nodes(made):
    values = made["keda-release"].inputs["values"]
    assert {part: values[part] for part in ("operator", "metricsServer", "webhooks")} == {
        "operator": {"replicaCount": 2},
        "metricsServer": {"replicaCount": 2},
        "webhooks": {"replicaCount": 2},
    }
    one = {"maxUnavailable": 1}
    assert values["podDisruptionBudget"] == {"operator": one, "metricServer": one, "webhooks": one}
    assert values["topologySpreadConstraints"] == {
        "operator": apart("keda-operator", "app"),
        "metricsServer": apart("keda-operator-metrics-apiserver", "app"),
        "webhooks": apart("keda-admission-webhooks", "app"),
    }
    assert SYSTEM.items() <= values.items()


def test_limits_processor_time_out_of_the_way_where_its_chart_would_limit_it_more(made):
    assert made["keda-release"].inputs["values"]["resources"] == {
        "operator": {"requests": {"cpu": "100m", "memory": "512Mi"}, "limits": {"cpu": "2", "memory": "512Mi"}},
        "metricServer": {"requests": {"cpu": "50m", "memory": "256Mi"}, "limits": {"cpu": "2", "memory": "256Mi"}},
        "webhooks": {"requests": {"cpu": "20m", "memory": "128Mi"}, "limits": {"cpu": "2", "memory": "128Mi"}},
    }


def test_reads_no_secret_and_scales_nothing_but_workloads(made):
    values = made["keda-release"].inputs["values"]
    restricted = {"restrict": {"secret": True}}
    assert values["permissions"] == {"operator": restricted, "metricServer": restricted}
    assert values["rbac"] == {"enabledCustomScaledRefKinds": False}


def test_is_called_for_metrics_and_on_its_webhook(made):
    assert called_on(made, "keda-allow-controller") == [6443, 9443]


def test_comes_after_what_it_is_told_to(made):
    assert made["first"].urn in made["keda-namespace"].dependencies
    assert made["keda-namespace"].urn in made.before("keda-release")


def test_measures_a_queue_that_is_granted_to_it(deploy, scope, make):
    def build(name, args):
        keda = Keda(name, args)
        return keda, keda.grant_queue("jobs", QUEUE)

    made = make(build, KedaArgs, "keda")
    assert made.named(f"{TYPE}$") == {**CHILDREN, "keda-queue-jobs": ROLE_POLICY}
    assert made.json("keda-queue-jobs", "policy")["Statement"] == [
        {"Effect": "Allow", "Action": ["sqs:GetQueueAttributes"], "Resource": QUEUE}
    ]
    assert made["keda-queue-jobs"].inputs["role"] == made["keda-operator-role"].outputs["name"]
    keda, policy = made.result
    assert made.value(keda.role_name) == made["keda-operator-role"].outputs["name"]
    assert made.value(policy.urn) == made["keda-queue-jobs"].urn


def test_lets_a_later_grant_be_altered_by_role(make):
    def build(name, args):
        keda = Keda(name, args)
        keda.grant_queue("jobs", QUEUE)

    made = make(build, KedaArgs, "keda", transform={"queue-jobs": _named})
    assert made["keda-queue-jobs"].inputs["name"] == "granted"


def _named(props):
    return {**props, "name": "granted"}
