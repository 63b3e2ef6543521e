"""A database"""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from components.database import RdsDatabase

KEY = "arn:aws:kms:eu-west-1:123456789012:key/data"
PLAIN = {
    "orders": "aws:rds/instance:Instance",
    "orders-subnets": "aws:rds/subnetGroup:SubnetGroup",
    "orders-security-group": "aws:ec2/securityGroup:SecurityGroup",
    "orders-parameters-postgres17": "aws:rds/parameterGroup:ParameterGroup",
    "orders-log-postgresql": "aws:cloudwatch/logGroup:LogGroup",
    "orders-log-upgrade": "aws:cloudwatch/logGroup:LogGroup",
    "orders-monitoring": "aws:iam/role:Role",
    "orders-monitoring-policy": "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "orders-final-snapshot": "random:index/randomId:RandomId",
}
ROTATED = {
    "orders-password": "random:index/randomPassword:RandomPassword",
    "orders-secret": "aws:secretsmanager/secret:Secret",
    "orders-secret-policy": "aws:secretsmanager/secretPolicy:SecretPolicy",
    "orders-secret-version": "aws:secretsmanager/secretVersion:SecretVersion",
    "orders-secret-rotation": "aws:secretsmanager/secretRotation:SecretRotation",
    "orders-rotation-log": "aws:cloudwatch/logGroup:LogGroup",
    "orders-rotation-role": "aws:iam/role:Role",
    "orders-rotation-function": "aws:lambda/function:Function",
    "orders-rotation-policy": "aws:iam/rolePolicy:RolePolicy",
    "orders-rotation-permission": "aws:lambda/permission:Permission",
}
REPLICA = {
    "orders-replica-reports": "aws:rds/instance:Instance",
    "orders-log-postgresql-reports": "aws:cloudwatch/logGroup:LogGroup",
    "orders-log-upgrade-reports": "aws:cloudwatch/logGroup:LogGroup",
}


def test_is_made_of_exactly_these_children(deploy, arguments):
    assert deploy(lambda: RdsDatabase("orders", arguments())).named() == PLAIN


def test_with_a_rotated_secret_has_the_secret_and_its_function_besides(deploy, arguments):
    made = deploy(lambda: RdsDatabase("orders", arguments(master_secret="rotated")))
    assert made.named() == PLAIN | ROTATED


def test_with_a_replica_has_it_and_its_logs_besides(deploy, arguments):
    made = deploy(lambda: RdsDatabase("orders", arguments(replicas=("reports",))))
    assert made.named() == PLAIN | ROTATED | REPLICA


def test_adds_a_replica_without_touching_the_children_it_has(deploy, arguments):
    before = deploy(lambda: RdsDatabase("orders", arguments(replicas=("reports",))))
    after = deploy(lambda: RdsDatabase("orders", arguments(replicas=("audit", "reports"))))
    # The monitoring role's trust names every instance: it is the one that changes, in place.
    for name in set(before.named()) - {"orders-monitoring"}:
        assert after[name].inputs == before[name].inputs


def test_shows_its_facts_in_the_preview(deploy, arguments):
    made = deploy(lambda: RdsDatabase("orders", arguments(replicas=("reports",), max_storage_gib=100)))
    assert made["orders", "stackwright:database:RdsDatabase"].inputs == {
        "engine": "postgres",
        "version": "17.6",
        "instanceClass": "db.t4g.medium",
        "storageGib": 50,
        "maxStorageGib": 100,
        "multiAz": True,
        "replicas": ["reports"],
        "backupDays": 14,
    }


def test_has_its_children_under_itself(deploy, arguments):
    made = deploy(lambda: RdsDatabase("orders", arguments(replicas=("reports",))))
    component = made["orders", "stackwright:database:RdsDatabase"]
    secret = made["orders-secret", "stackwright:security:Secret"]
    assert secret.parent == component.urn
    for name in made.named():
        inside = name.startswith("orders-secret")
        assert made[name].parent == (secret.urn if inside else component.urn), name


def test_tags_every_child_that_takes_tags(deploy, arguments, scope):
    made = deploy(lambda: RdsDatabase("orders", arguments(replicas=("reports",))))
    untagged = {name for name in made.named() if "tags" not in made[name].inputs}
    assert untagged == {
        "orders-monitoring-policy",
        "orders-final-snapshot",
        "orders-password",
        "orders-secret-policy",
        "orders-secret-version",
        "orders-secret-rotation",
        "orders-rotation-policy",
        "orders-rotation-permission",
    }
    for name in set(made.named()) - untagged:
        tags = made[name].inputs["tags"]
        assert tags == scope.tags(tags["Name"]), name
        assert "acme-test-orders" in tags["Name"], name


def test_tells_where_it_is_found(deploy, arguments):
    made = deploy(lambda: RdsDatabase("orders", arguments(replicas=("reports",))))
    database, instance = made.result, made["orders"].outputs
    assert made.value(database.database_endpoint) == f"{instance['address']}:5432"
    assert made.value(database.database_address) == instance["address"]
    assert made.value(database.database_port) == 5432
    assert made.value(database.database_name) == "app"
    assert made.value(database.database_identifier) == "acme-test-orders"
    assert made.value(database.secret_arn) == made["orders-secret"].outputs["arn"]
    assert made.value(database.security_group_id) == made["orders-security-group"].id
    assert {key: made.value(address) for key, address in database.replica_addresses.items()} == {
        "reports": made["orders-replica-reports"].outputs["address"]
    }


def test_is_connected_to_by_environment_and_secrets(deploy, arguments):
    def program():
        connection = RdsDatabase("orders", arguments(replicas=("eu-reports",))).connection
        return SimpleNamespace(
            environment=connection.environment,
            secrets=connection.secrets,
            references={key: ref.value_from for key, ref in connection.secrets.items()},
        )

    made = deploy(program)
    arn = made["orders-secret"].outputs["arn"]
    assert {key: made.value(value) for key, value in made.result.environment.items()} == {
        "DATABASE_HOST": made["orders"].outputs["address"],
        "DATABASE_PORT": "5432",
        "DATABASE_NAME": "app",
        "DATABASE_SECRET_ARN": arn,
        "DATABASE_REPLICA_HOST_EU_REPORTS": made["orders-replica-eu-reports"].outputs["address"],
    }
    assert {key: made.value(value) for key, value in made.result.references.items()} == {
        "DATABASE_USERNAME": f"{arn}:username::",
        "DATABASE_PASSWORD": f"{arn}:password::",
    }
    assert {ref.kms_key_arn for ref in made.result.secrets.values()} == {KEY}


def test_opens_its_one_port_to_a_granted_peer_and_to_nobody_else(deploy, arguments, service):
    closed = deploy(lambda: RdsDatabase("orders", arguments()))
    assert not [type_ for type_ in closed.named().values() if "securityGroup" in type_ and "Rule" in type_]
    made = deploy(lambda: RdsDatabase("orders", arguments()).allow_from(service))
    assert set(made.named()) - set(PLAIN) == {"orders-ingress-api", "orders-egress-api"}
    rule = made["orders-ingress-api"].inputs
    assert (rule["ipProtocol"], rule["fromPort"], rule["toPort"]) == ("tcp", 5432, 5432)
    assert rule["securityGroupId"] == made["orders-security-group"].id
    assert rule["referencedSecurityGroupId"] == "sg-api"


def test_grants_its_master_secret_and_the_key_through_secrets_manager(deploy, arguments, service):
    def program():
        database = RdsDatabase("orders", arguments())
        database.grant_read(service)
        return database

    made = deploy(program)
    assert made["orders-read-api"].inputs["role"] == "api-role"
    secret, key = made.json("orders-read-api", "policy")["Statement"]
    assert secret == {
        "Effect": "Allow",
        "Action": ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
        "Resource": made.value(made.result.secret_arn),
    }
    assert secret["Resource"].startswith("arn:aws:secretsmanager:eu-west-1:123456789012:secret:")
    assert (key["Action"], key["Resource"]) == (["kms:Decrypt"], KEY)
    assert key["Condition"] == {"StringEquals": {"kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com"}}


def test_brings_the_alarms_of_all_its_parts(deploy, arguments):
    made = deploy(lambda: RdsDatabase("orders", arguments(replicas=("reports",))))
    assert [spec.key for spec in made.result.alarms] == [
        "cpu",
        "storage",
        "connections",
        "memory",
        "replica-reports-lag",
        "replica-reports-cpu",
        "rotation-errors",
    ]
    plain = deploy(lambda: RdsDatabase("orders", arguments()))
    assert [spec.key for spec in plain.result.alarms] == ["cpu", "storage", "connections", "memory"]


def test_lets_the_caller_change_a_child_by_role(deploy, arguments):
    change = {"primary": lambda props: props | {"storageThroughput": 500}, "secret-rotation": lambda props: props}
    made = deploy(lambda: RdsDatabase("orders", arguments(master_secret="rotated", transform=change)))
    assert made["orders"].inputs["storageThroughput"] == 500


def test_refuses_a_name_that_rds_would_refuse(deploy, arguments, scope):
    odd = replace(scope, organization="1acme")
    with pytest.raises(ValueError, match="must start with a letter"):
        deploy(lambda: RdsDatabase("orders", arguments(scope=odd)))


def test_refuses_a_network_with_isolated_subnets_in_one_zone(deploy, arguments):
    with pytest.raises(ValueError, match="isolated subnets in two zones or more"):
        deploy(lambda: RdsDatabase("orders", arguments(zones=("a",))))


def test_tells_a_schedule_what_it_stops(deploy, arguments):
    given = {"multi_az": False, "backup_window": "12:00-12:30", "maintenance_window": "fri:13:00-fri:13:30"}
    made = deploy(lambda: RdsDatabase("orders", arguments(**given)))
    stoppable = made.result.stoppable
    instance = made["orders", "aws:rds/instance:Instance"]
    assert made.value(stoppable.identifier) == "acme-test-orders"
    assert made.value(stoppable.arn) == instance.outputs["arn"]
    assert (stoppable.kind, stoppable.engine, stoppable.multi_az, stoppable.replicas) == (
        "instance",
        "postgres",
        False,
        (),
    )
    assert (stoppable.backup_window, stoppable.maintenance_window) == ("12:00-12:30", "fri:13:00-fri:13:30")


def test_tells_a_schedule_that_it_has_replicas(deploy, arguments):
    made = deploy(lambda: RdsDatabase("orders", arguments(replicas=("reports",))))
    assert made.result.stoppable.replicas == ("reports",)
