"""The pricer of what builds and runs applications..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import lines, made, unpriced

POOL = "aws:cognito/userPool:UserPool"
GRAPHQL = "aws:appsync/graphQLApi:GraphQLApi"
PROJECT = "aws:codebuild/project:Project"
PIPELINE = "aws:codepipeline/pipeline:Pipeline"
RUNNER = "aws:apprunner/service:Service"
SCALING = "aws:apprunner/autoScalingConfigurationVersion:AutoScalingConfigurationVersion"
SERVER = "aws:transfer/server:Server"
SOME = "100000 - 1000000 - 10000000"


@pytest.mark.parametrize(
    ("plan", "name"), [({}, "essentials"), ({"userPoolTier": "LITE"}, "lite"), ({"userPoolTier": "PLUS"}, "plus")]
)
def test_prices_users_by_the_plan_of_their_pool(plan, name):
    assert lines(made(POOL, **plan)) == [(f"users active, {name}", f"cognito.{name}", "100 - 1000 - 10000")]


def test_prices_requests_of_a_graphql_api_and_updates_that_a_usage_file_tells():
    assert lines(made(GRAPHQL)) == [("queries and changes", "appsync.requests", SOME)]
    assert lines(made(GRAPHQL), usage={"realTimeUpdates": 10, "connectionMinutes": 5})[1:] == [
        ("updates to subscribers", "appsync.realtime", "10"),
        ("minutes connected", "appsync.connection", "5"),
    ]


def test_prices_the_cache_of_a_graphql_api():
    assert lines(made("aws:appsync/apiCache:ApiCache", type="LARGE_2X")) == [
        ("cache large-2x", "appsync.cache.large-2x", "730")
    ]


@pytest.mark.parametrize(
    ("environment", "label", "key"),
    [
        ({"computeType": "BUILD_GENERAL1_SMALL"}, "builds, linux small", "codebuild.linux.small"),
        (
            {"type": "ARM_CONTAINER", "computeType": "BUILD_GENERAL1_LARGE"},
            "builds, arm large",
            "codebuild.arm.large",
        ),
        (
            {"type": "WINDOWS_SERVER_2022_CONTAINER", "computeType": "BUILD_GENERAL1_MEDIUM"},
            "builds, windows medium",
            "codebuild.windows.medium",
        ),
        (
            {"type": "LINUX_LAMBDA_CONTAINER", "computeType": "BUILD_LAMBDA_1GB"},
            "builds, linux-lambda lambda-1gb",
            "codebuild.linux-lambda.lambda-1gb",
        ),
        (
            {"type": "MAC_ARM", "computeType": "BUILD_GENERAL1_MEDIUM"},
            "builds, mac-arm medium",
            "codebuild.mac-arm.medium",
        ),
    ],
)
def test_prices_builds_by_their_machine(environment, label, key):
    assert lines(made(PROJECT, environment=environment)) == [(label, key, "100 - 500 - 2000")]


def test_prices_a_pipeline_by_its_type():
    assert lines(made(PIPELINE)) == [("active pipeline", "codepipeline.v1", "1")]
    assert lines(made(PIPELINE, pipelineType="V2")) == [("minutes of actions", "codepipeline.v2", "100 - 500 - 2000")]


@pytest.mark.parametrize(
    ("type_", "keys"),
    [
        ("aws:amplify/app:App", ["amplify.build", "amplify.storage", "amplify.data"]),
        ("aws:appsync/api:Api", ["appsync.events"]),
        ("aws:codeartifact/domain:Domain", ["codeartifact.storage", "codeartifact.requests"]),
    ],
)
def test_prices_what_is_paid_by_its_use(type_, keys):
    assert [key for _, key, _ in lines(made(type_))] == keys


def test_prices_a_server_by_its_bundle():
    assert lines(made("aws:lightsail/instance:Instance", bundleId="small_3_0")) == [
        ("server small-3-0", "lightsail.small-3-0", "730")
    ]


@pytest.mark.parametrize(
    ("sizes", "memory", "cores"),
    [
        ({}, "2", "1"),
        ({"memory": "4096", "cpu": "512"}, "4", "0.5"),
        ({"memory": "4 GB", "cpu": "0.5 vCPU"}, "4", "0.5"),
    ],
)
def test_prices_the_memory_of_an_app_always_and_its_cores_while_it_answers(sizes, memory, cores):
    app = made(RUNNER, instanceConfiguration=sizes)
    assert lines(app, usage={"activeHours": 100}) == [
        (f"memory {memory} GB", "apprunner.memory", str(int(memory) * 730)),
        (f"{cores} vCPU while it answers", "apprunner.vcpu", f"{float(cores) * 100:g}"),
    ]


def test_keeps_as_many_instances_of_an_app_as_its_scaling_says():
    scaling = made(SCALING, "scaling", minSize=3)
    app = made(RUNNER, "app", {"autoScalingConfigurationArn": scaling}, autoScalingConfigurationArn=UNKNOWN)
    assert lines(app, scaling)[0] == ("memory 2 GB", "apprunner.memory", "4380")


def test_says_that_an_unknown_size_decides():
    app = made(RUNNER, instanceConfiguration={"memory": UNKNOWN, "cpu": "1024"})
    assert unpriced(app) == [("app memory", "instanceConfiguration.memory is known only after the deployment")]


@pytest.mark.parametrize(
    ("protocols", "label", "hours"), [({}, "SFTP", "730"), ({"protocols": ["SFTP", "FTPS"]}, "SFTP, FTPS", "1460")]
)
def test_prices_each_protocol_of_a_server_and_what_it_transfers(protocols, label, hours):
    assert lines(made(SERVER, **protocols)) == [
        (label, "transfer.protocol", hours),
        ("files sent and received", "transfer.data", "1 - 10 - 100"),
    ]


@pytest.mark.parametrize(("flows", "count"), [(["client_credentials"], 1), (["code"], 0), (None, 0)])
def test_names_tokens_of_machines_as_not_priced(flows, count):
    found = [("tokens of machines", "it is paid by the tokens that machines ask for with it")]
    assert unpriced(made("aws:cognito/userPoolClient:UserPoolClient", allowedOauthFlows=flows)) == found[:count]


@pytest.mark.parametrize("cpu", ["x", "[1]", "Infinity", " "])
def test_does_not_price_a_service_of_a_size_that_is_none(cpu):
    whys = {why for _, why in unpriced(made(RUNNER, instanceConfiguration={"cpu": cpu, "memory": "2 GB"}))}
    assert whys == {"instanceConfiguration is no size of App Runner's"}
