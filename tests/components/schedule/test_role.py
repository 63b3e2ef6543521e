"""The role that switches databases and machines may do that, to those, for its own schedules."""

from __future__ import annotations

import pulumi
import pytest

from components.component import Component
from components.off_hours import MachineGroup, StoppableDatabase
from components.schedule.calls import database_calls, group_calls
from components.schedule.role import calling_role

GROUP = "arn:aws:scheduler:eu-west-1:123456789012:schedule-group/off"


@pytest.fixture
def made(deploy, scope):
    called = {
        "reports": database_calls(StoppableDatabase(identifier="reports", arn="arn:reports")),
        "orders": database_calls(StoppableDatabase(identifier="orders", arn="arn:orders")),
        "events": database_calls(
            StoppableDatabase(identifier="events", arn="arn:events", kind="cluster", engine="aurora-mysql")
        ),
        "nodes": group_calls(MachineGroup(name="nodes", arn="arn:nodes", min=1, max=2, desired=1)),
    }

    def program():
        owner = Component("test:index:Owner", "off-hours", {}, None)
        calling_role(owner, scope, pulumi.Output.from_input(GROUP), called)

    return deploy(program)


def test_it_is_for_the_schedules_of_one_group_of_this_account(made):
    assert made.json("off-hours-role", "assumeRolePolicy") == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "scheduler.amazonaws.com"},
                "Action": "sts:AssumeRole",
                "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012", "aws:SourceArn": GROUP}},
            }
        ],
    }


def test_it_may_switch_exactly_what_it_is_given(made):
    assert made.json("off-hours-policy", "policy") == {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": ["autoscaling:UpdateAutoScalingGroup"], "Resource": ["arn:nodes"]},
            {"Effect": "Allow", "Action": ["rds:StartDBCluster", "rds:StopDBCluster"], "Resource": ["arn:events"]},
            {
                "Effect": "Allow",
                "Action": ["rds:StartDBInstance", "rds:StopDBInstance"],
                "Resource": ["arn:orders", "arn:reports"],
            },
        ],
    }
    assert made["off-hours-policy"].inputs["role"] == made["off-hours-role"].outputs["name"]


def test_it_says_what_it_is_for(made, scope):
    inputs = made["off-hours-role"].inputs
    assert inputs["description"] == "Switches off and on what off-hours names"
    assert inputs["tags"] == scope.tags("acme-test-off-hours-role")


def test_it_goes_with_its_stack_whatever_a_budget_attached_to_it(made):
    assert made["off-hours-role"].inputs["forceDetachPolicies"] is True
