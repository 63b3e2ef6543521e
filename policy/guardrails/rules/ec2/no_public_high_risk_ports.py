"""Security groups let nobody on the internet reach a database, a cache or another service that is not for it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from ...authoring import Controls, Inventory, Level, Parameter, Severity, StackRule, Verdicts
from ...ports import Traffic, high_risk_ports
from ...security_groups import WRITERS, must_not_be_open
from ...wording import listed

_NAMED = 3


def _check(stack: Inventory, parameters: Mapping[str, Any]) -> Verdicts:
    yield from must_not_be_open(stack, "ingress", functools.partial(_refuses, parameters["ports"]))


def _refuses(ports: list[int], traffic: Traffic) -> str:
    """Return the words against *traffic*: the first few of the *ports* that it covers, and how many there are more."""
    covered = sorted(port for port in ports if traffic.covers(port))
    services = high_risk_ports()
    named = [f"{services[port]} (tcp {port})" if port in services else f"tcp {port}" for port in covered[:_NAMED]]
    more = len(covered) - len(named)
    return listed([*named, f"{more} more ports of high risk"] if more else named)


sg_no_public_high_risk_ports = StackRule(
    id="sg-no-public-high-risk-ports",
    promise="No security group lets the internet reach a port of high risk, such as a database's.",
    fix="Name who connects instead: referenced_security_group_id of the application's group, or its network as"
    " cidr_ipv4 (inline: security_groups or cidr_blocks). What the internet must reach belongs behind a load balancer"
    " on 443.",
    severity=Severity.CRITICAL,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("EC2.19",), cis_5_0=("5.1.2",), cis_7_0=("6.1.2",)),
    parameters={
        "ports": Parameter(
            says="TCP ports that the internet must not reach. SSH and Remote Desktop have a rule of their own.",
            default=sorted(high_risk_ports()),
            schema={"type": "array", "items": {"type": "integer", "minimum": 0, "maximum": 65535}},
        )
    },
    looks_at=WRITERS["ingress"],
    check=_check,
)
