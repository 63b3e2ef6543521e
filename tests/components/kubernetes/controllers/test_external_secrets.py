"""External Secrets"""

from __future__ import annotations

import pulumi_aws as aws
import pulumi_kubernetes as kubernetes
import pytest

from components.kubernetes.charts import charts
from components.kubernetes.controllers.external_secrets import (
    EXTERNAL_SECRETS_ACCOUNT,
    EXTERNAL_SECRETS_NAMESPACE,
    ExternalSecrets,
    ExternalSecretsArgs,
    allow_tokens,
)
from components.kubernetes.controllers.values import RESTRICTED, apart
from tests.components.eks.making import StandInCluster
from tests.kubernetes.validation import problems

from .conftest import NAMESPACE, RELEASE, SYSTEM, Owner, ask, called_on, closed

TYPE = "stackwright:kubernetes:ExternalSecrets"
BUDGET = {"enabled": True, "minAvailable": 1}


@pytest.fixture
def made(make):
    return make(ExternalSecrets, ExternalSecretsArgs, "external-secrets", after=lambda _: (aws.sns.Topic("first"),))


def test_are_two_releases_in_a_closed_namespace_and_no_role_at_all(made):
    assert made.named(f"{TYPE}$") == {
        "external-secrets-namespace": NAMESPACE,
        "external-secrets-operator": RELEASE,
        "external-secrets-reloader": RELEASE,
        **closed("external-secrets"),
    }


def test_have_their_children_under_them(made):
    parent = made["external-secrets", TYPE].urn
    assert {made[name].parent for name in made.named(f"{TYPE}$")} == {parent}


@pytest.mark.parametrize(("role", "chart"), [("operator", "external-secrets"), ("reloader", "reloader")])
def test_are_pinned_and_share_a_namespace(made, role, chart):
    inputs = made[f"external-secrets-{role}"].inputs
    assert (inputs["name"], inputs["version"]) == (chart, charts()[chart].version)
    assert inputs["namespace"] == EXTERNAL_SECRETS_NAMESPACE


def test_read_for_one_namespace_at_a_time_and_never_for_the_cluster(made):
    values = made["external-secrets-operator"].inputs["values"]
    assert {key: value for key, value in values.items() if key.startswith("process")} == {
        "processClusterStore": False,
        "processClusterExternalSecret": False,
        "processClusterPushSecret": False,
        "processClusterGenerator": False,
        "processPushSecret": False,
    }


def test_may_not_ask_for_the_token_of_any_service(made):
    values = made["external-secrets-operator"].inputs["values"]
    assert values["rbac"] == {"serviceAccountTokenCreate": False}
    assert values["serviceAccount"] == {"create": True, "name": EXTERNAL_SECRETS_ACCOUNT}


def test_run_every_part_twice_on_different_system_nodes(made):
    values = made["external-secrets-operator"].inputs["values"]
    common = {"replicaCount": 2, "podDisruptionBudget": BUDGET, **SYSTEM}
    assert common.items() <= values.items()
    assert values["leaderElect"] is True
    assert values["resources"] == ask("50m", "256Mi")
    assert values["topologySpreadConstraints"] == apart("external-secrets")
    assert values["webhook"] == {
        **common,
        "resources": ask("20m", "128Mi"),
        "topologySpreadConstraints": apart("external-secrets-webhook"),
    }
    assert values["certController"] == {
        **common,
        "resources": ask("20m", "256Mi"),
        "topologySpreadConstraints": apart("external-secrets-cert-controller"),
    }


def test_restart_only_workloads_that_say_so_and_only_for_secrets(made):
    assert made["external-secrets-reloader"].inputs["values"] == {
        "reloader": {
            "autoReloadAll": False,
            "ignoreConfigMaps": True,
            "ignoreJobs": True,
            "ignoreCronJobs": True,
            "reloadStrategy": "annotations",
            "enableHA": True,
            "readOnlyRootFileSystem": True,
            "podDisruptionBudget": {"enabled": True, "maxUnavailable": 1},
            "deployment": {
                "replicas": 2,
                "containerSecurityContext": RESTRICTED,
                "resources": ask("20m", "256Mi"),
                "topologySpreadConstraints": apart("reloader"),
                **SYSTEM,
            },
        }
    }


def test_are_called_on_the_webhook_alone(made):
    assert called_on(made, "external-secrets-allow-controller") == [10250]


def test_come_after_what_they_are_told_to_and_into_a_namespace_that_is_closed(made):
    assert made["first"].urn in made["external-secrets-namespace"].dependencies
    place = {made[name].urn for name in ("external-secrets-namespace", *closed("external-secrets"))}
    for role in ("operator", "reloader"):
        assert place <= made.before(f"external-secrets-{role}")


def test_are_ready_once_both_releases_are_up(made):
    assert len(made.result.ready) == 2


def _allowed(deploy, scope):
    def program():
        kubernetes.core.v1.Namespace("core-api", metadata={"name": "core-api"})
        return allow_tokens(
            Owner("orders"),
            scope,
            StandInCluster(),
            namespace="core-api",
            service_account="orders-secrets",
            depends_on=[aws.sns.Topic("first")],
        )

    return deploy(program)


def test_may_ask_for_tokens_of_one_account_where_a_service_lets_them(deploy, scope):
    made = _allowed(deploy, scope)
    assert made.named("Owner$") == {
        "orders-tokens-role": "kubernetes:rbac.authorization.k8s.io/v1:Role",
        "orders-tokens-binding": "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
    }
    role, binding = made["orders-tokens-role"].inputs, made["orders-tokens-binding"].inputs
    assert role["metadata"]["name"] == "orders-secrets-tokens"
    assert role["metadata"]["namespace"] == "core-api"
    assert role["rules"] == [
        {
            "apiGroups": [""],
            "resources": ["serviceaccounts/token"],
            "resourceNames": ["orders-secrets"],
            "verbs": ["create"],
        }
    ]
    assert binding["metadata"] == role["metadata"]
    assert binding["roleRef"] == {
        "apiGroup": "rbac.authorization.k8s.io",
        "kind": "Role",
        "name": "orders-secrets-tokens",
    }
    assert binding["subjects"] == [
        {"kind": "ServiceAccount", "name": "external-secrets", "namespace": "external-secrets"}
    ]


def test_wait_for_what_the_permission_needs(deploy, scope):
    made = _allowed(deploy, scope)
    for name in ("orders-tokens-role", "orders-tokens-binding"):
        assert made["first"].urn in made[name].dependencies
        assert made[name].provider.startswith(made["cluster"].urn)


def test_are_allowed_by_what_kubernetes_takes(deploy, scope, made):
    assert problems(_allowed(deploy, scope).stack) == []
    assert problems(made.stack) == []
