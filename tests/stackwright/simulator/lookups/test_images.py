"""An image..."""

from __future__ import annotations

import re

import pytest

AMI = re.compile(r"ami-0[0-9a-f]{16}")


def test_fits_the_name_it_is_looked_for_by(ask, by):
    found = ask("ec2.getAmi", owners=["amazon"], filters=by(("name", "amzn2-ami-hvm-*-x86_64-gp?")))
    assert AMI.fullmatch(found["id"])
    assert found["imageId"] == found["id"]
    assert found["arn"] == f"arn:aws:ec2:eu-west-1::image/{found['id']}"
    assert found["name"] == "amzn2-ami-hvm-20260101-x86_64-gp0"
    assert (found["architecture"], found["rootDeviceName"]) == ("x86_64", "/dev/xvda")
    assert (found["ownerId"], found["imageOwnerAlias"], found["public"]) == ("137112412989", "amazon", True)
    mapping = found["blockDeviceMappings"][0]
    assert mapping["deviceName"] == "/dev/xvda"
    assert mapping["ebs"]["snapshot_id"] == found["rootSnapshotId"]
    assert mapping["ebs"]["volume_size"] == "8"


@pytest.mark.parametrize(
    ("pairs", "key", "value"),
    [
        ([("architecture", "arm64")], "architecture", "arm64"),
        ([("name", "ubuntu/images/*/ubuntu-*-arm64-server-*")], "architecture", "arm64"),
        ([("name", "ubuntu/images/*/ubuntu-*-amd64-server-*")], "rootDeviceName", "/dev/sda1"),
        ([("name", "Windows_Server-2022-*")], "platform", "windows"),
        ([("root-device-type", "instance-store")], "rootSnapshotId", ""),
        ([("root-device-name", "/dev/xvdb")], "rootDeviceName", "/dev/xvdb"),
        ([("virtualization-type", "paravirtual")], "virtualizationType", "paravirtual"),
        ([("image-id", "ami-1")], "id", "ami-1"),
        ([("owner-id", "099720109477")], "ownerId", "099720109477"),
        ([("tag:Name", "golden")], "tags", {"Name": "golden"}),
    ],
)
def test_fits_every_filter(ask, by, pairs, key, value):
    assert ask("ec2.getAmi", filters=by(*pairs))[key] == value


def test_has_a_volume_of_the_type_asked_for(ask, by):
    found = ask("ec2.getAmi", filters=by(("block-device-mapping.volume-type", "gp2")))
    assert found["blockDeviceMappings"][0]["ebs"]["volume_type"] == "gp2"


def test_of_the_account_itself_is_its_own(ask):
    found = ask("ec2.getAmi", owners=["self"], nameRegex="^golden-\\d+$")
    assert (found["ownerId"], found["public"]) == ("123456789012", False)
    assert found["name"] == "golden-20260101"


def test_has_a_name_of_its_own_where_none_is_asked_for(ask):
    assert ask("ec2.getAmi", owners=["someone"])["name"] == "simulated-x86_64-20260101"
    assert re.fullmatch(r"[1-9]\d{11}", ask("ec2.getAmi", owners=["someone"])["ownerId"])


def test_is_another_for_another_name_and_the_same_for_the_same(ask, by):
    first, again, other = (ask("ec2.getAmi", filters=by(("name", name)))["id"] for name in ("a*", "a*", "b*"))
    assert first == again != other


def test_is_the_one_in_a_list_of_ids(ask, by):
    asked = {"owners": ["amazon"], "filters": by(("name", "a*"))}
    found = ask("ec2.getAmiIds", **asked)
    assert found["ids"] == [ask("ec2.getAmi", **asked)["id"]]
