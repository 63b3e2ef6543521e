"""A Fargate service is refused early where Fargate would refuse it late."""

from __future__ import annotations

import pytest

from components.access import SecretRef
from components.compute.spec import Image, Scale

SECRET = SecretRef(secret_arn="arn:secret")


def refusal(deploy, peers, spec=None, **changes):
    with pytest.raises(ValueError, match=r"\w") as caught:
        deploy(lambda: peers.args(peers.spec(**(spec or {})), **changes))
    return str(caught.value)


def test_a_size_fargate_lacks(deploy, peers):
    assert refusal(deploy, peers, {"memory": 768}).endswith("got 768: the nearest is 512")


def test_a_retention_that_is_not_offered(deploy, peers):
    assert refusal(deploy, peers, log_days=31).startswith("log_days must be a time CloudWatch Logs offers, got 31")


def test_a_stop_that_takes_too_long(deploy, peers):
    assert refusal(deploy, peers, {"stop_timeout_seconds": 121}) == "stop_timeout_seconds must be at most 120, got 121"


def test_the_longest_stop_is_accepted(deploy, peers):
    made = deploy(lambda: peers.args(peers.spec(stop_timeout_seconds=120)))
    assert made.result.spec.stop_timeout_seconds == 120


@pytest.mark.parametrize("gib", [20, 201])
def test_a_disk_fargate_lacks(deploy, peers, gib):
    assert refusal(deploy, peers, {"ephemeral_gib": gib}) == (
        f"ephemeral_gib must be 21 to 200, got {gib}: leave it out for Fargate's own 20"
    )


@pytest.mark.parametrize("gib", [None, 21, 200])
def test_a_disk_fargate_has_is_accepted(deploy, peers, gib):
    assert deploy(lambda: peers.args(peers.spec(ephemeral_gib=gib))).result.spec.ephemeral_gib == gib


def test_a_target_without_a_port(deploy, peers):
    with pytest.raises(ValueError, match="a target needs a port to send requests to: give spec\\.port"):
        deploy(lambda: peers.args(peers.spec(port=None), target=peers.target()))


def test_requests_to_scale_on_without_a_target(deploy, peers):
    scale = Scale(min=1, max=2, requests_per_target=100)
    assert refusal(deploy, peers, {"scale": scale}) == (
        "requests_per_target counts a load balancer's requests: give a target, or scale on CPU or memory"
    )


@pytest.mark.parametrize(
    ("spec", "changes"),
    [
        ({"environment": {"A": "1"}}, {"environment": {"A": "2"}}),
        ({"environment": {"A": "1"}}, {"secrets": {"A": SECRET}}),
        ({}, {"environment": {"A": "2"}, "secrets": {"A": SECRET}}),
    ],
)
def test_a_variable_given_twice(deploy, peers, spec, changes):
    assert refusal(deploy, peers, spec, **changes) == (
        "given more than once among spec.environment, environment and secrets: A"
    )


@pytest.mark.parametrize("where", ["environment", "secrets"])
def test_a_name_that_is_no_variable(deploy, peers, where):
    assert "got 'A-B'" in refusal(deploy, peers, **{where: {"A-B": SECRET}})


def test_an_image_that_is_not_released_is_accepted(deploy, peers):
    assert not deploy(lambda: peers.args(peers.spec(image=Image(repository="orders")))).result.spec.released
