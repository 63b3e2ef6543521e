"""The arguments of the platform's components..."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

import pulumi
import pytest

from components import (
    Alarms,
    AnomalyWatch,
    CostCeiling,
    CostGuardArgs,
    Domain,
    LatencyObjective,
    NatInstance,
    Network,
    RdsDatabase,
    Reader,
    ScalableService,
    Schedule,
    ScheduleArgs,
    SecretArgs,
    SecretRotation,
    StoppableDatabase,
    WorkingHours,
)
from components.compute.workloads import RunningService
from settings import Arguments

ROTATE = "arn:aws:lambda:eu-west-1:123456789012:function:rotate"
KEY, LOG_KEY = "arn:key", "arn:log-key"
NETWORK = cast(Network, SimpleNamespace(zones=("a", "b"), public_subnet_ids={"a": "subnet-a", "b": "subnet-b"}))

Build = Callable[..., Arguments]


@pytest.fixture
def arguments(load_stack: Callable[..., Any]) -> Build:
    """Return the arguments of the valid stack file with changes."""
    return lambda *changes, **how: Arguments(load_stack(*changes, **how))


def built(arguments: Arguments) -> list[Any]:
    return [
        arguments.key("logs"),
        arguments.vpc(LOG_KEY),
        arguments.load_balancer(NETWORK),
        *arguments.databases(NETWORK, KEY, LOG_KEY).values(),
        *arguments.secrets(KEY).values(),
        *arguments.images(KEY).values(),
        arguments.cluster(LOG_KEY),
    ]


@pytest.mark.parametrize("profile", ["development", "production"])
def test_share_one_scope_and_one_way_to_go(arguments: Build, profile: str) -> None:
    found = arguments({"profile": profile})

    assert {each.scope for each in built(found)} == {found.settings.scope}
    assert {each.removal for each in built(found)} == {found.settings.removal}


def test_say_what_a_key_covers(arguments: Build) -> None:
    assert arguments().key("logs", "alarms").covers == ("logs", "alarms")


def test_have_the_network_as_written(arguments: Build) -> None:
    written = {
        "cidr": "10.50.0.0/16",
        "zones": ["c", "a"],
        "nat": "instance",
        "natZone": "a",
        "natInstance": {"type": "t4g.small"},
        "endpoints": ["ecr", "logs"],
        "flowLogDays": 30,
        "ipv6": True,
    }

    vpc = arguments({"network": written}).vpc(LOG_KEY)

    assert (vpc.cidr, vpc.zones, vpc.nat, vpc.nat_zone) == ("10.50.0.0/16", ("c", "a"), "instance", "a")
    assert vpc.nat_instance == NatInstance(instance_type="t4g.small")
    assert vpc.endpoint_services == ("ecr.api", "ecr.dkr", "logs")
    assert (vpc.flow_log_days, vpc.ipv6, vpc.kms_key_arn) == (30, True, LOG_KEY)


def test_leave_the_nat_machine_to_the_network_where_none_is_written(arguments: Build) -> None:
    assert arguments().vpc(LOG_KEY).nat_instance is None


def test_open_the_load_balancer_under_the_domain(arguments: Build) -> None:
    balancer = arguments({"logs": {"days": 30}, "latency": {"p99Ms": 4000}}).load_balancer(NETWORK)

    assert balancer.domain == Domain(name="acme.example", hosted_zone_id="Z0123456789ABCDEFGHIJ")
    assert (balancer.log_days, balancer.latency) == (30, LatencyObjective(p99_ms=4000))


def test_keep_the_load_balancer_internal_without_one(arguments: Build) -> None:
    assert arguments({"domain": None, "services.api.route": {}}).load_balancer(NETWORK).domain is None


def test_have_the_database_as_written(arguments: Build) -> None:
    changes = {"database.name": "orders", "database.replicas": ["reporting"], "database.deletionProtection": False}

    databases = arguments({**changes, "logs": {"days": 30}}).databases(NETWORK, KEY, LOG_KEY)

    assert list(databases) == ["database"]
    database = databases["database"]
    assert (database.database_name, database.replicas, database.log_days) == ("orders", ("reporting",), 30)
    assert (database.version, database.instance_class, database.storage_gib) == ("17.6", "db.t4g.medium", 100)
    assert (database.protects_deletion, database.takes_final_snapshot) == (False, True)
    assert (database.kms_key_arn, database.log_kms_key_arn, database.network) == (KEY, LOG_KEY, NETWORK)


def test_have_no_database_where_none_is_written(arguments: Build) -> None:
    assert arguments({"database": None, "services.api.needs": []}).databases(NETWORK, KEY, LOG_KEY) == {}


def test_have_each_secret_as_written(arguments: Build) -> None:
    secrets = {
        "stripe": {"description": "Payment provider key", "source": "manual"},
        "session": {"description": "Session key", "rotation": {"functionArn": ROTATE, "days": 7}},
    }
    found = arguments({"secrets": secrets})
    common = {"scope": found.settings.scope, "kms_key_arn": KEY}

    assert found.secrets(KEY) == {
        "session": SecretArgs(
            description="Session key", rotation=SecretRotation(function_arn=ROTATE, days=7), **common
        ),
        "stripe": SecretArgs(description="Payment provider key", source="manual", **common),
    }
    assert list(found.secrets(KEY)) == ["session", "stripe"]


def test_hand_a_supplied_value_on_as_a_secret(arguments: Build) -> None:
    changes = {"secrets.stripe.source": "supplied", "secretValues": {"stripe": "hunter2"}}
    found = arguments(changes, secret=["secretValues"])

    async def value() -> tuple[str | None, bool]:
        output = cast("pulumi.Output[str]", found.secrets(KEY)["stripe"].value)
        return await output.future(), await output.is_secret()

    assert asyncio.run(value()) == ("hunter2", True)


def test_have_an_image_repository_for_each_that_a_service_names(arguments: Build) -> None:
    images = arguments({"images": {"keepDeployed": 7, "pullAccountIds": ["210987654321"]}}).images(KEY)

    assert list(images) == ["api", "pricing"]
    assert {(image.keep_deployed, image.keep_days) for image in images.values()} == {(7, 90)}
    assert {image.pull_account_ids for image in images.values()} == {("210987654321",)}


def test_have_the_cluster_measure_what_is_written(arguments: Build) -> None:
    cluster = arguments({"logs": {"days": 30, "containerInsights": "enabled"}}).cluster(LOG_KEY)

    assert (cluster.container_insights, cluster.log_days, cluster.kms_key_arn) == ("enabled", 30, LOG_KEY)


def test_send_alarms_to_those_who_are_written(arguments: Build) -> None:
    found = arguments({"alerts": {"P0": ["ops@acme.example"]}})

    alarms = found.alarms([], KEY)

    assert [each.endpoint for each in alarms.subscriptions["P0"]] == ["ops@acme.example"]
    assert (alarms.watched, alarms.kms_key_arn) == ([], KEY)


def test_show_every_alarm_on_the_dashboard(arguments: Build) -> None:
    alarms = cast(Alarms, SimpleNamespace(alarm_arns={"api-cpu": "arn:1", "api-memory": "arn:2"}))

    assert arguments().dashboard([], alarms).alarm_arns == ("arn:1", "arn:2")


TOPICS = {severity: f"arn:{severity}" for severity in ("P0", "P1", "P2", "P3")}
ALARMS = cast(Alarms, SimpleNamespace(topic_arns=TOPICS))
DATABASES = {"database": cast(RdsDatabase, SimpleNamespace(database_identifier="acme-prod-database"))}
SERVICES = {name: cast(Reader, SimpleNamespace(role_name=f"{name}-task")) for name in ("web", "api")}


def test_guard_no_costs_where_no_budget_is_written(arguments: Build) -> None:
    assert arguments({"budget": None}).cost_guards(ALARMS, DATABASES, SERVICES, {}) == {}


def test_guard_the_costs_that_are_written(arguments: Build) -> None:
    budget = {"monthlyUsd": 99.5, "thresholds": [90], "watches": "account", "anomaly": {"minimumUsd": 20}}
    found = arguments({"budget": budget})

    assert found.cost_guards(ALARMS, DATABASES, SERVICES, {}) == {
        "costs": CostGuardArgs(
            scope=found.settings.scope,
            topic_arns=TOPICS,
            monthly_usd=Decimal("99.5"),
            thresholds=(90,),
            watches="account",
            anomaly=AnomalyWatch(minimum_usd=Decimal(20)),
        )
    }


def test_stop_the_database_and_the_services_of_an_ephemeral_stack(arguments: Build) -> None:
    (guard,) = arguments({"profile": "ephemeral"}).cost_guards(ALARMS, DATABASES, SERVICES, {}).values()

    assert guard.ceiling == CostCeiling(
        database_identifiers=("acme-prod-database",), role_names=("api-task", "web-task")
    )


def test_keep_a_schedule_from_starting_the_database_again(arguments: Build) -> None:
    schedules = {
        "off-hours": cast(Schedule, SimpleNamespace(role_name="off-hours-role")),
        "tasks": cast(Schedule, SimpleNamespace(role_name=None)),
    }
    (guard,) = arguments({"profile": "ephemeral"}).cost_guards(ALARMS, DATABASES, SERVICES, schedules).values()

    assert guard.ceiling is not None
    assert guard.ceiling.role_names == ("api-task", "web-task", "off-hours-role")


def test_stop_nothing_where_there_is_nothing(arguments: Build) -> None:
    (guard,) = arguments({"profile": "ephemeral"}).cost_guards(ALARMS, {}, {}, {}).values()

    assert guard.ceiling is None


API = ScalableService(resource_id="service/main/api", min=1, max=2)
ORDERS = StoppableDatabase(identifier="acme-prod-database", arn="arn:database")
RUNNING = {"api": cast(RunningService, SimpleNamespace(scalable=API))}
STOPPABLE = {"database": cast(RdsDatabase, SimpleNamespace(stoppable=ORDERS))}
NOISY = cast(Alarms, SimpleNamespace(names_to_mute={"public-elb-5xx": "acme-prod-public-elb-5xx"}))


def test_switch_nothing_off_where_no_working_hours_are_written(arguments: Build) -> None:
    assert arguments().schedules(RUNNING, STOPPABLE, NOISY) == {}


def test_switch_everything_off_outside_the_working_hours_that_are_written(arguments: Build) -> None:
    hours = {"timezone": "Europe/Dublin", "start": "07:00", "stop": "20:00"}
    windows = {"database.backupWindow": "07:00-07:30", "database.maintenanceWindow": "fri:12:00-fri:12:30"}
    found = arguments({"profile": "development", "workingHours": hours, **windows})

    assert found.schedules(RUNNING, STOPPABLE, NOISY) == {
        "off-hours": ScheduleArgs(
            scope=found.settings.scope,
            hours=WorkingHours(timezone="Europe/Dublin", start="07:00", stop="20:00"),
            services={"api": API},
            databases={"database": ORDERS},
            muted_alarms=("acme-prod-public-elb-5xx",),
        )
    }
