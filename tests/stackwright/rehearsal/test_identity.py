"""A provider's configuration..."""

from __future__ import annotations

import json
from typing import Any

import pytest

from stackwright.model import UNKNOWN
from stackwright.rehearsal.identity import replaced


def kubeconfig(server: str, token: str = "t") -> str:
    return json.dumps(
        {
            "clusters": [{"name": "c", "cluster": {"server": server}}],
            "contexts": [{"name": "x", "context": {"cluster": "c", "user": "u"}}],
            "current-context": "x",
            "users": [{"name": "u", "user": {"token": token}}],
        }
    )


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ({"region": "eu-west-1"}, {"region": "us-east-1"}, ["region"]),
        ({"region": "eu-west-1", "maxRetries": "1"}, {"region": "eu-west-1", "maxRetries": "2"}, []),
        ({"allowedAccountIds": ["1"]}, {"allowedAccountIds": ["2"]}, ["allowedAccountIds"]),
        ({}, {"region": "us-east-1"}, []),
        ({"region": "us-east-1"}, {}, []),
    ],
)
def test_speaks_for_a_region_and_an_account(old: dict[str, Any], new: dict[str, Any], found: list[str]) -> None:
    assert replaced("aws", old, new) == found


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ({"kubeconfig": kubeconfig("https://a")}, {"kubeconfig": kubeconfig("https://b")}, ["kubeconfig"]),
        ({"kubeconfig": kubeconfig("https://a", "t")}, {"kubeconfig": kubeconfig("https://a", "u")}, []),
        ({"kubeconfig": kubeconfig("https://a")}, {"kubeconfig": UNKNOWN}, ["kubeconfig"]),
        ({"kubeconfig": "clusters: ["}, {"kubeconfig": "clusters: [1"}, ["kubeconfig"]),
        ({"kubeconfig": "{}"}, {"kubeconfig": "{}"}, []),
        ({"context": "a"}, {"context": "b"}, ["context"]),
    ],
)
def test_speaks_for_the_cluster_that_a_kubeconfig_points_to(
    old: dict[str, Any], new: dict[str, Any], found: list[str]
) -> None:
    assert replaced("kubernetes", old, new) == found


def test_speaks_for_the_cluster_that_is_named_whatever_the_kubeconfig() -> None:
    old = {"kubeconfig": kubeconfig("https://a"), "clusterIdentifier": "one"}
    same = {"kubeconfig": UNKNOWN, "clusterIdentifier": "one"}
    other = {"kubeconfig": kubeconfig("https://b"), "clusterIdentifier": "two"}
    assert replaced("kubernetes", old, same) == []
    assert replaced("kubernetes", old, other) == ["clusterIdentifier"]


def test_of_any_other_package_speaks_for_nothing() -> None:
    assert replaced("random", {"region": "a"}, {"region": "b"}) == []
