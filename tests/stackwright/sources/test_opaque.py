"""A resource that hides others..."""

from __future__ import annotations

import pytest

from stackwright.model import Resource
from stackwright.sources.opaque import of_look_up, reason


@pytest.mark.parametrize(
    ("resource", "why"),
    [
        (
            {"type": "eks:index:Cluster", "custom": False, "remote": True},
            "a component of package eks, made by another process: its children are not seen",
        ),
        ({"type": "kubernetes:helm.sh/v3:Release"}, "a Helm release: the objects its chart makes are not seen"),
        ({"type": "pulumi-python:dynamic:Resource"}, "a dynamic resource: what its provider's code does is not seen"),
        (
            {"type": "pulumi-python:dynamic/net:Vlan"},
            "a dynamic resource: what its provider's code does is not seen",
        ),
    ],
)
def test_says_why_they_are_not_seen(resource, why):
    assert reason(Resource(urn="u", name="n", **resource)) == why


@pytest.mark.parametrize(
    "resource",
    [{"type": "aws:sns/topic:Topic"}, {"type": "my:net:Pair", "custom": False}, {"type": "kubernetes:core/v1:Pod"}],
)
def test_is_told_from_one_that_hides_nothing(resource):
    assert reason(Resource(urn="u", name="n", **resource)) == ""


def test_may_come_with_the_answer_to_a_look_up():
    assert of_look_up("kubernetes:helm:template")
    assert of_look_up("aws:ec2/getAmi:getAmi") == ""
