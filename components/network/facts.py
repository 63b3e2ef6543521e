"""What AWS offers, as tables with a source and a date: endpoint services."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ..scope import Scope

_DATA = Path(__file__).parent.parent / "data"

_PREFIX = "com.amazonaws"

SERVICE_PARTITIONS = ("aws", "aws-cn", "aws-us-gov")
"""Partitions whose interface endpoints `interface_service_name` can name; the isolated ones have other prefixes."""


@cache
def interface_services() -> Mapping[str, str]:
    """Return the services offered as interface endpoints: short name -> prefix of its full name in China."""
    return {row["service"]: row["prefix_in_china"] for row in _rows("vpc_endpoint_services.csv")}


def interface_service_name(scope: Scope, service: str) -> str:
    """Return the full name of the interface endpoint *service* in the scope's Region."""
    prefix = interface_services()[service] if scope.partition == "aws-cn" else _PREFIX
    return f"{prefix}.{scope.region}.{service}"


def gateway_service_name(scope: Scope, service: str) -> str:
    """Return the full name of the gateway endpoint *service*; it has the one prefix in every Region."""
    return f"{_PREFIX}.{scope.region}.{service}"


def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))
