"""Traffic is a protocol and a range of ports, however a security group or a network ACL writes it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from .tables import rows
from .values import Node

_LAST_PORT = 65535

# Numbers by IANA's registry, https://www.iana.org/assignments/protocol-numbers; -1 is AWS's word for all of them.
_NAMES = {"-1": "all", "1": "icmp", "6": "tcp", "17": "udp", "50": "esp", "51": "ah", "58": "icmpv6"}
_HAS_PORTS = frozenset({"tcp", "udp"})
_MESSAGES = frozenset({"icmp", "icmpv6"})

# Remote Desktop speaks UDP on the same port.
_ADMIN = {
    ("tcp", 22): "SSH (tcp 22)",
    ("tcp", 3389): "Remote Desktop (tcp 3389)",
    ("udp", 3389): "Remote Desktop (udp 3389)",
}


@dataclass(frozen=True, kw_only=True)
class Traffic:
    """What may pass: one protocol or all, and of tcp and udp a range of ports."""

    protocol: str
    """`all`, `tcp`, `udp`, `icmp`, `icmpv6`, `ah`, `esp`, or IANA's number as text."""

    first: int = 0
    """First port."""

    last: int = _LAST_PORT
    """Last port, itself included."""

    def covers(self, port: int, protocol: str = "tcp") -> bool:
        """Return whether *port* of *protocol* is part of it."""
        if self.protocol == "all":
            return True
        return self.protocol == protocol and self.first <= port <= self.last

    def within(self, ports: Mapping[str, frozenset[int]]) -> bool:
        """Return whether each port of it is among the *ports* of its protocol."""
        allowed = ports.get(self.protocol, frozenset())
        return all(port in allowed for port in range(self.first, self.last + 1))

    @property
    def everything(self) -> bool:
        """Whether it is all protocols, or every port (but 0, which nothing listens on) of one."""
        return self.protocol == "all" or (self.protocol in _HAS_PORTS and self.first <= 1 and self.last >= _LAST_PORT)

    @property
    def only_messages(self) -> bool:
        """Whether it is ICMP, which no service listens on."""
        return self.protocol in _MESSAGES

    @property
    def label(self) -> str:
        """Short and stable: `tcp/22`, `udp/8000-8999`, `all/all`, `icmp/all`."""
        if self.protocol not in _HAS_PORTS or (self.first <= 0 and self.last >= _LAST_PORT):
            return f"{self.protocol}/all"
        return f"{self.protocol}/{self.first}" + (f"-{self.last}" if self.last != self.first else "")


def traffic(protocol: Node, first: Node, last: Node) -> Traffic:
    """Return the traffic that these three say. Raises Undecided where one that matters is not known.

    What cannot be read narrows nothing: no protocol or a strange one is all of them, a missing bound is no bound.
    """
    name = protocol.text().lower()
    name = _NAMES.get(name, name)
    if name not in _NAMES.values() and not name.isdecimal():
        name = "all"
    if name not in _HAS_PORTS:
        return Traffic(protocol=name)
    bounds = (_number(first), _number(last))
    if bounds[0] is None or bounds[1] is None or bounds[0] < 0:
        return Traffic(protocol=name)
    return Traffic(protocol=name, first=bounds[0], last=bounds[1])


def _number(node: Node) -> int | None:
    text = node.text()
    return int(text) if text.removeprefix("-").isdecimal() else None


@functools.cache
def high_risk_ports() -> Mapping[int, str]:
    """Return TCP port -> what listens there, of the ports that no one should reach from the internet."""
    return {int(row["port"]): row["service"] for row in rows("high_risk_ports")}


def admin_services(passing: Traffic) -> tuple[str, ...]:
    """Return the services for remote administration that *passing* reaches: `SSH (tcp 22)`."""
    return tuple(says for (protocol, port), says in _ADMIN.items() if passing.covers(port, protocol))
