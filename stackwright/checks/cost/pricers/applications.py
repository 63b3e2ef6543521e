"""Prices what builds and runs whole applications: user pools, GraphQL, builds, pipelines, App Runner, transfers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..quote import Quote
from ..values import Undecided

# https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html
_PLAN = "ESSENTIALS"

# Environment of a build -> part of the key. https://aws.amazon.com/codebuild/pricing/
_BUILDERS = {
    "ARM_CONTAINER": "arm",
    "ARM_LAMBDA_CONTAINER": "arm-lambda",
    "LINUX_CONTAINER": "linux",
    "LINUX_EC2": "linux",
    "LINUX_GPU_CONTAINER": "gpu",
    "LINUX_LAMBDA_CONTAINER": "linux-lambda",
    "WINDOWS_CONTAINER": "windows",
    "WINDOWS_SERVER_2019_CONTAINER": "windows",
    "WINDOWS_SERVER_2022_CONTAINER": "windows",
}
_SIZE = re.compile(r"^(BUILD_GENERAL1_|BUILD_)")
_UNITS = 1024
_SCALING = "aws:apprunner/autoScalingConfigurationVersion:AutoScalingConfigurationVersion"


def _users(item: Item, quote: Quote) -> Iterator[Entry]:
    plan = item.text("userPoolTier", _PLAN).lower()
    yield quote.usage(f"users active, {plan}", f"cognito.{plan}", "monthlyActiveUsers")


def _machine_client(item: Item, quote: Quote) -> Iterator[Entry]:
    """Clients that sign in users are counted with these. Source: https://aws.amazon.com/cognito/pricing/."""
    if "client_credentials" in item.texts("allowedOauthFlows"):
        yield quote.unpriced("it is paid by the tokens that machines ask for with it", "tokens of machines")


def _graphql(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("queries and changes", "appsync.requests", "requests")
    if quote.meter("realTimeUpdates").quantity.high:
        yield quote.usage("updates to subscribers", "appsync.realtime", "realTimeUpdates")
        yield quote.usage("minutes connected", "appsync.connection", "connectionMinutes")


def _events_api(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("operations", "appsync.events", "operations")


def _graphql_cache(item: Item, quote: Quote) -> Iterator[Entry]:
    size = item.text("type").lower().replace("_", "-")
    yield quote.hourly(f"cache {size}", f"appsync.cache.{size}")


def _builds(item: Item, quote: Quote) -> Iterator[Entry]:
    system = item.text("environment.type", "LINUX_CONTAINER")
    size = _SIZE.sub("", item.text("environment.computeType")).lower().replace("_", "-")
    kind = _BUILDERS.get(system, system.lower().replace("_", "-"))
    yield quote.usage(f"builds, {kind} {size}", f"codebuild.{kind}.{size}", "minutes")


def _pipeline(item: Item, quote: Quote) -> Iterator[Entry]:
    """A pipeline of the first type costs by the month, of the second by the minutes of its actions."""
    if item.text("pipelineType", "V1") == "V2":
        yield quote.usage("minutes of actions", "codepipeline.v2", "minutes")
    else:
        yield quote.monthly("active pipeline", "codepipeline.v1")


def _packages(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("packages kept", "codeartifact.storage", "gbStored")
    yield quote.usage("requests", "codeartifact.requests", "requests")


def _hosting(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("builds", "amplify.build", "minutes")
    yield quote.usage("content kept", "amplify.storage", "gbStored")
    yield quote.usage("content served", "amplify.data", "gbServed")


def _server(item: Item, quote: Quote) -> Iterator[Entry]:
    bundle = item.text("bundleId").replace("_", "-")
    yield quote.hourly(f"server {bundle}", f"lightsail.{bundle}")


def _app_memory(item: Item, quote: Quote) -> Iterator[Entry]:
    """Memory of an instance is paid while it waits too, and one always does unless the scaling says more."""
    scaling = quote.world.target(
        item,
        "autoScalingConfigurationArn",
        _SCALING,
    )
    least = scaling.number("minSize", 1) if scaling else Decimal(1)
    gigabytes = _size(item.text("instanceConfiguration.memory", "2048"))
    yield quote.hourly(f"memory {gigabytes:f} GB", "apprunner.memory", least * gigabytes)


def _app_cpu(item: Item, quote: Quote) -> Iterator[Entry]:
    cores = _size(item.text("instanceConfiguration.cpu", "1024"))
    yield quote.usage(f"{cores:f} vCPU while it answers", "apprunner.vcpu", "activeHours", cores)


def _size(text: str) -> Decimal:
    """Return `2 GB` or `1 vCPU` as 2 and 1, and `2048`, which counts thousandths of 1,024, as 2."""
    try:
        number = Decimal(text.split()[0])
    except (InvalidOperation, IndexError):
        raise Undecided("instanceConfiguration", "no size of App Runner's") from None
    if not number.is_finite():
        raise Undecided("instanceConfiguration", "no size of App Runner's")
    return (number if " " in text else number / _UNITS).normalize()


def _protocols(item: Item, quote: Quote) -> Iterator[Entry]:
    protocols = item.texts("protocols") or ["SFTP"]
    yield quote.hourly(", ".join(protocols), "transfer.protocol", len(protocols))


def _transfers(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("files sent and received", "transfer.data", "gbTransferred")


PRICERS: Pricers = {
    "aws:amplify/app:App": (_hosting,),
    "aws:apprunner/service:Service": (_app_memory, _app_cpu),
    "aws:appsync/api:Api": (_events_api,),
    "aws:appsync/apiCache:ApiCache": (_graphql_cache,),
    "aws:appsync/graphQLApi:GraphQLApi": (_graphql,),
    "aws:codeartifact/domain:Domain": (_packages,),
    "aws:codebuild/project:Project": (_builds,),
    "aws:codepipeline/pipeline:Pipeline": (_pipeline,),
    "aws:cognito/userPool:UserPool": (_users,),
    "aws:cognito/userPoolClient:UserPoolClient": (_machine_client,),
    "aws:lightsail/instance:Instance": (_server,),
    "aws:transfer/server:Server": (_protocols, _transfers),
}
