"""A managed Grafana"""

from __future__ import annotations

import json

import pytest

from components.kubernetes.controllers.grafana import Grafana, GrafanaArgs
from components.kubernetes.controllers.managed_grafana import trust

from .conftest import ROLE, ROLE_POLICY

TYPE = "stackwright:kubernetes:Grafana"
WORKSPACE = "aws:grafana/workspace:Workspace"
CHILDREN = {"view": WORKSPACE, "view-role": ROLE, "view-policy": ROLE_POLICY}


@pytest.fixture
def made(make, metrics):
    return make(Grafana, GrafanaArgs, "view", prometheus=metrics("managed"))


def test_is_a_workspace_and_its_role(made):
    assert made.named(f"{TYPE}$") == CHILDREN


def test_has_its_children_under_it(made):
    assert {made[name].parent for name in CHILDREN} == {made["view", TYPE].urn}


def test_knows_people_by_identity_center_and_takes_no_plugin(made, scope):
    inputs = dict(made["view"].inputs)
    assert json.loads(inputs.pop("configuration")) == {
        "plugins": {"pluginAdminEnabled": False},
        "unifiedAlerting": {"enabled": True},
    }
    assert inputs == {
        "name": "acme-test-view",
        "description": "Metrics of acme-test",
        "accountAccessType": "CURRENT_ACCOUNT",
        "authenticationProviders": ["AWS_SSO"],
        "permissionType": "CUSTOMER_MANAGED",
        "roleArn": made["view-role"].outputs["arn"],
        "dataSources": ["CLOUDWATCH", "PROMETHEUS", "XRAY"],
        "grafanaVersion": "12.4",
        "tags": scope.tags("acme-test-view"),
    }


def test_reads_one_workspace_metrics_and_traces_and_writes_nothing(made):
    ask, look = made.json("view-policy", "policy")["Statement"]
    assert ask == {
        "Effect": "Allow",
        "Action": ["aps:GetLabels", "aps:GetMetricMetadata", "aps:GetSeries", "aps:QueryMetrics"],
        "Resource": made["prometheus", "aws:amp/workspace:Workspace"].outputs["arn"],
    }
    assert look["Resource"] == "*"
    verbs = ("Get", "List", "BatchGet")
    assert all(action.partition(":")[2].startswith(verbs) for action in look["Action"])


def test_takes_its_role_in_this_account_and_region_alone(scope):
    (statement,) = json.loads(trust(scope))["Statement"]
    assert statement == {
        "Effect": "Allow",
        "Principal": {"Service": "grafana.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Condition": {
            "StringEquals": {"aws:SourceAccount": "123456789012"},
            "ArnLike": {"aws:SourceArn": "arn:aws:grafana:eu-west-1:123456789012:/workspaces/*"},
        },
    }


def test_has_its_policy_before_it_is_asked_anything(made):
    assert made["view-policy"].urn in made["view"].dependencies
    assert made["view-role"].inputs["tags"]["Name"] == "acme-test-view-role"


@pytest.mark.parametrize(("removal", "protect", "forced"), [("retain", True, None), ("destroy", False, True)])
def test_is_kept_as_its_cluster_is(make, metrics, removal, protect, forced):
    made = make(Grafana, GrafanaArgs, "view", removal=removal, prometheus=metrics("managed"))
    assert made["view"].options.protect is protect
    assert made["view-role"].inputs.get("forceDetachPolicies") is forced


def test_is_managed_by_the_groups_it_is_told(make, metrics):
    made = make(Grafana, GrafanaArgs, "view", prometheus=metrics("managed"), admin_group_ids=("g-1", "g-2"))
    assert made["view-admins"].inputs == {
        "role": "ADMIN",
        "groupIds": ["g-1", "g-2"],
        "workspaceId": made["view"].id,
    }


def test_is_found_on_the_internet(made):
    assert made.value(made.result.grafana_url) == f"https://{made['view'].outputs['endpoint']}"
    assert len(made.result.ready) == 1
