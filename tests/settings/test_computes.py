"""What services run on..."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import components as sw
from settings import Arguments, load, make_compute

KEY = "arn:aws:kms:eu-west-1:123456789012:key/1"


@pytest.fixture
def made(load_stack: Callable[..., Any]) -> Callable[..., Any]:
    """Make the compute of the valid stack file with changes, and return it with what the program registered."""

    def using() -> sw.Compute:
        arguments = Arguments(load())
        network = sw.Vpc("network", arguments.vpc(KEY))
        images = {name: sw.EcrRepository(name, image) for name, image in arguments.images(KEY).items()}
        return make_compute(arguments, network=network, images=images, log_kms_key_arn=KEY)

    return lambda changes: load_stack(changes, using=using)


def test_is_fargate_unless_the_file_says_otherwise(made: Callable[..., Any]) -> None:
    compute = made({})
    assert isinstance(compute, sw.FargateCompute)
    assert (compute.log_days, compute.log_kms_key_arn, compute.watched, compute.commands) == (365, KEY, (), {})
    assert compute.cluster.logical_name == "services"
    assert sorted(compute.images) == ["api", "pricing"]


def test_is_a_cluster_where_the_file_says_so(made: Callable[..., Any]) -> None:
    compute = made({"compute": "eks"})
    assert isinstance(compute, sw.EksCompute)
    assert {name: found.logical_name for name, found in compute.namespaces.items()} == {
        "api": "core-api",
        "pricing": "services",
    }
    assert [one.logical_name for one in compute.watched] == ["services", "karpenter"]
    assert compute.off_hours is None
    assert set(compute.commands) == {"cluster"}


def test_keeps_the_hours_of_the_file(made: Callable[..., Any]) -> None:
    hours = {"timezone": "Europe/Dublin", "start": "07:00", "stop": "20:00"}
    compute = made(
        {
            "compute": "eks",
            "profile": "development",
            "workingHours": hours,
            "database.backupWindow": "08:00-08:30",
            "database.maintenanceWindow": "fri:12:00-fri:12:30",
        }
    )
    assert (compute.off_hours.start, compute.off_hours.stop) == ("07:00", "20:00")


def test_is_the_cluster_that_the_file_describes(made: Callable[..., Any]) -> None:
    changes = {
        "compute": "eks",
        "logs.containerInsights": "disabled",
        "logs.days": 30,
        "removal": "destroy",
        "eks.publicAccessCidrs": ["198.51.100.0/24"],
        "eks.privateAccessCidrs": ["10.99.0.0/24"],
        "eks.systemNodes": {"instanceTypes": ["m7g.xlarge"], "min": 3, "max": 6},
        "eks.gpuLimit": 2,
        "eks.createSpotRole": True,
        "eks.externalDns": True,
        "eks.certManager": True,
        "eks.prometheus": "managed",
        "eks.grafana": True,
        "eks.openTelemetry": True,
    }
    args = made(changes).platform._args
    assert args.administrators == {"deploy": "arn:aws:iam::123456789012:role/deploy"}
    assert args.teams == {"payments": "arn:aws:iam::123456789012:role/payments"}
    assert (args.kubernetes_version, args.public_access_cidrs) == ("1.35", ("198.51.100.0/24",))
    assert args.private_access_cidrs == ("10.99.0.0/24",)
    nodes = args.system_nodes
    assert (nodes.instance_types, nodes.min, nodes.desired, nodes.max) == (("m7g.xlarge",), 3, 3, 6)
    assert (args.log_days, args.log_kms_key_arn, args.container_insights, args.removal) == (30, KEY, False, "destroy")
    assert sorted(args.pools) == ["gpu", "on-demand", "spot"]
    assert args.create_spot_role is True
    choices = args.choices
    assert (choices.domain.name, choices.domain.hosted_zone_id) == ("acme.example", "Z0123456789ABCDEFGHIJ")
    assert (choices.cert_manager, choices.prometheus, choices.grafana, choices.open_telemetry) == (
        True,
        "managed",
        True,
        True,
    )


def test_is_let_go_by_a_setting_of_its_own(made: Callable[..., Any]) -> None:
    kept, let_go = (
        made({"compute": "eks", **more}).platform._args.removal for more in ({}, {"eks.removal": "destroy"})
    )
    assert (kept, let_go) == ("retain", "destroy")


def test_is_of_the_version_of_the_file(made: Callable[..., Any]) -> None:
    assert made({"compute": "eks", "eks.version": "1.36"}).platform._args.kubernetes_version == "1.36"


def test_has_a_key_for_all_that_the_cluster_and_its_tools_keep(
    made: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []

    class Recorded(sw.EncryptionKey):
        def __init__(self, name: str, args: sw.EncryptionKeyArgs) -> None:
            told.append((name, args.covers, args.removal))
            super().__init__(name, args)

    monkeypatch.setattr(sw, "EncryptionKey", Recorded)
    made({"compute": "eks", "eks.removal": "destroy"})
    assert told == [("kubernetes", ("storage", "secrets", "database"), "destroy")]


def test_has_the_tools_of_the_file_with_a_database_each(made: Callable[..., Any]) -> None:
    changes = {
        "compute": "eks",
        "alerts": {"P3": ["data@acme.example", "https://events.pager.example/acme"]},
        "eks.tools": {
            "retool": {"monthlyUsd": 50, "database": {"version": "17.6"}},
            "airbyte": {
                "monthlyUsd": 300,
                "database": {"version": "17.6", "instanceClass": "db.m7g.large", "storageGib": 40, "multiAz": False},
                "emails": ["etl@acme.example"],
            },
        },
    }
    tools = made(changes).platform._args.tools
    told = {name: (int(tool.budget.usd), tool.budget.emails) for name, tool in tools.items()}
    assert told == {"retool": (50, ("data@acme.example",)), "airbyte": (300, ("etl@acme.example",))}
    kept = {name: tool.database for name, tool in tools.items()}
    assert {
        name: (one.instance_class, one.storage_gib, one.multi_az, one.backup_days) for name, one in kept.items()
    } == {
        "retool": ("db.t4g.medium", 20, True, 14),
        "airbyte": ("db.m7g.large", 40, False, 14),
    }
    assert {one.removal for one in kept.values()} == {"retain"}
    let_go = made({**changes, "removal": "destroy"}).platform._args.tools
    assert {tool.database.removal for tool in let_go.values()} == {"destroy"}


def test_has_nothing_besides_unless_it_is_chosen(made: Callable[..., Any]) -> None:
    choices = made({"compute": "eks"}).platform._args.choices
    assert choices == sw.Choices()
