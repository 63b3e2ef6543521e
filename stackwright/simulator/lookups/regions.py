"""Who and where the program is: caller, partition, Regions and their zones."""

from __future__ import annotations

import dataclasses
import fnmatch
from collections.abc import Callable, Mapping
from typing import Any

from ..place import Place
from . import tables
from .question import Question

ZONES = "abc"
"""The zones a simulated Region has, by letter: as many as nearly every Region lets an account use."""


def zone_names(region: str) -> list[str]:
    """Return the names of the Region's Availability Zones."""
    return [region + letter for letter in ZONES]


def zone_id(zone: str) -> str:
    """Return the id of a zone by its name: `us-east-1a` is `use1-az1`."""
    region, letter = zone[:-1], zone[-1:]
    return f"{short(region)}-az{ZONES.find(letter) + 1 or 1}"


def short(region: str) -> str:
    """Return the Region's code in zone ids; for one that is not in the table, made as the others are."""
    row = tables.regions().get(region)
    if row is not None:
        return row["short"]
    first, *middle, last = [*region.split("-"), ""]
    return first + "".join(word[:1] for word in middle) + last


def _zones(question: Question) -> dict[str, Any]:
    names = zone_names(question.place.region)
    args = question.args
    names = [name for name in names if name not in (args.get("excludeNames") or [])]
    names = [name for name in names if zone_id(name) not in (args.get("excludeZoneIds") or [])]
    names = [name for name in names if _admitted(question, name)]
    if question.given("state") not in ("", "available"):
        names = []
    return {
        "id": question.place.region,
        "names": names,
        "zoneIds": [zone_id(name) for name in names],
        "groupNames": [question.place.region] if names else [],
    }


def _admitted(question: Question, name: str) -> bool:
    """Say whether a zone passes the filters; one that nothing is known of lets every zone pass."""
    facts = {
        "zone-name": name,
        "zone-id": zone_id(name),
        "zone-type": "availability-zone",
        "region-name": question.place.region,
        "group-name": question.place.region,
        "state": "available",
        "opt-in-status": "opt-in-not-required",
    }
    return all(
        key not in facts or any(fnmatch.fnmatchcase(facts[key], value) for value in values)
        for key, values in question.filters.items()
    )


def _zone(question: Question) -> dict[str, Any]:
    region = question.place.region
    by_id = {zone_id(name): name for name in zone_names(region)}
    asked = question.given("zoneId") or question.filtered("zone-id")
    name = question.given("name") or by_id.get(asked, "") or question.filtered("zone-name") or region + "a"
    return {
        "id": name,
        "name": name,
        "nameSuffix": name.removeprefix(region),
        "zoneId": zone_id(name),
        "region": region,
        "groupName": region,
        "networkBorderGroup": region,
        "optInStatus": "opt-in-not-required",
        "state": "available",
        "zoneType": "availability-zone",
        "parentZoneId": "",
        "parentZoneName": "",
    }


def _region(question: Question) -> dict[str, Any]:
    """Answer for the Region the arguments name, by its own name or its EC2 endpoint; else for the provider's."""
    endpoint = question.given("endpoint")
    name = question.given("region", "name") or question.place.region
    if endpoint:
        name = next((region for region in tables.regions() if f".{region}." in endpoint), name)
    place = dataclasses.replace(question.place, region=name)
    description = tables.regions().get(name, {}).get("description", name)
    endpoint = f"ec2.{name}.{place.dns_suffix}"
    return {"id": name, "name": name, "region": name, "description": description, "endpoint": endpoint}


def _regions(question: Question) -> dict[str, Any]:
    partition = question.place.partition
    everywhere = bool(question.args.get("allRegions"))
    names = [
        name
        for name, row in tables.regions().items()
        if Place(region=name).partition == partition and (everywhere or row["optIn"] == "no")
    ]
    asked = question.filters.get("opt-in-status")
    if asked and "not-opted-in" in asked:
        names = [name for name in names if tables.regions()[name]["optIn"] == "yes"]
    return {"id": partition, "names": names}


def _partition(question: Question) -> dict[str, Any]:
    place = question.place
    prefix = ".".join(reversed(place.dns_suffix.split(".")))
    return {
        "id": place.partition,
        "partition": place.partition,
        "dnsSuffix": place.dns_suffix,
        "reverseDnsPrefix": prefix,
    }


def _arn(question: Question) -> dict[str, Any]:
    text = question.given("arn")
    parts = [*text.split(":", 5), "", "", "", "", "", ""]
    keys = ("partition", "service", "region", "account", "resource")
    return {"arn": text, "id": text, **dict(zip(keys, parts[1:6], strict=True))}


def _default_tags(question: Question) -> dict[str, Any]:
    tags = getattr(question.place, "default_tags", None) or {}
    return {"id": question.place.partition, "tags": dict(tags)}


def _service(question: Question) -> dict[str, Any]:
    """Answer with a service's DNS names, whichever of its names it is asked by."""
    args = question.args
    dns, reverse = question.given("dnsName"), question.given("reverseDnsName")
    place = question.place
    service = question.given("serviceId")
    if dns:
        service = dns.split(".")[0]
    elif reverse:
        service = reverse.rsplit(".", 1)[-1]
    prefix = question.given("reverseDnsPrefix") or ".".join(reversed(place.dns_suffix.split(".")))
    full = f"{prefix}.{place.region}.{service}"
    return {
        **args,
        "id": full,
        "serviceId": service,
        "region": place.region,
        "partition": place.partition,
        "dnsName": f"{service}.{place.region}.{place.dns_suffix}",
        "reverseDnsName": full,
        "reverseDnsPrefix": prefix,
        "supported": True,
    }


def _service_principal(question: Question) -> dict[str, Any]:
    service, region = question.given("serviceName"), question.place.region
    name = f"{service}.amazonaws.com"
    return {"id": f"{service}.{region}.amazonaws.com", "name": name, "serviceName": service, "suffix": "amazonaws.com"}


def _ip_ranges(question: Question) -> dict[str, Any]:
    """Answer with documentation networks, as many as there are services asked for; source: RFC 5737 and RFC 3849."""
    services = question.args.get("services") or []
    blocks = [f"203.0.113.{16 * index}/28" for index in range(min(len(services) or 1, 16))]
    ipv6 = [f"2001:db8:{index}::/48" for index in range(len(blocks))]
    return {"cidrBlocks": blocks, "ipv6CidrBlocks": ipv6, "createDate": "2026-01-01-00-00-00", "syncToken": 1767225600}


ANSWERS: Mapping[str, Callable[[Question], dict[str, Any]]] = {
    "aws:index/getArn:getArn": _arn,
    "aws:index/getAvailabilityZone:getAvailabilityZone": _zone,
    "aws:index/getAvailabilityZones:getAvailabilityZones": _zones,
    "aws:index/getDefaultTags:getDefaultTags": _default_tags,
    "aws:index/getIpRanges:getIpRanges": _ip_ranges,
    "aws:index/getPartition:getPartition": _partition,
    "aws:index/getRegion:getRegion": _region,
    "aws:index/getRegions:getRegions": _regions,
    "aws:index/getService:getService": _service,
    "aws:index/getServicePrincipal:getServicePrincipal": _service_principal,
}
"""Token -> what answers it."""
