"""Security groups open to the internet only the ports that are meant for it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from ...authoring import Controls, Inventory, Level, Parameter, Severity, StackRule, Verdicts
from ...ports import Traffic
from ...security_groups import WRITERS, must_not_be_open
from ...wording import listed

_PORTS = {"type": "array", "items": {"type": "integer", "minimum": 0, "maximum": 65535}}


def _check(stack: Inventory, parameters: Mapping[str, Any]) -> Verdicts:
    allowed = {
        "tcp": frozenset(parameters["authorizedTcpPorts"]),
        "udp": frozenset(parameters["authorizedUdpPorts"]),
    }
    yield from must_not_be_open(stack, "ingress", functools.partial(_refuses, allowed))


def _refuses(allowed: Mapping[str, frozenset[int]], traffic: Traffic) -> str:
    """Return the words against *traffic*. ICMP carries no service, and path MTU discovery needs it: it may pass."""
    if traffic.only_messages or traffic.within(allowed):
        return ""
    named = [f"{protocol} {port}" for protocol in sorted(allowed) for port in sorted(allowed[protocol])]
    return f"anything but {listed(named) or 'ICMP'}"


sg_public_ingress_authorized_only = StackRule(
    id="sg-public-ingress-authorized-only",
    promise="Security groups open no port to the internet but the authorized ones.",
    fix="Put the service behind a load balancer that listens on 443, or name the networks that may connect. A port that"
    " must be public belongs in the parameter authorizedTcpPorts.",
    severity=Severity.HIGH,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("EC2.18",)),
    parameters={
        "authorizedTcpPorts": Parameter(
            says="TCP ports that may be open to the internet.", default=[80, 443], schema=_PORTS
        ),
        "authorizedUdpPorts": Parameter(says="UDP ports that may be open to the internet.", default=[], schema=_PORTS),
    },
    looks_at=WRITERS["ingress"],
    check=_check,
)
