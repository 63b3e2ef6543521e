"""A made-up configuration value..."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.sources.configuration.plausible import SimulatedObject, SimulatedText, plausible


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("awsRegion", "us-east-1"),
        ("vpc_cidr", "10.0.0.0/16"),
        ("dbPassword", "Simulated-Passw0rd"),
        ("slackToken", "simulated-slacktoken-0123456789"),
        ("clusterDBUsername", "clusterdbusername"),
        ("sql-admin-name", "sqladminname"),
        ("roleToAssumeARN", "arn:aws:iam::123456789012:role/simulated"),
        ("certificateArn", "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-4000-8000-000000000000"),
        ("accountId", "123456789012"),
        ("targetDomain", "example.com"),
        ("repoUrl", "https://github.com/example/example"),
        ("publicKeyPath", "/dev/null"),
        ("pathToWebsiteContents", "."),
        ("healthCheckPath", "/"),
        ("ec2InstanceSize", "t3.micro"),
        ("dbInstanceClass", "db.t3.micro"),
        ("companyStack", "organization/company/dev"),
        ("stack-reference", "organization/simulated/dev"),
        ("isMinikube", "false"),
        ("autoscalingGroupSize", "2"),
        ("teamName", "simulated-team-name"),
        ("x", "simulated-x"),
        ("", "simulated-"),
    ],
)
def test_fits_the_name_of_its_key(key, value):
    assert plausible(key, "string") == value
    assert type(plausible(key, "string")) is str


@pytest.mark.parametrize(
    ("key", "kind", "value"),
    [
        ("port", "int", 8080),
        ("port", "float", 8080.0),
        ("anything", "int", 1),
        ("anything", "float", 1.0),
        ("anything", "bool", False),
        ("enableLogs", "bool", True),
        ("region", "int", 1),
        ("zones", "object", ["us-east-1a"]),
        ("data", "object", {}),
        ("dns", "object", {}),
        ("tags", "object", {}),
        ("count", "any", 2),
        ("isPublic", "any", False),
        ("cidrs", "any", ["10.0.0.0/16"]),
        ("cidr", "any", "10.0.0.0/16"),
        ("data", "any", "simulated-data"),
    ],
)
def test_is_of_the_type_that_is_asked_for(key, kind, value):
    assert plausible(key, kind) == value


@pytest.mark.parametrize(
    ("kind", "default", "value"),
    [
        ("string", "x", "x"),
        ("string", 3, "3"),
        ("int", "3", 3),
        ("int", "three", 1),
        ("float", "1.5", 1.5),
        ("bool", "true", True),
        ("bool", "maybe", False),
        ("object", [1], [1]),
        ("object", "text", {}),
        ("any", "text", "text"),
    ],
)
def test_gives_way_to_a_default_of_its_type(kind, default, value):
    assert plausible("thing", kind, default) == value


def test_has_every_key_it_is_asked_for_and_shows_them_from_then_on():
    data = plausible("data", "object")
    assert isinstance(data, SimulatedObject)
    assert data["vpc"]["cidr"] == "10.0.0.0/16"
    assert (data["count"], data["subnets"][0], data.get("owner")) == (2, "subnet-00000000000000000", "simulated-owner")
    assert (data.get("other", 3), "other" in data) == (3, False)
    assert json.loads(json.dumps(data)) == {
        "vpc": "vpc-00000000000000000",
        "count": 2,
        "subnets": ["subnet-00000000000000000"],
        "owner": "simulated-owner",
    }


def test_is_text_and_object_at_once_where_nothing_says_which():
    text = SimulatedText("service")
    assert (text, text[0], text[:3], text["port"], text.get("name", "n")) == (
        "simulated-service",
        "s",
        "sim",
        8080,
        "n",
    )


@given(st.text(), st.sampled_from(["string", "bool", "int", "float", "object", "any"]))
def test_is_the_same_for_the_same_key_and_fits_json(key, kind):
    types = {"string": str, "bool": bool, "int": int, "float": float, "object": (dict, list), "any": object}
    assert plausible(key, kind) == plausible(key, kind)
    assert isinstance(plausible(key, kind), types[kind])
    json.dumps(plausible(key, kind))


def test_is_a_list_that_may_turn_out_to_be_an_object():
    creds = plausible("creds", "object")
    assert (len(creds), creds["user"], creds.get("port"), creds.get("name", "mine")) == (
        1,
        plausible("user", "any"),
        plausible("port", "any"),
        "mine",
    )
    assert creds[0]["user"] == plausible("user", "any")
    assert json.dumps(plausible("subnets", "object")).startswith("[")
