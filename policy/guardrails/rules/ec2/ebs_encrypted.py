"""EBS volumes are encrypted, by themselves or because the account encrypts them all."""

from __future__ import annotations

from ...authoring import (
    Controls,
    Inventory,
    Item,
    Level,
    Node,
    Problem,
    Severity,
    StackRule,
    Undecided,
    Verdicts,
    each,
    guarded,
)
from ...instances import STARTERS, TEMPLATE, from_template, must_be_on

_VOLUME = "aws:ebs/volume:Volume"
_BY_DEFAULT = "aws:ebs/encryptionByDefault:EncryptionByDefault"


def _check(stack: Inventory) -> Verdicts:
    """Yield a problem per volume. Encryption by default is taken to be for the Region that the rest is in."""
    switches = [one["enabled"] for one in stack.of(_BY_DEFAULT)]
    if any(not switch.unknown and switch.truth() is True for switch in switches):
        return
    doubtful = any(switch.unknown for switch in switches)
    for verdict in each(stack.of(_VOLUME, *sorted(STARTERS)), _judge):
        doubted = doubtful and isinstance(verdict, Problem)
        yield Undecided(verdict.item, verdict.path) if doubted else verdict


def _judge(item: Item) -> Verdicts:
    if item.type == _VOLUME:
        yield from _device(item["encrypted"], item["snapshotId"])
    elif item.type == TEMPLATE:
        # What an instance leaves to its template, the template leaves to the image.
        if item["blockDeviceMappings"].absent:
            yield item["blockDeviceMappings"].says(
                "blockDeviceMappings is not set: the root volume is encrypted only if the image is"
            )
        mapped = [mapping["ebs"] for mapping in item["blockDeviceMappings"].items() if not mapping["ebs"].absent]
        yield from each(mapped, lambda ebs: _device(ebs["encrypted"], ebs["snapshotId"]))
    else:
        root = item["rootBlockDevice"]
        if not (root.absent and from_template(item)):
            yield from guarded(must_be_on(root["encrypted"]))
        devices = [device for device in item["ebsBlockDevices"].items() if not device["noDevice"].value()]
        yield from each(devices, lambda device: _device(device["encrypted"], device["snapshotId"]))


def _device(encrypted: Node, snapshot: Node) -> Verdicts:
    """Yield a problem where it is not encrypted. What comes from a snapshot is as the snapshot is."""
    if not (encrypted.absent and not snapshot.absent):
        yield from must_be_on(encrypted)


ebs_encrypted = StackRule(
    id="ebs-encrypted",
    promise="EBS volumes are encrypted.",
    fix="Set encrypted=True on the volume, on root_block_device and each of ebs_block_devices, in a launch template on"
    " ebs of each of block_device_mappings; or add an aws.ebs.EncryptionByDefault, which encrypts every new volume of"
    " the account in its Region.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(
        fsbp=("EC2.3", "EC2.7", "EC2.181"), cis_5_0=("5.1.1",), cis_7_0=("6.1.1",), checkov=("CKV_AWS_3", "CKV_AWS_8")
    ),
    looks_at=STARTERS | {_VOLUME},
    check=_check,
)
