"""Outputs made of a resource's inputs..."""

from __future__ import annotations

from typing import Any

import pytest

from stackwright.model import Secret
from stackwright.simulator import Simulator
from stackwright.simulator.generated import public


def create(type_: str, **inputs: Any) -> tuple[str, dict[str, Any]]:
    simulator = Simulator(region="eu-west-1", namespace="apps", default_tags={"team": "a"})
    return simulator.create(type_, f"urn:pulumi:dev::shop::{type_}::x", inputs)


def test_come_from_the_package_that_knows_them():
    assert create("random:index/randomPassword:RandomPassword", length=3)[0] == "none"
    assert create("kubernetes:core/v1:ConfigMap", metadata={"name": "n"})[0] == "apps/n"
    assert create("tls:index/privateKey:PrivateKey")[1]["publicKeyPem"].startswith("-----BEGIN")
    assert create("aws:acm/certificate:Certificate", domainName="a.b")[1]["domainValidationOptions"]
    assert create("eks:index:Cluster")[1]["kubeconfig"]["kind"] == "Config"


def test_hold_every_tag_where_a_resource_can_have_tags():
    assert create("aws:sns/topic:Topic", tags={"a": Secret("b")})[1]["tagsAll"] == {"team": "a", "a": Secret("b")}
    assert create("aws:sns/topic:Topic")[1]["tagsAll"] == {"team": "a"}
    assert "tagsAll" not in create("aws:iam/rolePolicy:RolePolicy")[1]


def test_are_made_of_what_may_be_shown():
    assert public({"a": Secret(1), "b": [Secret(2)], "c": 3}) == {"b": ["[secret]"], "c": 3}


@pytest.mark.parametrize(
    ("type_", "inputs"),
    [
        ("aws:rds/instance:Instance", {"identifier": Secret("hush"), "port": Secret(1)}),
        ("aws:acm/certificate:Certificate", {"domainName": "a", "subjectAlternativeNames": [Secret("hush")]}),
        ("aws:s3/bucket:Bucket", {"bucket": Secret("hush")}),
        ("aws:sns/topic:Topic", {"name": Secret("hush")}),
        ("aws:route53/record:Record", {"name": Secret("hush"), "type": "A"}),
        ("random:index/randomPassword:RandomPassword", {"length": Secret(9)}),
        ("kubernetes:core/v1:Secret", {"stringData": {"a": Secret("hush")}}),
    ],
)
def test_never_repeat_a_secret_input_in_the_open(type_, inputs):
    id_, made = create(type_, **inputs)
    assert "hush" not in id_ + repr(made)
