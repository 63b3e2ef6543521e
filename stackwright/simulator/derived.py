"""Fields that follow from other fields: the port of an engine, the hosted zone of a Region's load balancers."""

from __future__ import annotations

import base64
import functools
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ..data import tables

if TYPE_CHECKING:
    from .fields import Fields

_Maker = Callable[["Fields"], str]


@functools.cache
def rows(name: str, key: str) -> Mapping[str, Mapping[str, str]]:
    """Return the rows of `data/<name>.csv` by their *key* column."""
    return {row[key]: row for row in tables.rows(name)}


def _host(fields: Fields) -> str:
    """Return the resource's name as a part of a domain may be written. Source: RFC 1123."""
    return re.sub(r"[^a-z0-9-]+", "-", fields["physical"].lower()).strip("-")[:63].strip("-") or "x"


def _port(fields: Fields) -> str:
    """Return the port its engine listens on; of a type without an engine, the type's."""
    ports = rows("aws_engine_ports", "engine")
    found = ports.get(fields.given("engine")) or ports.get(fields["type"].split("/")[0].partition(":")[2])
    return found["port"] if found else "443"


def _regional(column: str, prefix: str) -> _Maker:
    """Return a maker of a hosted zone that AWS owns in each Region; a likely one where it publishes none."""

    def make(fields: Fields) -> str:
        row = rows("look_ups_regions", "region").get(fields["region"], {})
        return row.get(column) or prefix + fields["upper13@" + column]

    return make


def _website_zone(fields: Fields) -> str:
    row = rows("aws_s3_websites", "region").get(fields["region"], {})
    return row.get("zone") or "Z" + fields["upper13@website"]


def _website_host(fields: Fields) -> str:
    row = rows("aws_s3_websites", "region").get(fields["region"], {})
    return f"s3-website{row.get('separator') or '.'}{fields['region']}.{fields['dns']}"


def _certificate(_fields: Fields) -> str:
    """Return a certificate authority's data as a kubeconfig holds it: base64 around a PEM block."""
    body = base64.b64encode(bytes(range(48))).decode()
    return base64.b64encode(f"-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n".encode()).decode()


def _scheme(fields: Fields) -> str:
    return "wss" if fields.given("protocolType") == "WEBSOCKET" else "https"


def _stage_path(fields: Fields) -> str:
    """Return what follows the host of a stage: nothing for the one that needs no name."""
    return "" if fields["physical"] == "$default" else fields["physical"]


def _waf_scope(fields: Fields) -> str:
    return "global" if fields.given("scope") == "CLOUDFRONT" else "regional"


def _balancer_path(fields: Fields) -> str:
    """Return `app/name/id` of the load balancer that a listener belongs to."""
    arn = fields.given("loadBalancerArn") or fields.given("listenerArn")
    found = re.search(r":(?:loadbalancer|listener)/(.+)", arn)
    return found[1] if found else f"app/{fields['physical']}/{fields['hex16@balancer']}"


def _iam_path(fields: Fields) -> str:
    """Return the path between kind and name in the ARN of an identity. Source: AWS IAM user guide, IAM identifiers."""
    return fields.given("path") or "/"


def _engine_version(fields: Fields) -> str:
    """Return a current version of the engine, as a look-up of its versions answers."""
    row = rows("look_ups_engines", "engine").get(fields.given("engine"), {})
    return row.get("version") or "1"


def _zone_code(fields: Fields) -> str:
    """Return the id of the zone a resource is in, `use1-az2` for `us-east-1b`; which is which differs by account."""
    letter = fields.given("availabilityZone")[-1:]
    return f"{fields['shortRegion']}-az{'abcdef'.find(letter) + 1 or 1}"


def _last(text: str, mark: str) -> str:
    return text.rpartition(mark)[2]


DERIVED: Mapping[str, _Maker] = {
    "host": _host,
    "replicas": lambda fields: fields.given("spec.replicas") or "1",
    "port": _port,
    "apiScheme": _scheme,
    "certificate": _certificate,
    "stagePath": _stage_path,
    "functionBase": lambda fields: _last(
        fields.given("function") or fields.given("functionName") or fields["lower10"], ":function:"
    ),
    "iamPath": _iam_path,
    "engineVersion": _engine_version,
    "zoneCode": _zone_code,
    "unslashed": lambda fields: fields["physical"].removeprefix("/"),
    "urlHost": lambda fields: _last(fields.given("url"), "://") or "example.com",
    "wafScope": _waf_scope,
    "clusterName": lambda fields: (fields.given("cluster") or "default").rsplit("/", 1)[-1],
    "balancerKind": lambda fields: {"network": "net", "gateway": "gwy"}.get(fields.given("loadBalancerType"), "app"),
    "balancerPath": _balancer_path,
    "applicationZone": _regional("applicationZone", "Z"),
    "networkZone": _regional("networkZone", "Z"),
    "balancerZone": lambda fields: fields["networkZone" if fields["balancerKind"] == "net" else "applicationZone"],
    "websiteZone": _website_zone,
    "websiteHost": _website_host,
    "shortRegion": lambda fields: rows("look_ups_regions", "region").get(fields["region"], {}).get("short") or "use1",
}
"""Field -> what makes it where no input of that name is given."""
