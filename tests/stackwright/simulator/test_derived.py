"""A derived field..."""

from __future__ import annotations

import base64
import csv
import datetime as dt
from importlib import resources

import pytest

from stackwright.simulator.fields import Fields
from stackwright.simulator.place import Place

FILES = {"aws_engine_ports": "engine", "aws_s3_websites": "region"}


def fields(region: str = "us-east-1", physical: str = "name", type_: str = "aws:rds/cluster:Cluster", **inputs):
    return Fields("0" * 64, inputs, physical=physical, type=type_).at(Place(region=region))


@pytest.mark.parametrize("name", FILES)
def test_comes_from_rows_with_a_source_and_a_date(name):
    text = resources.files("stackwright.data").joinpath(f"{name}.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    keys = [row[FILES[name]] for row in rows]
    assert len(set(keys)) == len(keys) > 10
    for row in rows:
        assert row["source"].strip()
        assert dt.date.fromisoformat(row["as_of"])


@pytest.mark.parametrize(
    ("inputs", "port"),
    [
        ({"engine": "aurora-postgresql"}, "5432"),
        ({"engine": "sqlserver-ex"}, "1433"),
        ({"port": 7}, "7"),
        ({}, "5432"),
        ({"type_": "aws:neptune/cluster:Cluster"}, "8182"),
        ({"type_": "aws:what/ever:Ever"}, "443"),
    ],
)
def test_is_the_port_of_an_engine(inputs, port):
    assert fields(**inputs)["port"] == port


def test_is_a_hosted_zone_that_aws_publishes_or_one_like_it():
    assert fields()["balancerZone"] == "Z35SXDOTRQ7X7K"
    assert fields(loadBalancerType="network")["balancerZone"] == "Z26RNL4JYFTOTI"
    assert fields()["websiteZone"] == "Z3AQBSTGFYJSTF"
    for key in ("balancerZone", "websiteZone"):
        made = fields(region="xx-nowhere-1")[key]
        assert (made[0], len(made)) == ("Z", 14)


def test_is_the_host_of_websites_as_the_region_writes_it():
    assert fields()["websiteHost"] == "s3-website-us-east-1.amazonaws.com"
    assert fields(region="eu-central-1")["websiteHost"] == "s3-website.eu-central-1.amazonaws.com"


def test_is_a_name_that_a_domain_may_hold():
    assert fields(physical="My_Thing/é!")["host"] == "my-thing"
    assert fields(physical="__")["host"] == "x"
    assert len(fields(physical="a" * 99)["host"]) == 63


def test_is_the_path_of_the_load_balancer_a_listener_is_on():
    arn = "arn:aws:elasticloadbalancing:r:1:loadbalancer/net/main/50dc6c495c0c9188"
    assert fields(loadBalancerArn=arn)["balancerPath"] == "net/main/50dc6c495c0c9188"
    assert fields(listenerArn=arn.replace("loadbalancer", "listener"))["balancerPath"] == "net/main/50dc6c495c0c9188"
    assert fields()["balancerPath"].startswith("app/name/")


@pytest.mark.parametrize(
    ("key", "inputs", "value"),
    [
        ("clusterName", {"cluster": "arn:aws:ecs:r:1:cluster/main"}, "main"),
        ("clusterName", {}, "default"),
        ("balancerKind", {"loadBalancerType": "gateway"}, "gwy"),
        ("apiScheme", {"protocolType": "WEBSOCKET"}, "wss"),
        ("apiScheme", {}, "https"),
        ("stagePath", {"physical": "$default"}, ""),
        ("stagePath", {"physical": "v1"}, "v1"),
        ("functionBase", {"function": "arn:aws:lambda:r:1:function:f"}, "f"),
        ("unslashed", {"physical": "/a/b"}, "a/b"),
        ("urlHost", {"url": "https://oidc.example/id/1"}, "oidc.example/id/1"),
        ("wafScope", {"scope": "CLOUDFRONT"}, "global"),
        ("wafScope", {"scope": "REGIONAL"}, "regional"),
        ("replicas", {"spec": {"replicas": 3}}, "3"),
        ("replicas", {}, "1"),
        ("shortRegion", {}, "use1"),
    ],
)
def test_follows_from_the_inputs(key, inputs, value):
    assert fields(**inputs)[key] == value


@pytest.mark.parametrize(
    ("key", "inputs", "value"),
    [
        ("iamPath", {}, "/"),
        ("iamPath", {"path": "/team/"}, "/team/"),
        ("engineVersion", {"engine": "mysql"}, "8.4.6"),
        ("engineVersion", {"engine": "mysql", "engineVersion": "5.7"}, "5.7"),
        ("engineVersion", {"engine": "oddity"}, "1"),
        ("zoneCode", {"availabilityZone": "us-east-1b"}, "use1-az2"),
        ("zoneCode", {}, "use1-az1"),
    ],
)
def test_is_what_aws_chooses_where_the_inputs_do_not(key, inputs, value):
    assert fields(**inputs)[key] == value


def test_is_a_certificate_as_a_kubeconfig_holds_it():
    assert base64.b64decode(fields()["certificate"]).startswith(b"-----BEGIN CERTIFICATE-----\n")
