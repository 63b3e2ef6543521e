"""The sections about what the platform stands on..."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from components import LatencyObjective, NatInstance
from components.log_retention import retention_days

REFUSED = [
    ({"network.cidr": None}, 'stackwright:network.cidr: is required; add it, for instance "10.40.0.0/16"'),
    (
        {"network.cidr": "10.0.0.0/8"},
        'stackwright:network.cidr: "10.0.0.0/8" must be a private IPv4 range from /16 to /21; write for '
        "instance 10.40.0.0/16",
    ),
    (
        {"network.cidr": "8.8.0.0/16"},
        'stackwright:network.cidr: "8.8.0.0/16" must be a private IPv4 range from /16 to /21; write for '
        "instance 10.40.0.0/16",
    ),
    (
        {"network.cidr": "10.40.0.1/16"},
        'stackwright:network.cidr: "10.40.0.1/16" must be a private IPv4 range from /16 to /21; write '
        "for instance 10.40.0.0/16",
    ),
    ({"network.cidr": 10}, "stackwright:network.cidr: 10 must be text; quote it"),
    ({"network.zones": ["a"]}, "stackwright:network.zones: [a] must have 2 to 6 zones; add some"),
    ({"network.zones": ["a", "a"]}, "stackwright:network.zones: [a, a] has an entry twice; remove one of the two"),
    (
        {"network.zones": ["a", "z"]},
        'stackwright:network.zones[1]: "z" must be a zone\'s letter, a to h; write for instance a for eu-west-1a',
    ),
    ({"network.zones": "ab"}, 'stackwright:network.zones: "ab" must be a list; write it in brackets'),
    ({"network.zone": ["a"]}, "stackwright:network.zone: is not a setting; did you mean zones?"),
    (
        {"network.nat": "per-zone"},
        'stackwright:network.nat: "per-zone" must be none, instance, single or per_zone; did you mean per_zone?',
    ),
    (
        {"network.natInstance": {"image": "al2023"}, "network.nat": "instance"},
        'stackwright:network.natInstance.image: "al2023" must be an AMI; write its id, or resolve:ssm: '
        "and a parameter's name",
    ),
    (
        {"network.natInstance": {"size": "t4g.nano"}, "network.nat": "instance"},
        "stackwright:network.natInstance.size: is not a setting; use one of type, image",
    ),
    (
        {"network.endpoints": ["s3"]},
        'stackwright:network.endpoints[0]: "s3" has a free gateway endpoint in every VPC; leave it out',
    ),
    (
        {"network.endpoints": ["ecr.api"]},
        'stackwright:network.endpoints[0]: "ecr.api" is not known as an interface endpoint; did you mean ecr?',
    ),
    (
        {"network.endpoints": ["secretmanager"]},
        'stackwright:network.endpoints[0]: "secretmanager" is not known as an interface endpoint; did '
        "you mean secretsmanager?",
    ),
    (
        {"network.endpoints": ["logs", "logs"]},
        "stackwright:network.endpoints: [logs, logs] has an entry twice; remove one of the two",
    ),
    (
        {"network.flowLogDays": 45},
        "stackwright:network.flowLogDays: 45 must be a number of days that CloudWatch Logs offers; the nearest is 30",
    ),
    (
        {"network.flowLogDays": "long"},
        'stackwright:network.flowLogDays: "long" must be a whole number from 1 to 3653; write it in digits',
    ),
    ({"network.ipv6": "yes"}, 'stackwright:network.ipv6: "yes" must be true or false; write one of them'),
    ({"network.ipv6": 1}, "stackwright:network.ipv6: 1 must be true or false; write one of them"),
    (
        {"domain.name": "https://acme.example"},
        'stackwright:domain.name: "https://acme.example" must be a domain name in lower case; write for '
        "instance acme.example",
    ),
    (
        {"domain.hostedZoneId": "acme"},
        'stackwright:domain.hostedZoneId: "acme" must be the id of a Route 53 zone; write for instance '
        "Z0123456789ABCDEFGHIJ",
    ),
    (
        {"domain.hostedZoneId": None},
        "stackwright:domain.hostedZoneId: is required; add it, for instance Z0123456789ABCDEFGHIJ",
    ),
    (
        {"logs": {"days": 45}},
        "stackwright:logs.days: 45 must be a number of days that CloudWatch Logs offers; the nearest is 30",
    ),
    ({"logs": {"days": 0}}, "stackwright:logs.days: 0 must be a whole number from 1 to 3653; raise it"),
    (
        {"logs": {"containerInsights": "on"}},
        'stackwright:logs.containerInsights: "on" must be enhanced, enabled or disabled; choose one of them',
    ),
    ({"latency": {"p50Ms": 0}}, "stackwright:latency.p50Ms: 0 must be a whole number from 1 to 60000; raise it"),
    ({"latency": {"p50ms": 1}}, "stackwright:latency.p50ms: is not a setting; did you mean p50Ms?"),
    (
        {"images": {"keepDeployed": 1}},
        "stackwright:images.keepDeployed: 1 must be a whole number from 2 to 1000; raise it",
    ),
    (
        {"images": {"keepDays": 4000}},
        "stackwright:images.keepDays: 4000 must be a whole number from 1 to 3653; lower it",
    ),
    (
        {"images": {"pullAccountIds": ["1"]}},
        'stackwright:images.pullAccountIds[0]: "1" must be an account id of 12 digits; write all of them, in quotes',
    ),
]


@pytest.mark.parametrize(("changes", "line"), REFUSED, ids=[line.partition(": ")[0] for _, line in REFUSED])
def test_are_refused_in_one_line(problems: Callable[..., list[str]], changes: dict[str, Any], line: str) -> None:
    assert problems(changes) == [line]


def test_take_another_machine_for_the_nat(load_stack: Callable[..., Any]) -> None:
    machine = {"type": "t4g.micro", "image": "ami-0123456789abcdef0"}
    network = load_stack({"network.nat": "instance", "network.natInstance": machine}).network

    assert network.nat_instance.machine() == NatInstance(instance_type="t4g.micro", image="ami-0123456789abcdef0")


def test_take_the_librarys_own_machine_unless_written(load_stack: Callable[..., Any]) -> None:
    network = load_stack({"network.nat": "instance", "network.natInstance": {}}).network

    assert network.nat_instance.machine() == NatInstance()


def test_have_the_librarys_own_latency_unless_written(load_stack: Callable[..., Any]) -> None:
    assert load_stack().latency.objective() == LatencyObjective()
    assert load_stack({"latency": {"p95Ms": 800}}).latency.objective() == LatencyObjective(p95_ms=800)


@pytest.mark.parametrize("days", retention_days())
def test_take_every_retention_that_cloudwatch_offers(load_stack: Callable[..., Any], days: int) -> None:
    assert load_stack({"logs": {"days": str(days)}}).logs.days == days
