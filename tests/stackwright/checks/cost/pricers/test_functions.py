"""The pricer of functions..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

FUNCTION = "aws:lambda/function:Function"
PROVISIONED = "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig"
MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping"
USED = {"requests": 1_000_000, "durationMs": 100}


def test_prices_requests_and_the_seconds_of_128_mb_on_x86_by_default():
    # 1,000,000 * 0.1 s * 0.125 GB
    assert lines(made(FUNCTION), usage=USED) == [
        ("requests", "lambda.requests", "1000000"),
        ("duration, 128 MB x86", "lambda.duration.x86", "12500"),
    ]


def test_names_both_assumptions_of_a_duration():
    assert line(made(FUNCTION), "lambda.duration.x86").assumption == (
        "requests 10,000 - 100,000 - 1,000,000, assumed for production; durationMs 50 - 200 - 1,000"
    )


def test_prices_memory_and_architecture():
    function = made(FUNCTION, memorySize=1024, architectures=["arm64"])
    assert lines(function, usage=USED)[1] == ("duration, 1024 MB arm64", "lambda.duration.arm64", "100000")


@pytest.mark.parametrize(("size", "above"), [(512, None), (2048, "150000")])
def test_prices_storage_above_what_every_function_has(size, above):
    # 1.5 GB * 100,000 s
    found = [one for one in lines(made(FUNCTION, ephemeralStorage={"size": size}), usage=USED) if "storage" in one[1]]
    assert found == ([("storage above 512 MB", "lambda.storage", above)] if above else [])


def test_prices_provisioned_concurrency_by_the_memory_of_its_function():
    function = made(FUNCTION, "api", memorySize=2048)
    kept = made(PROVISIONED, "kept", {"functionName": function}, provisionedConcurrentExecutions=10)
    # 10 * 2 GB * 730 h * 3,600 s
    assert lines(kept, function) == [("provisioned concurrency", "lambda.provisioned.x86.capacity", "52560000")]
    assert lines(kept, function, usage={"hoursOn": 1})[0][2] == "72000"
    assert [key for _, key, _ in lines(function, kept)] == ["lambda.requests", "lambda.provisioned.x86.duration"]


def test_does_not_price_the_concurrency_of_a_function_elsewhere():
    assert unpriced(made(PROVISIONED, functionName="api", provisionedConcurrentExecutions=1)) == [
        ("", "its function is not in this stack")
    ]


@pytest.mark.parametrize("path", ["defaultCacheBehavior", "orderedCacheBehaviors"])
def test_prices_a_function_that_cloudfront_calls_at_its_edge(path):
    function = made(FUNCTION, "auth", publish=True)
    distribution = made("aws:cloudfront/distribution:Distribution", "site", {path: function})
    assert lines(function, distribution, usage=USED) == [
        ("requests at the edge", "cloudfront.lambda-edge.requests", "1000000"),
        ("duration at the edge, 128 MB", "cloudfront.lambda-edge.duration", "12500"),
    ]


def test_prices_the_requests_where_only_the_deployment_tells_the_memory():
    function = made(FUNCTION, memorySize=UNKNOWN)
    assert [key for _, key, _ in lines(function)] == ["lambda.requests"]
    assert unpriced(function) == [("duration", "memorySize is known only after the deployment")]


@pytest.mark.parametrize(
    ("inputs", "found"),
    [
        (
            {"snapStart": {"applyOn": "PublishedVersions"}, "runtime": "python3.13"},
            [("SnapStart", "snapshots are paid by how long they are kept and how often restored")],
        ),
        ({"snapStart": {"applyOn": "PublishedVersions"}, "runtime": "java21"}, []),
        ({"snapStart": {"applyOn": "None"}, "runtime": "python3.13"}, []),
        (
            {"durableConfig": {"executionTimeout": 60}},
            [("durable execution", "it is paid by operations, and by the data they write and keep")],
        ),
        (
            {"capacityProviderConfig": {"lambdaManagedInstancesCapacityProviderConfig": {"capacityProviderArn": "a"}}},
            [("duration", "it runs on instances that AWS chooses")],
        ),
    ],
)
def test_names_what_it_does_not_price_of_a_function(inputs, found):
    assert unpriced(made(FUNCTION, **inputs)) == found


def test_names_provisioned_pollers_and_takes_nothing_for_other_mappings():
    assert unpriced(made(MAPPING, provisionedPollerConfig={"minimumPollers": 1})) == [
        ("provisioned pollers", "pollers are paid by the hour, and AWS decides how many run")
    ]
    assert unpriced(made(MAPPING)) == lines(made(MAPPING)) == []
