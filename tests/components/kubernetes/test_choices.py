"""What a platform has by choice is made where it is chosen, and what it stands on with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pulumi_aws as aws
import pytest

from components.component import Component
from components.kubernetes.choices import Choices, Ground, add_choices
from components.load_balancer import Domain
from components.scope import Scope
from tests.components.compute.conftest import StandInNetwork
from tests.components.eks.making import StandInCluster

KEY, LOG_KEY = "arn:aws:kms:eu-west-1:123456789012:key/1", "arn:aws:kms:eu-west-1:123456789012:key/2"
DOMAIN = Domain(name="acme.example", hosted_zone_id="Z0123456789ABCDEFGHIJ")


@pytest.fixture
def chosen(deploy: Callable[..., Any], scope: Scope) -> Callable[..., Any]:
    """Deploy what is chosen, and return it."""

    def program(**choices: Any) -> Any:
        owner = Component("stackwright:test:Owner", "owner", {}, None)
        ground = Ground(
            scope=scope,
            cluster=StandInCluster(),
            network=StandInNetwork(),
            kms_key_arn=KEY,
            log_kms_key_arn=LOG_KEY,
            log_days=30,
            after=(aws.sns.Topic("traffic"),),
        )
        return add_choices(owner, ground, Choices(**choices))

    return lambda **choices: deploy(lambda: program(**choices))


def kinds(made: Any) -> set[str]:
    return {one.type.rsplit(":", 1)[-1] for one in made.stack.resources if one.type.startswith("stackwright:kube")}


@pytest.mark.parametrize(
    ("choices", "made"),
    [
        ({}, set()),
        ({"domain": DOMAIN}, {"ExternalDns"}),
        ({"cert_manager": True}, {"CertManager"}),
        ({"open_telemetry": True}, {"CertManager", "OpenTelemetry"}),
        ({"prometheus": "managed"}, {"Prometheus"}),
        ({"prometheus": "in-cluster", "grafana": True}, {"Prometheus", "Grafana"}),
        (
            {"domain": DOMAIN, "cert_manager": True, "prometheus": "managed", "grafana": True, "open_telemetry": True},
            {"ExternalDns", "CertManager", "Prometheus", "Grafana", "OpenTelemetry"},
        ),
    ],
)
def test_is_what_was_asked_for_and_no_more(chosen: Callable[..., Any], choices: Any, made: set[str]) -> None:
    found = chosen(**choices)
    assert kinds(found) == made
    owner = found["owner"].urn
    parts = [one for one in found.stack.resources if one.type.startswith("stackwright:kubernetes:")]
    assert all(one.parent == owner for one in parts)


def test_returns_the_collector_that_services_send_to(chosen: Callable[..., Any]) -> None:
    assert chosen(prometheus="managed").result is None
    assert (
        chosen(open_telemetry=True).result.connection.environment["OTEL_EXPORTER_OTLP_ENDPOINT"].startswith("http://")
    )


def test_metrics_of_services_go_where_prometheus_keeps_them(chosen: Callable[..., Any]) -> None:
    (collector,) = [
        r for r in chosen(prometheus="managed", open_telemetry=True).stack.resources if "Collector" in r.type
    ]
    assert "prometheusremotewrite" in str(collector.inputs["spec"])
    (alone,) = [r for r in chosen(open_telemetry=True).stack.resources if "Collector" in r.type]
    assert "prometheusremotewrite" not in str(alone.inputs["spec"])


@pytest.mark.parametrize("choices", [{"prometheus": "managed"}, {"prometheus": "in-cluster"}, {"open_telemetry": True}])
def test_comes_after_what_has_to_stand_first(chosen: Callable[..., Any], choices: Any) -> None:
    made = chosen(**choices)
    assert [one.name for one in made.stack.managed() if made["traffic"].urn in one.dependencies] != []


@pytest.mark.parametrize("choices", [{"prometheus": "managed"}, {"open_telemetry": True}])
def test_is_forgotten_as_the_platform_says(chosen: Callable[..., Any], choices: Any) -> None:
    made = chosen(**choices)
    logs = [one.inputs for one in made.stack.resources if one.type == "aws:cloudwatch/logGroup:LogGroup"]
    assert {(log["kmsKeyId"], log["retentionInDays"]) for log in logs} == {(LOG_KEY, 30)}


def test_is_encrypted_as_the_platform_says(chosen: Callable[..., Any]) -> None:
    made = chosen(prometheus="managed")
    (workspace,) = [one for one in made.stack.resources if one.type == "aws:amp/workspace:Workspace"]
    assert workspace.inputs["kmsKeyArn"] == KEY


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ({"prometheus": "both"}, "prometheus must be one of none, managed, in-cluster, got 'both'"),
        ({"grafana": True}, "grafana has nothing to show without prometheus: choose one, or leave grafana out"),
    ],
)
def test_refuses_what_makes_no_sense(choices: Any, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        Choices(**choices)
