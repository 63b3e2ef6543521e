"""Instance types, key pairs and prefix lists."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Mapping
from typing import Any

from .question import Question
from .regions import zone_id, zone_names

# GiB of memory a vCPU comes with, by the letters a family begins with; source: Amazon EC2 Instance Types Guide.
_MEMORY = {"c": 2, "m": 4, "r": 8, "x": 16, "t": 4}
# vCPUs by size, where the size is no multiple of `xlarge`; source: as above.
_VCPUS = {"nano": 2, "micro": 2, "small": 2, "medium": 2, "large": 2, "xlarge": 4, "metal": 96}
# MiB of memory of the burstable sizes that have less than 4 GiB a vCPU; source: as above.
_BURSTABLE = {"nano": 512, "micro": 1024, "small": 2048, "medium": 4096}


def architecture(instance_type: str) -> str:
    """Return the processor architecture: AWS's own processors carry a `g` behind the generation."""
    family = instance_type.split(".")[0]
    return "arm64" if family.startswith("a1") or re.match(r"[a-z]+\d+g", family) else "x86_64"


def _instance_type(question: Question) -> dict[str, Any]:
    name = question.given("instanceType") or "t3.micro"
    family, _, size = name.partition(".")
    vcpus = _vcpus(size)
    memory = _BURSTABLE.get(size) if family.startswith("t") else None
    return {
        "id": name,
        "instanceType": name,
        "burstablePerformanceSupported": family.startswith("t"),
        "currentGeneration": True,
        "defaultCores": max(vcpus // 2, 1),
        "defaultThreadsPerCore": 1 if architecture(name) == "arm64" else 2,
        "defaultVcpus": vcpus,
        "enaSupport": "required",
        "hypervisor": "nitro",
        "ipv6Supported": True,
        "maximumIpv4AddressesPerInterface": 15,
        "maximumIpv6AddressesPerInterface": 15,
        "maximumNetworkCards": 1,
        "maximumNetworkInterfaces": 4,
        "memorySize": memory or 1024 * vcpus * _MEMORY.get(family[:1], 4),
        "supportedArchitectures": [architecture(name)],
        "supportedRootDeviceTypes": ["ebs"],
        "supportedUsagesClasses": ["on-demand", "spot"],
        "supportedVirtualizationTypes": ["hvm"],
    }


def _vcpus(size: str) -> int:
    multiple = re.match(r"(\d+)xlarge", size)
    return 4 * int(multiple[1]) if multiple else _VCPUS.get(size, 2)


def _types_asked(question: Question) -> list[str]:
    """Return the instance types the filters name, a star standing for one size."""
    asked = [*question.filters.get("instance-type", []), *(question.args.get("preferredInstanceTypes") or [])]
    return [name.replace("*", "large") for name in dict.fromkeys(asked)] or ["t3.micro", "t3.small", "t3.medium"]


def _offering(question: Question) -> dict[str, Any]:
    preferred = question.args.get("preferredInstanceTypes") or []
    name = str(preferred[0]) if preferred else _types_asked(question)[0]
    return {"id": name, "instanceType": name, "location": question.place.region}


def _offerings(question: Question) -> dict[str, Any]:
    """Offer every type asked for at every location asked for: in the Region, in its zones, or in its zones by id."""
    names = zone_names(question.place.region)
    kind = question.given("locationType") or "region"
    every = {"availability-zone": names, "availability-zone-id": [zone_id(name) for name in names]}
    asked = question.filters.get("location")
    locations = [
        location
        for location in every.get(kind, [question.place.region])
        if not asked or any(fnmatch.fnmatchcase(location, pattern) for pattern in asked)
    ]
    pairs = [(type_, location) for type_ in _types_asked(question) for location in locations]
    return {
        "id": question.place.region,
        "instanceTypes": [type_ for type_, _ in pairs],
        "locations": [location for _, location in pairs],
        "locationTypes": [kind] * len(pairs),
    }


def _types(question: Question) -> dict[str, Any]:
    return {"id": question.place.region, "instanceTypes": _types_asked(question)}


def _key_pair(question: Question) -> dict[str, Any]:
    name = question.given("keyName") or question.filtered("key-name") or question.text("existing-{hex8}")
    fields = question.fields_of(f"key pair {name}")
    id_ = question.given("keyPairId") or f"key-0{fields['hex16']}"
    return {
        "id": id_,
        "keyPairId": id_,
        "keyName": name,
        "arn": question.arn("ec2", f"key-pair/{name}"),
        "createTime": "2026-01-01T00:00:00Z",
        "fingerprint": ":".join(fields.seed[at : at + 2] for at in range(0, 40, 2)),
        "keyType": "rsa",
    }


def _managed_prefix_list(question: Question) -> dict[str, Any]:
    name = question.given("name") or question.filtered("prefix-list-name") or question.text("existing-{hex8}")
    own = name.startswith("com.amazonaws.")
    id_ = question.given("id") or question.fields_of(f"prefix list {name}")["hex8"].join(("pl-", ""))
    return {
        "id": id_,
        "name": name,
        "arn": question.arn("ec2", f"prefix-list/{id_}", account="aws" if own else None),
        "addressFamily": "IPv6" if "ipv6" in name else "IPv4",
        "entries": [{"cidr": "203.0.113.0/24", "description": ""}],
        "maxEntries": 1,
        "ownerId": "AWS" if own else question.place.account_id,
        "version": 1,
    }


def _prefix_list(question: Question) -> dict[str, Any]:
    name = question.given("name") or question.filtered("prefix-list-name") or question.text("existing-{hex8}")
    known = question.given("prefixListId") or question.filtered("prefix-list-id")
    id_ = known or question.fields_of(f"prefix list {name}")["hex8"].join(("pl-", ""))
    return {"id": id_, "name": name, "cidrBlocks": ["203.0.113.0/24"]}


ANSWERS: Mapping[str, Callable[[Question], dict[str, Any]]] = {
    "aws:ec2/getInstanceType:getInstanceType": _instance_type,
    "aws:ec2/getInstanceTypeOffering:getInstanceTypeOffering": _offering,
    "aws:ec2/getInstanceTypeOfferings:getInstanceTypeOfferings": _offerings,
    "aws:ec2/getInstanceTypes:getInstanceTypes": _types,
    "aws:ec2/getKeyPair:getKeyPair": _key_pair,
    "aws:ec2/getManagedPrefixList:getManagedPrefixList": _managed_prefix_list,
    "aws:ec2/getPrefixList:getPrefixList": _prefix_list,
}
"""Token -> what answers it."""
