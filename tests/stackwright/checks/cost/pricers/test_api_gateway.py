"""The pricer of API Gateway..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import lines, made, unpriced

API = "aws:apigatewayv2/api:Api"
STAGE = "aws:apigateway/stage:Stage"
SOME = "100000 - 1000000 - 10000000"


def test_prices_the_requests_of_a_rest_api():
    assert lines(made("aws:apigateway/restApi:RestApi")) == [("requests", "api-gateway.rest", SOME)]


def test_prices_the_requests_of_an_http_api():
    assert lines(made(API, protocolType="HTTP")) == [("requests", "api-gateway.http", SOME)]


def test_prices_the_messages_and_minutes_of_a_websocket_api():
    assert lines(made(API, protocolType="WEBSOCKET")) == [
        ("messages", "api-gateway.websocket.messages", SOME),
        ("minutes connected", "api-gateway.websocket.minutes", SOME),
    ]


def test_says_that_an_unknown_protocol_decides():
    assert unpriced(made(API, protocolType=UNKNOWN)) == [("api", "protocolType is known only after the deployment")]


@pytest.mark.parametrize("inputs", [{}, {"cacheClusterEnabled": False, "cacheClusterSize": "6.1"}])
def test_takes_nothing_for_a_stage_without_a_cache(inputs):
    assert lines(made(STAGE, **inputs)) == []


def test_prices_a_cache_by_its_size():
    assert lines(made(STAGE, cacheClusterEnabled=True, cacheClusterSize="6.1")) == [
        ("cache, 6.1 GB", "api-gateway.cache.6.1", "730")
    ]
    assert lines(made(STAGE, cacheClusterEnabled=True)) == [("cache, 0.5 GB", "api-gateway.cache.0.5", "730")]
