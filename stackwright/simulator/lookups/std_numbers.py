"""Functions of the std package over numbers, networks and times."""

from __future__ import annotations

import datetime as dt
import ipaddress
import math
import re
from collections.abc import Callable, Mapping
from typing import Any

_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "ns": 1e-9}


def _network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    return ipaddress.ip_network(text, strict=False)


def _cidrhost(given: str, host: int) -> str:
    return str(_network(given)[int(host)])


def _cidrsubnet(given: str, newbits: int, netnum: int) -> str:
    network = _network(given)
    prefix = network.prefixlen + int(newbits)
    if not 0 <= netnum < 2 ** int(newbits):
        raise ValueError(f"a prefix extension of {newbits} bits has no subnet number {netnum}")
    start = int(network.network_address) + (int(netnum) << (network.max_prefixlen - prefix))
    return str(type(network)((start, prefix)))


def _cidrsubnets(given: str, newbits: list[int]) -> list[str]:
    """Return consecutive networks, each at the next address its size allows."""
    network = _network(given)
    at = int(network.network_address)
    found = []
    for bits in newbits:
        prefix = network.prefixlen + int(bits)
        size = 1 << (network.max_prefixlen - prefix)
        at = -(-at // size) * size
        found.append(type(network)((at, prefix)))
        at += size
    if found and int(found[-1].broadcast_address) > int(network.broadcast_address):
        raise ValueError(f"{given} has no room for subnets of {newbits} more bits")
    return [str(item) for item in found]


def _range(limit: float, start: float = 0, step: float | None = None) -> list[float]:
    by = step or (-1 if start > limit else 1)
    return [start + by * count for count in range(max(math.ceil((limit - start) / by), 0))]


def _duration(text: str) -> dt.timedelta:
    parts = re.findall(r"(\d+(?:\.\d*)?|\.\d+)(h|ms|m|s|us|µs|ns)", text)
    if not parts or "".join(number + unit for number, unit in parts) != text.lstrip("+-"):
        raise ValueError(f"{text} is no duration")
    seconds = sum(float(number) * _UNITS[unit] for number, unit in parts)
    return dt.timedelta(seconds=-seconds if text.startswith("-") else seconds)


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(re.sub(r"[zZ]$", "+00:00", text))


def _timeadd(timestamp: str, duration: str) -> str:
    return re.sub(r"\+00:00$", "Z", (_moment(timestamp) + _duration(duration)).isoformat(timespec="seconds"))


def _timecmp(timestampa: str, timestampb: str) -> int:
    first, second = _moment(timestampa), _moment(timestampb)
    return (first > second) - (first < second)


def _tonumber(given: Any = None) -> float | None:
    return None if given is None else float(given)


def _tobool(given: Any = None) -> bool | None:
    known = {True: True, False: False, "true": True, "false": False, None: None}
    return known[given]


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "abs": lambda given: abs(given),
    "ceil": lambda given: math.ceil(given),
    "cidrhost": _cidrhost,
    "cidrnetmask": lambda given: str(_network(given).netmask),
    "cidrsubnet": _cidrsubnet,
    "cidrsubnets": _cidrsubnets,
    "floor": lambda given: math.floor(given),
    "log": lambda given, base: math.log(given) / math.log(base),
    "max": lambda given: max(given),
    "min": lambda given: min(given),
    "parseint": lambda given, base=10: int(given, int(base)),
    "pow": lambda base, exponent: base**exponent,
    "range": _range,
    "signum": lambda given: (given > 0) - (given < 0),
    "sum": lambda given: sum(given),
    "timeadd": _timeadd,
    "timecmp": _timecmp,
    # A preview has no clock: two of one program are equal.
    "timestamp": lambda: "2026-01-01T00:00:00Z",
    "tobool": _tobool,
    "tonumber": _tonumber,
    "uuid": lambda: "00000000-0000-4000-a000-000000000000",
}
"""Name -> what computes it."""
