"""The outputs a type declares..."""
# ruff: noqa: UP037, UP045 - the SDKs declare their types in the older way

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Optional

import pulumi
import pytest

from stackwright.model import Secret
from stackwright.simulator import sdk
from stackwright.simulator.fields import Fields
from stackwright.simulator.place import Place


@pulumi.output_type
class Leaf(dict):
    """A nested output."""

    @property
    @pulumi.getter(name="someName")
    def some_name(self) -> str:
        raise NotImplementedError

    @property
    @pulumi.getter(name="leftOut")
    def left_out(self) -> Optional[str]:
        raise NotImplementedError

    @property
    @pulumi.getter
    def leaves(self) -> Sequence["Leaf"]:
        raise NotImplementedError


class Thing(pulumi.CustomResource):
    """A resource of an SDK without a table."""

    pulumi_type = "acme:index:Declared"

    def _internal_init(self, resource_name, opts=None, given=None, leaf=None, __props__=None):
        raise NotImplementedError

    @property
    @pulumi.getter
    def given(self) -> pulumi.Output[Optional[str]]:
        raise NotImplementedError

    @property
    @pulumi.getter
    def leaf(self) -> pulumi.Output[Optional["Leaf"]]:
        raise NotImplementedError

    @property
    @pulumi.getter
    def status(self) -> pulumi.Output[Optional[str]]:
        raise NotImplementedError


def outputs(token: str, *, read: bool = False, **inputs: Any) -> dict[str, Any]:
    fields = Fields("0" * 64, inputs, urn="urn:x::thing", physical="thing", arn="arn:x", id="i", type=token, read="")
    return sdk.template(token).outputs(inputs, fields.at(Place()), read=read)


def test_are_there_even_where_declared_optional_unless_they_are_inputs():
    assert outputs("acme:index:Declared") == {"status": "ACTIVE"}
    topic = outputs("aws:sns/topic:Topic")
    assert {"arn", "name", "tagsAll"} <= set(topic)
    assert "kmsMasterKeyId" not in topic


def test_are_all_there_where_a_resource_is_read():
    read = outputs("acme:index:Declared", read=True)
    assert set(read) == {"given", "leaf", "status"}
    assert "kmsMasterKeyId" in outputs("aws:sns/topic:Topic", read=True)


def test_are_the_inputs_with_what_the_provider_adds_within():
    assert outputs("acme:index:Declared", leaf={"leftOut": "x"})["leaf"] == {
        "leftOut": "x",
        "someName": "thing",
        "leaves": [],
    }
    config = outputs("aws:eks/cluster:Cluster", vpcConfig=Secret({"subnetIds": ["a"]}))["vpcConfig"].value
    assert config["subnetIds"] == ["a"]
    assert config["clusterSecurityGroupId"].startswith("sg-0")


def test_of_a_kubernetes_object_leave_to_the_program_what_is_the_programs():
    assert set(outputs("kubernetes:apps/v1:Deployment", spec={"selector": {}})) == {"spec", "status"}


@pytest.mark.parametrize("token", ["aws:sns/topic:NoSuch", "not-installed:index:Thing", "pytest:a:B", "nothing"])
def test_are_none_where_no_installed_package_declares_the_type(token):
    assert outputs(token) == {}


def test_are_what_is_known_of_them_where_no_sdk_is_installed():
    assert outputs("tls:index/privateKey:PrivateKey", algorithm="RSA") == {"algorithm": "RSA"}


def test_end_where_a_type_contains_itself():
    schema = "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition"
    assert len(repr(outputs(schema, read=True))) < 100_000


def test_are_of_their_own_form_where_an_input_of_the_name_has_another():
    assert isinstance(
        outputs("aws:ec2/instance:Instance", rootBlockDevice=[{"volumeSize": 8}])["rootBlockDevice"], dict
    )
    devices = outputs("aws:ec2/instance:Instance", ebsBlockDevices={"volumeSize": 8})["ebsBlockDevices"]
    assert isinstance(devices, list)
    assert outputs("aws:ec2/instance:Instance", ebsBlockDevices=[])["ebsBlockDevices"] == []
    assert outputs("kubernetes:core/v1:ConfigMap", data={"a": "b"})["data"] == {"a": "b"}


def test_show_inputs_as_the_types_that_are_declared():
    rule = outputs("aws:ec2/securityGroupRule:SecurityGroupRule", fromPort="80", toPort=Secret("80"))
    assert (rule["fromPort"], rule["toPort"].value) == (80, 80)
    queue = outputs("aws:sqs/queue:Queue", fifoQueue="true", delaySeconds="5", name=7)
    assert (queue["fifoQueue"], queue["delaySeconds"], queue["name"]) == (True, 5, "7")
    assert outputs("kubernetes:core/v1:Secret", type=5)["type"] == 5
