"""A service deploys without downtime, goes back by itself and is reached only by whom it names."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws
import pytest

from components.access import SecretRef
from components.component import Component
from components.compute.spec import Image, Scale, ScheduledScale

KEY = "arn:aws:kms:eu-west-1:123456789012:key/logs"
COMPONENT = "stackwright:compute:FargateService"
SERVICE = ("orders", "aws:ecs/service:Service")

CHILDREN = {
    "orders": "aws:ecs/service:Service",
    "orders-egress-https": "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    "orders-execution-policy": "aws:iam/rolePolicy:RolePolicy",
    "orders-execution-role": "aws:iam/role:Role",
    "orders-logs": "aws:cloudwatch/logGroup:LogGroup",
    "orders-rollback-memory": "aws:cloudwatch/metricAlarm:MetricAlarm",
    "orders-scaling": "aws:appautoscaling/target:Target",
    "orders-scaling-cpu": "aws:appautoscaling/policy:Policy",
    "orders-security-group": "aws:ec2/securityGroup:SecurityGroup",
    "orders-task-definition": "aws:ecs/taskDefinition:TaskDefinition",
    "orders-task-role": "aws:iam/role:Role",
}


@dataclass(frozen=True)
class Caller:
    logical_name: str
    security_group_id: pulumi.Output[str]


class Network(Component):
    def __init__(self, name: str) -> None:
        super().__init__("test:index:Network", name, {}, None)
        self.vpc_id = pulumi.Output.from_input("vpc-1")
        self.ipv6 = False
        self.zones = ("a",)
        self.private_subnet_ids = {"a": pulumi.Output.from_input("subnet-a")}
        aws.ec2.Route(f"{name}-route", route_table_id="rtb-1", nat_gateway_id="nat-1", opts=self.child())


@pytest.fixture
def routed(deploy, peers):
    return deploy(lambda: peers.service(target=peers.target()))


def test_it_is_made_of_these_children(orders):
    assert orders().named(under=COMPONENT) == CHILDREN


def test_behind_a_balancer_only_its_rollback_alarm_differs(routed):
    expected = {**CHILDREN, "orders-rollback-errors": "aws:cloudwatch/metricAlarm:MetricAlarm"}
    del expected["orders-rollback-memory"]
    assert routed.named(under=COMPONENT) == expected


def test_given_a_secret_it_has_what_restarts_it_besides(deploy, peers):
    made = deploy(lambda: peers.service(secrets={"TOKEN": SecretRef(secret_arn="arn:a")}))
    assert made.named(under=COMPONENT) == {
        **CHILDREN,
        "orders-restart-permission": "aws:lambda/permission:Permission",
        "orders-restart-rule": "aws:cloudwatch/eventRule:EventRule",
        "orders-restart-target": "aws:cloudwatch/eventTarget:EventTarget",
    }


def test_every_child_belongs_to_it(orders):
    made = orders()
    assert {made[name].parent for name in made.named(under=COMPONENT)} == {made["orders", COMPONENT].urn}


def test_the_facts_that_matter_are_its_inputs(orders):
    schedules = {"night": ScheduledScale(cron="0 20 * * *", min=0, max=0)}
    made = orders(scale=Scale(min=2, max=6, schedules=schedules))
    assert made["orders", COMPONENT].inputs == {
        "image": "orders:v1",
        "cpu": 0.25,
        "memory": 512,
        "architecture": "arm64",
        "minTasks": 2,
        "maxTasks": 6,
        "schedules": {"night": "0 20 * * *"},
        "spot": False,
        "port": 8080,
    }


def test_facts_that_are_none_are_left_out(orders):
    inputs = orders(port=None, image=Image(repository="orders"))["orders", COMPONENT].inputs
    assert inputs["image"] == "orders"
    assert not {"port", "schedules"} & set(inputs)


def test_its_service_is_exactly_this(orders, scope):
    made = orders()
    assert made[SERVICE].inputs == {
        "name": "acme-test-orders",
        "cluster": made["main", "aws:ecs/cluster:Cluster"].outputs["arn"],
        "taskDefinition": made["orders-task-definition"].outputs["arn"],
        "desiredCount": 2,
        "availabilityZoneRebalancing": "ENABLED",
        "capacityProviderStrategies": [{"capacityProvider": "FARGATE", "base": 1, "weight": 1}],
        "forceNewDeployment": True,
        "triggers": {"spot": "false"},
        "deploymentMinimumHealthyPercent": 100,
        "deploymentMaximumPercent": 200,
        "deploymentCircuitBreaker": {"enable": True, "rollback": True},
        "alarms": {"enable": True, "rollback": True, "alarmNames": ["acme-test-orders-rollback-memory"]},
        "waitForSteadyState": True,
        "networkConfiguration": {
            "subnets": ["subnet-private-a", "subnet-private-b"],
            "securityGroups": [made["orders-security-group"].id],
            "assignPublicIp": False,
        },
        "serviceConnectConfiguration": {
            "enabled": True,
            "namespace": made["main-namespace"].outputs["arn"],
            "services": [
                {
                    "portName": "orders",
                    "discoveryName": "orders",
                    "clientAlias": [{"dnsName": "orders", "port": 8080}],
                    # An answer may take its time: 0 switches the proxy's limit off.
                    "timeout": {"perRequestTimeoutSeconds": 0, "idleTimeoutSeconds": 300},
                }
            ],
            "logConfiguration": {
                "logDriver": "awslogs",
                "options": {
                    "awslogs-group": "/acme/test/orders",
                    "awslogs-region": "eu-west-1",
                    "awslogs-stream-prefix": "service-connect",
                    "mode": "non-blocking",
                    "max-buffer-size": "25m",
                },
            },
        },
        "enableExecuteCommand": False,
        "enableEcsManagedTags": True,
        "propagateTags": "SERVICE",
        "tags": scope.tags("acme-test-orders"),
    }


def test_the_number_of_tasks_is_left_to_autoscaling(orders):
    assert orders()[SERVICE].options.ignore_changes == ("desiredCount",)


def test_a_replacement_does_not_collide_with_its_name(orders):
    assert orders()[SERVICE].options.delete_before_replace is True


def test_without_an_image_no_task_runs(orders):
    assert orders(image=Image(repository="orders"))[SERVICE].inputs["desiredCount"] == 0


def test_a_worker_calls_others_by_name_and_offers_none(orders):
    connect = orders(port=None)[SERVICE].inputs["serviceConnectConfiguration"]
    assert connect["enabled"] is True
    assert "services" not in connect


def test_a_shell_is_open_only_where_it_is_asked_for(orders):
    assert orders(exec=True)[SERVICE].inputs["enableExecuteCommand"] is True


def test_it_waits_for_rights_rule_capacity_and_whom_it_calls(deploy, peers):
    def program():
        cluster, target = peers.cluster(), peers.target()
        stock = peers.service("stock", cluster=cluster)
        return peers.service(cluster=cluster, target=target, after=(stock,), spec=peers.spec(exec=True))

    made = deploy(program)
    waits = made[SERVICE].dependencies
    names = (
        "orders-execution-policy",
        "orders-exec-policy",
        "listener-rule",
        "main-capacity",
        ("stock", "aws:ecs/service:Service"),
    )
    assert [name for name in names if made[name].urn not in waits] == []


def test_no_task_starts_before_the_network_has_its_way_out(deploy, peers):
    def program():
        network = Network("net")
        return peers.service(network=network)

    made = deploy(program)
    assert made["net-route"].urn in made[SERVICE].dependencies


def test_nobody_reaches_it_until_allowed(orders, scope):
    made = orders()
    group = made["orders-security-group"]
    assert group.inputs == {
        "description": "Tasks of acme-test-orders",
        "vpcId": "vpc-1",
        "tags": scope.tags("acme-test-orders-security-group"),
    }
    assert [name for name in made.named() if "ingress" in name] == []


def test_it_reaches_https_and_nothing_else(orders):
    made = orders()
    rule = made["orders-egress-https"].inputs
    assert rule["securityGroupId"] == made["orders-security-group"].id
    assert (rule["cidrIpv4"], rule["ipProtocol"], rule["fromPort"], rule["toPort"]) == ("0.0.0.0/0", "tcp", 443, 443)
    assert [name for name in made.named() if "egress" in name] == ["orders-egress-https"]


def test_it_reaches_https_over_ipv6_where_the_network_has_it(deploy, peers):
    made = deploy(lambda: peers.service(network=peers.ipv6_network()))
    assert made["orders-egress-https-ipv6"].inputs["cidrIpv6"] == "::/0"


def test_whom_it_allows_reaches_its_port(deploy, peers):
    def program():
        service = peers.service()
        service.allow_from(Caller("edge", pulumi.Output.from_input("sg-edge")))
        return service

    made = deploy(program)
    own = made["orders-security-group"].id
    ingress, egress = made["orders-ingress-edge"].inputs, made["orders-egress-edge"].inputs
    assert (ingress["securityGroupId"], ingress["referencedSecurityGroupId"]) == (own, "sg-edge")
    assert (egress["securityGroupId"], egress["referencedSecurityGroupId"]) == ("sg-edge", own)
    assert {rule["fromPort"] for rule in (ingress, egress)} == {rule["toPort"] for rule in (ingress, egress)} == {8080}
    assert made["orders-ingress-edge"].parent == made["orders", COMPONENT].urn


def test_a_worker_lets_nobody_in(deploy, peers):
    def program():
        peers.service(spec=peers.spec(port=None)).allow_from(Caller("edge", pulumi.Output.from_input("sg-edge")))

    with pytest.raises(ValueError, match="orders has no port to open to edge: give spec\\.port"):
        deploy(program)


def test_its_log_is_encrypted_and_forgets(orders, scope):
    assert orders()["orders-logs"].inputs == {
        "name": "/acme/test/orders",
        "retentionInDays": 30,
        "kmsKeyId": KEY,
        "tags": scope.tags("/acme/test/orders"),
    }


def test_its_outputs_are_those_of_its_children(orders):
    made = orders()
    outputs = made["orders", COMPONENT].outputs
    service = made[SERVICE]
    assert {key: made.value(getattr(made.result, key)) for key in type(made.result).__annotations__} == {
        "service_name": "acme-test-orders",
        "service_arn": service.outputs["arn"],
        "task_definition_arn": made["orders-task-definition"].outputs["arn"],
        "task_role_arn": made["orders-task-role"].outputs["arn"],
        "role_name": made["orders-task-role"].outputs["name"],
        "security_group_id": made["orders-security-group"].id,
        "log_group_name": "/acme/test/orders",
        "internal_url": "http://orders:8080",
    }
    assert "internal_url" in outputs


def test_whoever_calls_it_is_told_its_url_and_starts_after_it(deploy, peers):
    def program():
        cluster = peers.cluster()
        stock = peers.service("stock-keeping", cluster=cluster)
        return peers.service(cluster=cluster, environment=stock.connection.environment)

    made = deploy(program)
    (container,) = made.json("orders-task-definition", "containerDefinitions")
    assert container["environment"] == [{"name": "STOCK_KEEPING_URL", "value": "http://stock-keeping:8080"}]
    stock = made["stock-keeping", "aws:ecs/service:Service"]
    assert stock.urn in made["orders-task-definition"].property_dependencies["containerDefinitions"]


def test_a_worker_cannot_be_connected_to(orders):
    service = orders(port=None).result
    assert service.internal_url is None
    with pytest.raises(ValueError, match="orders has no port, so nothing can connect to it: give spec\\.port"):
        _ = service.connection


def test_it_watches_itself(orders):
    made = orders()
    alarms = made.result.alarms
    assert [alarm.key for alarm in alarms] == ["cpu-high", "memory-high", "running-below-desired", "at-maximum"]
    dimensions = alarms[0].metrics["value"].dimensions
    assert made.value(dimensions["ClusterName"]) == "acme-test-main"
    assert dimensions["ServiceName"] == "acme-test-orders"


def test_in_a_cluster_that_counts_nothing_it_does_not_wait_for_counts(deploy, peers):
    made = deploy(lambda: peers.service(cluster=peers.cluster(container_insights="disabled")))
    assert [alarm.key for alarm in made.result.alarms] == ["cpu-high", "memory-high"]


def test_a_transform_reaches_a_child(deploy, peers):
    made = deploy(lambda: peers.service(transform={"primary": lambda args: {**args, "platform_version": "1.4.0"}}))
    assert made[SERVICE].inputs["platformVersion"] == "1.4.0"
