"""A cluster offers Fargate, measures every container, records shell sessions and gives services names."""

from __future__ import annotations

import pytest

from components.compute.ecs_cluster import EcsClusterArgs

KEY = "arn:aws:kms:eu-west-1:123456789012:key/logs"


def test_it_is_made_of_these_children(deploy, peers):
    assert deploy(peers.cluster).named(under="stackwright:compute:EcsCluster") == {
        "main": "aws:ecs/cluster:Cluster",
        "main-capacity": "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
        "main-exec-logs": "aws:cloudwatch/logGroup:LogGroup",
        "main-insights-logs": "aws:cloudwatch/logGroup:LogGroup",
        "main-namespace": "aws:servicediscovery/httpNamespace:HttpNamespace",
        "main-restart-function": "aws:lambda/function:Function",
        "main-restart-logs": "aws:cloudwatch/logGroup:LogGroup",
        "main-restart-policy": "aws:iam/rolePolicy:RolePolicy",
        "main-restart-role": "aws:iam/role:Role",
    }


def test_every_child_belongs_to_it(deploy, peers):
    made = deploy(peers.cluster)
    component = made["main", "stackwright:compute:EcsCluster"]
    assert {made[name].parent for name in made.named()} == {component.urn}


def test_the_facts_that_matter_are_its_inputs(deploy, peers):
    made = deploy(peers.cluster)
    component = made["main", "stackwright:compute:EcsCluster"]
    assert component.inputs == {"containerInsights": "enhanced", "logDays": 365, "removal": "retain"}


def test_shell_sessions_are_encrypted_and_recorded(deploy, peers):
    made = deploy(peers.cluster)
    assert made["main", "aws:ecs/cluster:Cluster"].inputs["configuration"] == {
        "executeCommandConfiguration": {
            "kmsKeyId": KEY,
            "logging": "OVERRIDE",
            "logConfiguration": {
                "cloudWatchEncryptionEnabled": True,
                "cloudWatchLogGroupName": "/acme/test/main/exec",
            },
        }
    }
    logs = made["main-exec-logs"].inputs
    assert (logs["name"], logs["retentionInDays"], logs["kmsKeyId"]) == ("/acme/test/main/exec", 365, KEY)


def test_fargate_and_its_spare_capacity_are_offered(deploy, peers):
    made = deploy(peers.cluster)
    assert made["main-capacity"].inputs == {
        "clusterName": "acme-test-main",
        "capacityProviders": ["FARGATE", "FARGATE_SPOT"],
        "defaultCapacityProviderStrategies": [{"capacityProvider": "FARGATE", "weight": 1}],
    }


@pytest.mark.parametrize("mode", ["enhanced", "enabled", "disabled"])
def test_what_is_measured_can_be_chosen(deploy, peers, mode):
    made = deploy(lambda: peers.cluster(container_insights=mode))
    settings = made["main", "aws:ecs/cluster:Cluster"].inputs["settings"]
    assert settings == [{"name": "containerInsights", "value": mode}]
    assert made.result.container_insights == mode


def test_what_is_measured_is_logged_with_a_key_and_forgotten_in_time(deploy, peers, scope):
    made = deploy(lambda: peers.cluster(log_days=14))
    name = "/aws/ecs/containerinsights/acme-test-main/performance"
    logs = made["main-insights-logs"]
    assert logs.inputs == {"name": name, "retentionInDays": 14, "kmsKeyId": KEY, "tags": scope.tags(name)}
    # Else ECS would be the first to make it.
    assert logs.urn in made["main", "aws:ecs/cluster:Cluster"].dependencies


def test_what_is_not_measured_is_not_logged(deploy, peers):
    assert "main-insights-logs" not in deploy(lambda: peers.cluster(container_insights="disabled")).named()


def test_names_are_shared_in_a_namespace_of_its_own(deploy, peers):
    made = deploy(peers.cluster)
    namespace = made["main-namespace"]
    assert namespace.inputs["name"] == "acme-test-main"
    cluster = made["main", "aws:ecs/cluster:Cluster"]
    assert cluster.inputs["serviceConnectDefaults"] == {"namespace": namespace.outputs["arn"]}


def test_everything_that_takes_tags_is_tagged(deploy, peers, scope):
    made = deploy(peers.cluster)
    names = {
        "main": "acme-test-main",
        "main-namespace": "acme-test-main",
        "main-exec-logs": "/acme/test/main/exec",
        "main-restart-function": "acme-test-main-restart-function",
        "main-restart-logs": "/acme/test/main/restart",
        "main-restart-role": "acme-test-main-restart-role",
    }
    assert {name: made[name].inputs["tags"] for name in names} == {
        name: scope.tags(physical) for name, physical in names.items()
    }


@pytest.mark.parametrize("removal", ["retain", "destroy"])
def test_the_cluster_holds_no_data_and_is_in_nobodys_way(deploy, peers, removal):
    made = deploy(lambda: peers.cluster(removal=removal))
    assert not [name for name in made.named() if made[name].options.protect]


def test_its_outputs_are_those_of_its_children(deploy, peers):
    made = deploy(peers.cluster)
    cluster, logs = made["main", "aws:ecs/cluster:Cluster"], made["main-exec-logs"]
    outputs = {
        key: made.value(getattr(made.result, key))
        for key in type(made.result).__annotations__
        if key not in ("kms_key_arn", "container_insights", "removal")
    }
    assert outputs == {
        "cluster_arn": cluster.outputs["arn"],
        "cluster_name": "acme-test-main",
        "namespace_arn": made["main-namespace"].outputs["arn"],
        "exec_log_group_name": "/acme/test/main/exec",
        "exec_log_group_arn": logs.outputs["arn"],
        "restart_function_arn": made["main-restart-function"].outputs["arn"],
    }
    assert made.result.kms_key_arn == KEY


def test_a_transform_reaches_a_child(deploy, peers):
    made = deploy(lambda: peers.cluster(transform={"exec-logs": lambda args: {**args, "retention_in_days": 731}}))
    assert made["main-exec-logs"].inputs["retentionInDays"] == 731


def test_a_measure_that_does_not_exist_is_refused(scope):
    with pytest.raises(ValueError, match="one of enhanced, enabled, disabled, got 'all'"):
        EcsClusterArgs(scope=scope, kms_key_arn=KEY, container_insights="all")


def test_a_retention_that_is_not_offered_is_refused(scope):
    with pytest.raises(ValueError, match="log_days must be a time CloudWatch Logs offers, got 31"):
        EcsClusterArgs(scope=scope, kms_key_arn=KEY, log_days=31)
