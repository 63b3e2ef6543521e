"""A job's spec"""

from __future__ import annotations

import re
from typing import Any

import pytest

from components.compute.spec import Image, Scale, ServiceSpec
from components.kubernetes.jobs.spec import JobSpec


def spec(**changes: Any) -> JobSpec:
    return JobSpec(**{"cpu": 0.25, "memory": 512, "image": Image(repository="orders", tag="v1"), **changes})


def test_is_released_once_it_has_an_image():
    assert spec().released
    assert not spec(image=Image(repository="orders")).released


def test_has_a_pod_like_that_of_a_service():
    given = {
        "cpu": 2,
        "memory": 4096,
        "image": Image(repository="orders", tag="v2"),
        "command": ("migrate", "--all"),
        "environment": {"A": "b"},
        "spot": True,
        "architecture": "x86_64",
        "user": "70:70",
        "writable_paths": ("/var/work",),
        "ephemeral_gib": 30,
    }
    assert spec(**given).pod == ServiceSpec(**given, scale=Scale(min=1, max=1))


@pytest.mark.parametrize("seconds", [0, 86_401])
def test_says_how_long_it_may_take(seconds):
    message = f"timeout_seconds must be 1 to 86400, got {seconds}: what runs on and on is a service"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        spec(timeout_seconds=seconds)


@pytest.mark.parametrize("retries", [-1, 11])
def test_says_how_often_it_is_tried_again(retries):
    with pytest.raises(ValueError, match=rf"^retries must be 0 to 10, got {retries}$"):
        spec(retries=retries)


def test_is_refused_what_a_service_is_refused():
    with pytest.raises(
        ValueError, match=r"^user must be a numeric user other than root, such as '1000:1000', got '0'$"
    ):
        spec(user="0")
