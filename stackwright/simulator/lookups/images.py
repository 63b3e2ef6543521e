"""Machine images: an AMI that fits the filters it was looked for with."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from . import tables
from .question import Question

# A version for each wildcard of a name pattern. Digits and letters only, so that it fits wherever a star may stand.
_STAR = "20260101"
_CREATED = "2026-01-01T00:00:00.000Z"


def image_id(question: Question, kind: str) -> str:
    """Return the id of an image of this *kind*: equal wherever the same kind is looked up in the Region."""
    return question.fields_of(f"image|{kind}")["hex16"].join(("ami-0", ""))


def _image(question: Question) -> dict[str, Any]:
    name = _name(question)
    architecture = question.filtered("architecture") or _architecture(name)
    windows = "windows" in f"{name}{question.filtered('platform')}".lower()
    device = question.filtered("root-device-name") or _root_device(name)
    volume = question.filtered("root-device-type") or "ebs"
    by_id = question.filtered("image-id")
    id_ = by_id or image_id(question, f"{name}|{architecture}|{question.args.get('owners')}")
    owner = _owner(question)
    snapshot = question.fields_of(id_)["hex16"].join(("snap-0", ""))
    return {
        "id": id_,
        "imageId": id_,
        "arn": question.arn("ec2", f"image/{id_}", account=""),
        "name": name,
        "description": name,
        "architecture": architecture,
        "blockDeviceMappings": [_mapping(device, snapshot, question.filtered("block-device-mapping.volume-type"))],
        "bootMode": "uefi" if architecture == "arm64" else "uefi-preferred",
        "creationDate": _CREATED,
        "deprecationTime": "2030-01-01T00:00:00.000Z",
        "enaSupport": True,
        "hypervisor": "xen",
        "imageLocation": f"{owner}/{name}",
        "imageOwnerAlias": owner if not owner.isdigit() else "",
        "imageType": "machine",
        "imdsSupport": "v2.0",
        "kernelId": "",
        "ownerId": owner if owner.isdigit() else _account(question, owner),
        "platform": "windows" if windows else "",
        "platformDetails": "Windows" if windows else "Linux/UNIX",
        "productCodes": [],
        "public": owner not in ("self", question.place.account_id),
        "ramdiskId": "",
        "rootDeviceName": device,
        "rootDeviceType": volume,
        "rootSnapshotId": snapshot if volume == "ebs" else "",
        "sriovNetSupport": "simple",
        "state": "available",
        "stateReason": {"code": "UNSET", "message": "UNSET"},
        "tags": {key[4:]: values[0] for key, values in question.filters.items() if key.startswith("tag:") and values},
        "usageOperation": "RunInstances:0002" if windows else "RunInstances",
        "virtualizationType": question.filtered("virtualization-type") or "hvm",
    }


def _image_ids(question: Question) -> dict[str, Any]:
    id_ = _image(question)["id"]
    return {"id": question.place.region, "ids": [id_]}


def _name(question: Question) -> str:
    """Return a name that the filter or the expression finds, its stars and choices filled in."""
    pattern = question.filtered("name")
    if pattern:
        return pattern.replace("*", _STAR).replace("?", "0")
    expression = question.given("nameRegex")
    plain = re.sub(r"\\[dw][*+]?|\.[*+]?|\[[^\]]*\][*+]?|\(\?[^)]*\)|[$^()|?+*\\]", "", expression)
    return f"{plain}{_STAR}" if expression else f"simulated-{_architecture('')}-{_STAR}"


def _architecture(name: str) -> str:
    return "arm64" if re.search(r"arm64|aarch64", name) else "x86_64"


def _root_device(name: str) -> str:
    """Return the root device as the image's family names it; source: Amazon EC2 User Guide, device names."""
    return "/dev/xvda" if re.search(r"al20|amzn|amazon|bottlerocket|ecs|eks|debian", name.lower()) else "/dev/sda1"


def _owner(question: Question) -> str:
    owners = question.args.get("owners") or []
    owner = question.filtered("owner-id", "owner-alias") or (str(owners[0]) if owners else "amazon")
    return question.place.account_id if owner == "self" else owner


def _account(question: Question, owner: str) -> str:
    """Return the account behind an alias."""
    return tables.managed().get(("imageOwner", owner)) or question.fields_of(f"owner|{owner}")["digits12"]


def _mapping(device: str, snapshot: str, volume_type: str) -> dict[str, Any]:
    ebs = {
        "delete_on_termination": "true",
        "encrypted": "false",
        "iops": "3000",
        "snapshot_id": snapshot,
        "throughput": "125",
        "volume_initialization_rate": "0",
        "volume_size": "8",
        "volume_type": volume_type or "gp3",
    }
    return {"deviceName": device, "ebs": ebs, "noDevice": "", "virtualName": ""}


ANSWERS: Mapping[str, Callable[[Question], dict[str, Any]]] = {
    "aws:ec2/getAmi:getAmi": _image,
    "aws:ec2/getAmiIds:getAmiIds": _image_ids,
}
"""Token -> what answers it."""
