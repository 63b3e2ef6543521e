"""A Grafana in the cluster"""

from __future__ import annotations

import pytest

from components.kubernetes.charts import charts
from components.kubernetes.controllers.grafana import Grafana, GrafanaArgs
from components.kubernetes.controllers.server_access import way_to_server
from components.kubernetes.controllers.values import RESTRICTED
from tests.kubernetes.validation import problems

from .conftest import NAMESPACE, POLICY, RELEASE, SYSTEM, ask, called_on, closed

TYPE = "stackwright:kubernetes:Grafana"
CHILDREN = {
    "view-namespace": NAMESPACE,
    "view-release": RELEASE,
    "view-server-access": POLICY,
    **closed("view"),
}


@pytest.fixture
def made(make, metrics):
    return make(Grafana, GrafanaArgs, "view", prometheus=metrics("in-cluster"))


def test_is_one_release_in_a_closed_namespace(made):
    assert made.named(f"{TYPE}$") == CHILDREN


def test_has_its_children_under_it(made):
    assert {made[name].parent for name in CHILDREN} == {made["view", TYPE].urn}


def test_is_pinned(made):
    inputs = made["view-release"].inputs
    assert (inputs["namespace"], inputs["version"]) == ("grafana", charts()["grafana"].version)


def test_asks_the_server_in_the_cluster_and_has_no_password(made):
    assert made["view-release"].inputs["values"] == {
        "datasources": {
            "datasources.yaml": {
                "apiVersion": 1,
                "datasources": [
                    {
                        "name": "Prometheus",
                        "type": "prometheus",
                        "url": "http://kube-prometheus-stack-prometheus.monitoring:9090",
                        "isDefault": True,
                        "editable": False,
                    }
                ],
            }
        },
        "env": {"GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION": "true"},
        "grafana.ini": {
            "analytics": {"check_for_updates": False, "check_for_plugin_updates": False, "reporting_enabled": False},
            "auth": {"disable_login_form": True},
            "auth.anonymous": {"enabled": True, "org_role": "Viewer"},
            "plugins": {"preinstall_disabled": True, "plugin_admin_enabled": False},
        },
        "rbac": {"create": False},
        "automountServiceAccountToken": False,
        "testFramework": {"enabled": False},
        "containerSecurityContext": RESTRICTED,
        "extraEmptyDirMounts": [{"name": "tmp", "mountPath": "/tmp"}],
        "resources": ask("100m", "512Mi"),
        **SYSTEM,
    }


def test_reaches_the_server_and_is_reached_by_nobody(made):
    assert called_on(made, "view-allow-controller") == []
    assert made["view-allow-controller"].inputs["spec"]["egress"][1:] == [way_to_server()]
    assert made["view-server-access"].inputs["metadata"]["name"] == "allow-grafana"


def test_comes_after_what_it_shows(made):
    assert made["prometheus-release"].urn in made["view-namespace"].dependencies
    assert made["prometheus-release"].urn in made["view-server-access"].dependencies
    assert {made["view-namespace"].urn, made["view-server-access"].urn} <= made.before("view-release")


def test_is_found_in_the_cluster(made):
    assert made.value(made.result.grafana_url) == "http://grafana.grafana"
    assert len(made.result.ready) == 1


def test_is_what_kubernetes_takes(made):
    assert problems(made.stack) == []
