"""What AWS makes by itself..."""

from __future__ import annotations

import pytest

from tests.stackwright.checks.cost.pricers.pricing import lines, made, unpriced

JOBS = "aws:batch/computeEnvironment:ComputeEnvironment"


@pytest.mark.parametrize(
    ("type_", "inputs", "found"),
    [
        (
            "aws:eks/fargateProfile:FargateProfile",
            {},
            ("pods", "pods that match it are paid by their vCPUs and memory, and are not declared here"),
        ),
        (
            JOBS,
            {"type": "MANAGED", "computeResources": {"minVcpus": 4}},
            ("machines of its jobs", "it starts machines or tasks for its jobs, at least 4 vCPUs"),
        ),
        (JOBS, {"computeResources": {"maxVcpus": 16}}, ("machines of its jobs", "it starts them for its jobs")),
        (
            "aws:imagebuilder/imagePipeline:ImagePipeline",
            {},
            ("image", "machines build and test it, and what it is kept as is paid by its size"),
        ),
    ],
)
def test_is_named_as_not_priced(type_, inputs, found):
    resource = made(type_, **inputs)
    assert unpriced(resource) == [found]
    assert lines(resource) == []


@pytest.mark.parametrize(
    ("type_", "inputs"),
    [(JOBS, {"type": "UNMANAGED"}), (JOBS, {"state": "DISABLED"})],
)
def test_is_nothing_where_it_is_switched_off(type_, inputs):
    assert unpriced(made(type_, **inputs)) == []
