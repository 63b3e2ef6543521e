"""What stands around a database"""

from __future__ import annotations

import pytest

from components.database import RdsDatabase


def test_is_a_subnet_group_of_isolated_subnets_in_the_order_of_their_zones(deploy, arguments):
    made = deploy(lambda: RdsDatabase("orders", arguments(zones=("c", "a", "b"))))
    inputs = made["orders-subnets"].inputs
    assert inputs["subnetIds"] == ["subnet-isolated-a", "subnet-isolated-b", "subnet-isolated-c"]
    assert inputs["description"] == "Isolated subnets of main"


def test_is_a_security_group_without_a_rule(deploy, arguments, scope):
    made = deploy(lambda: RdsDatabase("orders", arguments()))
    inputs = dict(made["orders-security-group"].inputs)
    inputs.pop("name", None)
    assert inputs == {
        "description": "Database orders",
        "vpcId": "vpc-main",
        "tags": scope.tags("acme-test-orders-security-group"),
    }


def test_is_a_parameter_group_that_requires_tls_whatever_else_it_sets(deploy, arguments, scope):
    made = deploy(lambda: RdsDatabase("orders", arguments(parameters={"work_mem": "8192", "max_connections": "300"})))
    inputs = dict(made["orders-parameters-postgres17"].inputs)
    inputs.pop("name", None)
    assert inputs == {
        "family": "postgres17",
        "description": "Parameters of orders on postgres17",
        "parameters": [
            {"name": "max_connections", "value": "300", "applyMethod": "pending-reboot"},
            {"name": "rds.force_ssl", "value": "1", "applyMethod": "pending-reboot"},
            {"name": "work_mem", "value": "8192", "applyMethod": "pending-reboot"},
        ],
        "skipDestroy": True,
        "tags": scope.tags("acme-test-orders-parameters-postgres17"),
    }


def test_is_another_parameter_group_for_another_major_version(deploy, arguments):
    made = deploy(lambda: RdsDatabase("orders", arguments(version="16.10")))
    assert made["orders-parameters-postgres16"].inputs["family"] == "postgres16"


def test_leaves_no_parameter_group_behind_where_the_stack_may_go(deploy, arguments):
    made = deploy(lambda: RdsDatabase("orders", arguments(removal="destroy")))
    assert made["orders-parameters-postgres17"].inputs["skipDestroy"] is False


@pytest.mark.parametrize("name", ["orders-subnets", "orders-security-group", "orders-parameters-postgres17"])
def test_has_no_fixed_name_where_a_replacement_would_collide(deploy, arguments, name):
    made = deploy(lambda: RdsDatabase("orders", arguments()))
    assert made[name].inputs.get("name") in (None, "")


def test_is_a_log_group_for_each_log_of_each_instance_encrypted_and_not_for_ever(deploy, arguments, scope):
    made = deploy(lambda: RdsDatabase("orders", arguments(replicas=("reports",), log_days=30)))
    groups = {name: made[name].inputs for name in made.named() if name.startswith("orders-log-")}
    assert {name: inputs["name"] for name, inputs in groups.items()} == {
        "orders-log-postgresql": "/aws/rds/instance/acme-test-orders/postgresql",
        "orders-log-upgrade": "/aws/rds/instance/acme-test-orders/upgrade",
        "orders-log-postgresql-reports": "/aws/rds/instance/acme-test-orders-replica-reports/postgresql",
        "orders-log-upgrade-reports": "/aws/rds/instance/acme-test-orders-replica-reports/upgrade",
    }
    for inputs in groups.values():
        assert inputs["kmsKeyId"] == "arn:aws:kms:eu-west-1:123456789012:key/logs"
        assert inputs["retentionInDays"] == 30
        assert inputs["tags"] == scope.tags(inputs["name"])


def test_is_a_monitoring_role_for_these_instances_alone(deploy, arguments):
    made = deploy(lambda: RdsDatabase("orders", arguments(replicas=("reports",))))
    assert made.json("orders-monitoring", "assumeRolePolicy") == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "monitoring.rds.amazonaws.com"},
                "Action": "sts:AssumeRole",
                "Condition": {
                    "StringEquals": {"aws:SourceAccount": "123456789012"},
                    "ArnEquals": {
                        "aws:SourceArn": [
                            "arn:aws:rds:eu-west-1:123456789012:db:acme-test-orders",
                            "arn:aws:rds:eu-west-1:123456789012:db:acme-test-orders-replica-reports",
                        ]
                    },
                },
            }
        ],
    }
    attached = made["orders-monitoring-policy"].inputs
    assert attached["policyArn"] == "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
    assert attached["role"] == made["orders-monitoring"].outputs["name"]
