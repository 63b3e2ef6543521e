"""Each stack file builds what it says, grows without replacing anything, and grants no more than is needed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from stackwright.model import Stack, redact, reveal
from stackwright.sources.project import load_config
from tests.stacks import PROJECT, ROOT, STACKS, difference, run, unchanged

# The one resource type of AWS that each of these actions supports is none: IAM takes "*" and nothing else.
# Source: Service Authorization Reference, the actions' tables, read 2026-11-21.
ONLY_STAR = {
    "ecr:GetAuthorizationToken",
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
}


def statements(stack: Stack, types: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (resource name, statement) of the policy documents in the given inputs, by type."""
    for resource in stack.managed():
        if resource.type in types:
            document = json.loads(reveal(resource.inputs[types[resource.type]]))
            for statement in document["Statement"]:
                yield resource.name, statement


def account(stack: str) -> str:
    (only,) = json.loads(load_config(PROJECT, stack).values["aws:allowedAccountIds"])
    return str(only)


def tag_names(tags: Any) -> set[str]:
    """Return the names in a map of tags, or in the list that Auto Scaling groups take."""
    return set(tags) if isinstance(tags, dict) else {tag["key"] for tag in tags}


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("stack", STACKS)
def test_builds_the_whole_platform(stack: str) -> None:
    kinds = {r.type.rsplit(":", 1)[-1] for r in unchanged(stack).resources if r.type.startswith("stackwright:")}

    # Only development sleeps.
    assert kinds - ({"Schedule"} if stack == "dev" else set()) == {
        "Alarms",
        "CostGuard",
        "Dashboard",
        "EcrRepository",
        "EcsCluster",
        "EncryptionKey",
        "FargateService",
        "LoadBalancer",
        "RdsDatabase",
        "Secret",
        "Vpc",
    }


@pytest.mark.parametrize("stack", STACKS)
def test_registers_the_same_twice(stack: str) -> None:
    again = run(stack)

    assert redact([r.inputs for r in again.resources]) == redact([r.inputs for r in unchanged(stack).resources])
    assert [r.urn for r in again.resources] == [r.urn for r in unchanged(stack).resources]


def test_only_prod_protects_what_holds_data() -> None:
    protected = {r.type.split(":")[-1] for r in unchanged("prod").managed() if r.options.protect}

    assert {"Bucket", "Instance", "Key", "LoadBalancer", "Repository", "Secret", "Vpc"} <= protected
    assert not [r.urn for r in unchanged("dev").managed() if r.options.protect]


def test_a_zone_added_to_prod_changes_membership_lists_and_the_dashboard_only() -> None:
    after = run("prod", lambda values: values["stackwright:network"]["zones"].append("d"))

    gone, changed = difference(unchanged("prod"), after)

    assert not gone
    assert changed == {
        ("aws:cloudwatch/dashboard:Dashboard", "dashboardBody"),
        ("aws:ec2/vpcEndpoint:VpcEndpoint", "routeTableIds"),
        ("aws:ec2/vpcEndpoint:VpcEndpoint", "subnetIds"),
        ("aws:ecs/service:Service", "networkConfiguration"),
        ("aws:lb/loadBalancer:LoadBalancer", "subnets"),
        ("aws:rds/subnetGroup:SubnetGroup", "subnetIds"),
    }


def test_a_service_added_to_prod_changes_the_dashboard_only() -> None:
    def add(values: dict[str, Any]) -> None:
        services = values["stackwright:services"]
        services["billing"] = {**services["pricing"], "image": {"repository": "billing", "tag": "1.0.0"}}

    gone, changed = difference(unchanged("prod"), run("prod", add))

    assert not gone
    assert changed == {("aws:cloudwatch/dashboard:Dashboard", "dashboardBody")}


def test_an_alarm_receiver_added_to_prod_changes_nothing_that_is_there() -> None:
    def add(values: dict[str, Any]) -> None:
        values["stackwright:alerts"]["P3"].append("finance@acme.example")

    assert difference(unchanged("prod"), run("prod", add)) == (set(), set())


@pytest.mark.parametrize("stack", STACKS)
def test_identity_policies_name_actions_and_resources(stack: str) -> None:
    documents = {"aws:iam/rolePolicy:RolePolicy": "policy", "aws:iam/policy:Policy": "policy"}
    found = list(statements(unchanged(stack), documents))

    assert found
    for name, statement in found:
        actions = listed(statement["Action"])
        assert not [action for action in actions if "*" in action], name
        if "*" in listed(statement["Resource"]):
            assert set(actions) <= ONLY_STAR, name


@pytest.mark.parametrize("stack", STACKS)
def test_key_policies_open_the_key_to_nobody_but_the_account_and_named_services(stack: str) -> None:
    for name, statement in statements(unchanged(stack), {"aws:kms/key:Key": "policy"}):
        if "kms:*" in listed(statement["Action"]):
            assert listed(statement["Principal"]["AWS"]) == [f"arn:aws:iam::{account(stack)}:root"], name
        else:
            assert set(statement["Principal"]) == {"Service"}, name
            assert statement["Condition"], name


@pytest.mark.parametrize("stack", STACKS)
def test_security_groups_admit_the_world_to_the_balancer_only(stack: str) -> None:
    rules = [
        r for r in unchanged(stack).managed() if r.type == "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
    ]
    open_to_all = {
        (r.urn.split("::")[2].split("$")[0], r.inputs["fromPort"], r.inputs["toPort"])
        for r in rules
        if r.inputs.get("cidrIpv4") == "0.0.0.0/0" or r.inputs.get("cidrIpv6") == "::/0"
    }

    balancer = "stackwright:network:LoadBalancer"
    assert open_to_all <= {(balancer, 80, 80), (balancer, 443, 443)}
    assert all(r.inputs["description"] for r in rules)


@pytest.mark.parametrize("stack", STACKS)
def test_everything_that_can_be_tagged_carries_the_house_tags(stack: str) -> None:
    house = {"Name", "Organization", "Environment", "Owner", "CostCenter", "ManagedBy", "Repository"}
    for resource in unchanged(stack).managed():
        if "tagsAll" in resource.outputs or "tags" in resource.inputs:
            assert house <= tag_names(resource.inputs.get("tags", {})), resource.urn


@pytest.mark.parametrize("stack", STACKS)
def test_every_alarm_links_to_a_runbook_that_exists(stack: str) -> None:
    alarms = [r for r in unchanged(stack).managed() if r.type == "aws:cloudwatch/metricAlarm:MetricAlarm"]
    linked = [r for r in alarms if "Alarms$" in r.urn]

    assert len(linked) > 20
    for alarm in linked:
        page = alarm.inputs["alarmDescription"].rsplit("/docs/", 1)[1].split()[0]
        assert (ROOT / "docs" / page).is_file(), page


@pytest.mark.parametrize("stack", STACKS)
def test_whatever_a_budget_tells_somebody_hears(stack: str) -> None:
    managed = list(unchanged(stack).managed())
    heard = {r.inputs["topic"] for r in managed if r.type == "aws:sns/topicSubscription:TopicSubscription"}
    (budget,) = [r for r in managed if r.type == "aws:budgets/budget:Budget"]

    told = [one["subscriberSnsTopicArns"] for one in budget.inputs["notifications"]]
    assert len(told) == 4
    assert {topic for topics in told for topic in topics} <= heard


def test_an_ephemeral_stack_stops_its_database_and_its_services_when_its_budget_is_spent() -> None:
    stack = run("dev", lambda values: values.update({"stackwright:profile": "ephemeral"}))

    made = {(r.type, r.name): r for r in stack.managed()}
    kind = "aws:budgets/budgetAction:BudgetAction"
    databases, permissions = (
        made[kind, f"costs-ceiling-{key}"].inputs["definition"] for key in ("databases", "permissions")
    )
    assert databases["ssmActionDefinition"]["instanceIds"] == ["acme-dev-database"]
    roles = [made["aws:iam/role:Role", f"{name}-task-role"].outputs["name"] for name in ("api", "pricing", "web")]
    starts_the_database = made["aws:iam/role:Role", "off-hours-role"].outputs["name"]
    assert permissions["iamActionDefinition"]["roles"] == [*roles, starts_the_database]


def test_only_an_ephemeral_stack_stops_anything() -> None:
    assert not [r for name in STACKS for r in unchanged(name).managed() if r.type.endswith(":BudgetAction")]


def test_dev_is_off_outside_working_hours_and_nothing_calls_anybody_for_that() -> None:
    made = {(r.type, r.name): r for r in unchanged("dev").managed()}
    action = "aws:appautoscaling/scheduledAction:ScheduledAction"
    for service in ("api", "pricing", "web"):
        at_night, by_day = (
            made[action, f"off-hours-{service}-{key}"].inputs["scalableTargetAction"] for key in ("stop", "start")
        )
        assert (at_night, by_day) == ({"minCapacity": 0, "maxCapacity": 0}, {"minCapacity": 1, "maxCapacity": 2})
    for key, operation in (("stop", "stopDBInstance"), ("start", "startDBInstance")):
        target = made["aws:scheduler/schedule:Schedule", f"off-hours-database-{key}"].inputs["target"]
        assert target["arn"].endswith(f":rds:{operation}")
        assert json.loads(target["input"]) == {"DbInstanceIdentifier": "acme-dev-database"}
    muted = made["aws:cloudwatch/alarmMuteRule:AlarmMuteRule", "off-hours-mute-1"].inputs["muteTargets"]["alarmNames"]
    assert set(muted) == {
        "acme-dev-public-elb-5xx",
        *(f"acme-dev-public-{route}-{key}" for route in ("api", "web") for key in ("no-healthy", "unhealthy")),
    }


@pytest.mark.parametrize("stack", STACKS)
def test_everything_that_accumulates_is_forgotten_in_time(stack: str) -> None:
    made = list(unchanged(stack).managed())

    def of(kind: str) -> list[dict[str, Any]]:
        return [r.inputs for r in made if r.type == kind]

    logs, buckets, repositories = (
        of(f"aws:{kind}") for kind in ("cloudwatch/logGroup:LogGroup", "s3/bucket:Bucket", "ecr/repository:Repository")
    )
    assert len(logs) >= 8
    assert all(log["retentionInDays"] > 0 for log in logs)
    # A function without a log group named would make one that is kept for ever.
    assert all(function["loggingConfig"]["logGroup"] for function in of("aws:lambda/function:Function"))
    lifecycles = of("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")
    assert len(lifecycles) == len(buckets) == 1
    (rule,) = lifecycles[0]["rules"]
    assert (rule["status"], rule["filter"]) == ("Enabled", {"prefix": ""})
    assert rule["expiration"]["days"] > 0
    assert rule["noncurrentVersionExpiration"]["noncurrentDays"] > 0
    assert rule["abortIncompleteMultipartUpload"]["daysAfterInitiation"] > 0
    assert len(of("aws:ecr/lifecyclePolicy:LifecyclePolicy")) == len(repositories) == 3
    databases = [inputs for inputs in of("aws:rds/instance:Instance") if "replicateSourceDb" not in inputs]
    assert all(1 <= inputs["backupRetentionPeriod"] <= 35 for inputs in databases)
    for template in of("aws:ec2/launchTemplate:LaunchTemplate"):
        assert all(each["ebs"]["deleteOnTermination"] == "true" for each in template["blockDeviceMappings"])


def test_without_a_domain_the_platform_is_internal_and_says_so() -> None:
    def drop(values: dict[str, Any]) -> None:
        values["stackwright:domain"] = {}
        services = values["stackwright:services"]
        services["api"]["route"], services["web"]["route"] = {"paths": ["/api/*"]}, {}

    stack = run("dev", drop)

    (balancer,) = [r for r in stack.managed() if r.type == "aws:lb/loadBalancer:LoadBalancer"]
    assert balancer.inputs["internal"] is True
    assert not [r for r in stack.managed() if r.type.startswith(("aws:acm/", "aws:route53/"))]
    assert stack.notes == [
        "warning: load balancer public has no domain: it is internal only, and speaks HTTP without TLS"
    ]


def test_a_service_without_an_image_runs_no_task() -> None:
    def untag(values: dict[str, Any]) -> None:
        del values["stackwright:services"]["api"]["image"]["tag"]

    made = {(r.type, r.name): r for r in run("prod", untag).managed()}

    assert made["aws:ecs/service:Service", "api"].inputs["desiredCount"] == 0
    scaling = made["aws:appautoscaling/target:Target", "api-scaling"].inputs
    assert (scaling["minCapacity"], scaling["maxCapacity"]) == (0, 0)
