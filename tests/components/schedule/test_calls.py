"""Each thing is switched by the calls of its own API, and by hand with a command."""

from __future__ import annotations

import pytest

from components.off_hours import MachineGroup, ScalableService, StoppableDatabase
from components.schedule.calls import database_calls, group_calls, wake_database, wake_group, wake_service

NODES = MachineGroup(name="nodes", arn="arn:nodes", min=1, max=5, desired=2)


def database(**given):
    return StoppableDatabase(identifier="orders", arn="arn:orders", **given)


@pytest.mark.parametrize(
    ("given", "kind"),
    [({}, "Instance"), ({"kind": "cluster", "engine": "aurora-postgresql"}, "Cluster")],
)
def test_a_database_is_stopped_and_started(given, kind):
    switched = database_calls(database(**given))
    assert switched.arn == "arn:orders"
    assert (switched.off.api, switched.on.api) == (f"rds:stopDB{kind}", f"rds:startDB{kind}")
    # Not as the API Reference spells it: EventBridge Scheduler refuses "DBInstanceIdentifier".
    assert switched.off.input == switched.on.input == {f"Db{kind}Identifier": "orders"}
    assert (switched.off.permission, switched.on.permission) == (f"rds:StopDB{kind}", f"rds:StartDB{kind}")


def test_a_group_loses_its_machines_and_may_not_get_new_ones():
    switched = group_calls(NODES)
    assert switched.arn == "arn:nodes"
    assert {switched.off.api, switched.on.api} == {"autoscaling:updateAutoScalingGroup"}
    assert {switched.off.permission, switched.on.permission} == {"autoscaling:UpdateAutoScalingGroup"}
    assert switched.off.input == {"AutoScalingGroupName": "nodes", "MinSize": 0, "MaxSize": 0, "DesiredCapacity": 0}
    assert switched.on.input == {"AutoScalingGroupName": "nodes", "MinSize": 1, "MaxSize": 5, "DesiredCapacity": 2}


def test_a_command_wakes_each(deploy, scope):
    service = ScalableService(resource_id="service/main/api", min=1, max=2)
    cluster = database(kind="cluster", engine="aurora-mysql")
    made = deploy(
        lambda: [
            wake_service(scope, service),
            wake_database(scope, database()),
            wake_database(scope, cluster),
            wake_group(scope, NODES),
        ]
    )
    assert [made.value(command) for command in made.result] == [
        "aws application-autoscaling register-scalable-target --service-namespace ecs --scalable-dimension "
        "ecs:service:DesiredCount --resource-id service/main/api --min-capacity 1 --max-capacity 2 --region eu-west-1",
        "aws rds start-db-instance --db-instance-identifier orders --region eu-west-1",
        "aws rds start-db-cluster --db-cluster-identifier orders --region eu-west-1",
        "aws autoscaling update-auto-scaling-group --auto-scaling-group-name nodes --min-size 1 --max-size 5 "
        "--desired-capacity 2 --region eu-west-1",
    ]
