"""A service of a stack file..."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from components import HealthCheck, Image, Route, Scale, ServiceSpec, Workload

REFUSED = [
    (
        {"services.api.image": None},
        "stackwright:services.api.image: is required; add it, for instance {repository: api, tag: v1}",
    ),
    (
        {"services.api.image": "api:v1"},
        'stackwright:services.api.image: "api:v1" must be a mapping; write its keys below it, indented',
    ),
    (
        {"services.api.image.tag": "latest"},
        'stackwright:services.api.image.tag: "latest" moves, and the same commit must deploy the same '
        "image; write the tag of one build",
    ),
    (
        {"services.api.image.tag": 2026.1},
        "stackwright:services.api.image.tag: 2026.1 must be text, and YAML drops digits of a number "
        "(17.10 becomes 17.1); quote it",
    ),
    ({"services.api.image.tag": 20261103}, "stackwright:services.api.image.tag: 20261103 must be text; quote it"),
    (
        {"services.api.image.tag": "a b"},
        'stackwright:services.api.image.tag: "a b" must be an image\'s tag; use letters, digits, dots, '
        "underscores and hyphens",
    ),
    (
        {"services.api.image.repository": "Api"},
        'stackwright:services.api.image.repository: "Api" must be at most 20 lower-case letters, digits '
        "and single inner hyphens, a letter first; write for instance acme-orders",
    ),
    (
        {"services.api.cpu": 3},
        "stackwright:services.api.cpu: 3 must be a size Fargate offers (0.25, 0.5, 1, 2, 4, 8, 16 vCPU); "
        "the nearest is 2",
    ),
    (
        {"services.api.cpu": "lots"},
        'stackwright:services.api.cpu: "lots" must be a number from 0.25 to 16; write it in digits',
    ),
    ({"services.api.cpu": 99}, "stackwright:services.api.cpu: 99 must be a number from 0.25 to 16; lower it"),
    (
        {"services.api.memory": "1GB"},
        'stackwright:services.api.memory: "1GB" must be a whole number from 512 to 122880; write it in digits',
    ),
    (
        {"services.api.memory": 256},
        "stackwright:services.api.memory: 256 must be a whole number from 512 to 122880; raise it",
    ),
    (
        {"services.api.port": 70000},
        "stackwright:services.api.port: 70000 must be a whole number from 1 to 65535; lower it",
    ),
    (
        {"services.api.port": True},
        "stackwright:services.api.port: true must be a whole number from 1 to 65535; write it in digits",
    ),
    (
        {"services.api.kind": "worker"},
        'stackwright:services.api.kind: "worker" must be web or internal; choose one of them',
    ),
    (
        {"services.api.route.host": "api.acme.example"},
        'stackwright:services.api.route.host: "api.acme.example" must be one label under the domain, or '
        "@ for the domain itself; write for instance api, without dots",
    ),
    (
        {"services.api.route.paths": ["x"]},
        'stackwright:services.api.route.paths[0]: "x" must be a path; start it with /',
    ),
    ({"services.api.route.paths": []}, "stackwright:services.api.route.paths: [] must have 1 to 5 paths; add some"),
    (
        {"services.api.route.priority": 0},
        "stackwright:services.api.route.priority: 0 must be a whole number from 1 to 50000; raise it",
    ),
    ({"services.api.health": "healthz"}, 'stackwright:services.api.health: "healthz" must be a path; start it with /'),
    (
        {"services.api.health": 5},
        "stackwright:services.api.health: 5 must be a mapping; write its keys below it, indented",
    ),
    (
        {"services.api.health": {"path": "/", "interval": 3}},
        "stackwright:services.api.health.interval: is not a setting; did you mean intervalSeconds?",
    ),
    (
        {"services.api.needs": "pricing"},
        'stackwright:services.api.needs: "pricing" must be a list; write it in brackets',
    ),
    (
        {"services.api.needs": [{"a": 1}]},
        "stackwright:services.api.needs[0]: must be one text; write a single value here",
    ),
    (
        {"services.api.environment": {"PORT": 8080}},
        "stackwright:services.api.environment.PORT: 8080 must be text; quote it",
    ),
    (
        {"services.api.environment": {"DEBUG": True}},
        "stackwright:services.api.environment.DEBUG: true must be text; quote it",
    ),
    (
        {"services.api.environment": {"MY-KEY": "x"}},
        "stackwright:services.api.environment.MY-KEY: must be an environment variable: letters, "
        "digits and underscores, no digit first; rename it, for instance API_URL",
    ),
    (
        {"services.api.environment": {"EMPTY": None}},
        "stackwright:services.api.environment.EMPTY: must be one text; write a single value here",
    ),
    (
        {"services.api.user": "root"},
        'stackwright:services.api.user: "root" must be a numeric user other than root; write for instance 1000:1000',
    ),
    (
        {"services.api.user": "0:5"},
        'stackwright:services.api.user: "0:5" must be a numeric user other than root; write for instance 1000:1000',
    ),
    (
        {"services.api.writablePaths": ["var"]},
        'stackwright:services.api.writablePaths[0]: "var" must be an absolute, plain path below /; write '
        "for instance /var/cache",
    ),
    (
        {"services.api.writablePaths": ["/var/../etc"]},
        'stackwright:services.api.writablePaths[0]: "/var/../etc" must be an absolute, plain path below '
        "/; write for instance /var/cache",
    ),
    ({"services.api.spot": "maybe"}, 'stackwright:services.api.spot: "maybe" must be true or false; write one of them'),
    (
        {"services.api.architecture": "arm"},
        'stackwright:services.api.architecture: "arm" must be arm64 or x86_64; did you mean arm64?',
    ),
    (
        {"services.api.stopTimeoutSeconds": 500},
        "stackwright:services.api.stopTimeoutSeconds: 500 must be a whole number from 1 to 120; lower it",
    ),
    (
        {"services.api.command": "serve --port 80"},
        'stackwright:services.api.command: "serve --port 80" must be a list; write it in brackets',
    ),
    (
        {"services.api.replicas": 3},
        "stackwright:services.api.replicas: is not a setting; use one of kind, image, cpu, memory, port, "
        "scale, route, health, command, environment, secrets, needs, spot, architecture, user, "
        "writablePaths, stopTimeoutSeconds, exec, ephemeralGib",
    ),
]


@pytest.mark.parametrize(("changes", "line"), REFUSED, ids=[line.partition(": ")[0] for _, line in REFUSED])
def test_is_refused_in_one_line(problems: Callable[..., list[str]], changes: dict[str, Any], line: str) -> None:
    assert problems(changes) == [line]


def test_is_given_to_the_compute_whole(load_stack: Callable[..., Any]) -> None:
    written = {
        "image": {"repository": "api", "tag": "2026.11.3"},
        "port": "8080",
        "cpu": "0.5",
        "memory": "1024",
        "scale": {"min": 1, "max": 2},
        "route": {"host": "api", "paths": ["/v1/*"], "priority": 7},
        "health": {"path": "/healthz", "intervalSeconds": 10, "graceSeconds": 90},
        "command": ["serve", "--quick"],
        "environment": {"MODE": "fast"},
        "secrets": {"STRIPE_KEY": "stripe"},
        "needs": ["database"],
        "spot": "true",
        "architecture": "x86_64",
        "user": "2000:2000",
        "writablePaths": ["/var/cache"],
        "stopTimeoutSeconds": 60,
        "exec": True,
        "ephemeralGib": 30,
    }

    assert load_stack({"services.api": written}).services["api"].workload() == Workload(
        spec=ServiceSpec(
            image=Image(repository="api", tag="2026.11.3"),
            port=8080,
            cpu=0.5,
            memory=1024,
            scale=Scale(min=1, max=2),
            health=HealthCheck(path="/healthz", interval_seconds=10, grace_seconds=90),
            command=("serve", "--quick"),
            environment={"MODE": "fast"},
            spot=True,
            architecture="x86_64",
            user="2000:2000",
            writable_paths=("/var/cache",),
            stop_timeout_seconds=60,
            exec=True,
            ephemeral_gib=30,
        ),
        route=Route(host="api", paths=("/v1/*",), priority=7),
        needs=("database",),
        secrets={"STRIPE_KEY": "stripe"},
    )


def test_can_decide_everything_a_service_is(load_stack: Callable[..., Any]) -> None:
    assert set(type(load_stack().services["api"]).model_fields) == set(ServiceSpec.__dataclass_fields__) | {
        "kind",
        "route",
        "needs",
        "secrets",
    }


def test_takes_a_path_for_its_health(load_stack: Callable[..., Any]) -> None:
    assert load_stack({"services.api.health": "/healthz"}).services["api"].spec().health == HealthCheck(path="/healthz")


@pytest.mark.parametrize(
    ("changes", "is_web"),
    [({}, True), ({"services.api.kind": "web"}, True), ({"services.api.route": None}, False)],
)
def test_is_web_where_it_has_a_route(load_stack: Callable[..., Any], changes: dict[str, Any], is_web: bool) -> None:
    assert load_stack(changes).services["api"].is_web is is_web


def test_is_internal_where_it_says_so(load_stack: Callable[..., Any]) -> None:
    assert not load_stack({"services.pricing.kind": "internal"}).services["pricing"].is_web
