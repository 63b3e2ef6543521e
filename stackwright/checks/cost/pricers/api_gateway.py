"""Prices API Gateway: requests of HTTP and REST APIs, messages and minutes of WebSocket APIs, caches."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..quote import Quote


def _rest(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("requests", "api-gateway.rest", "requests")


def _cache(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.flag("cacheClusterEnabled"):
        size = item.text("cacheClusterSize", "0.5")
        yield quote.hourly(f"cache, {size} GB", f"api-gateway.cache.{size}")


def _api(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.text("protocolType") == "WEBSOCKET":
        yield quote.usage("messages", "api-gateway.websocket.messages", "messages")
        yield quote.usage("minutes connected", "api-gateway.websocket.minutes", "connectionMinutes")
    else:
        yield quote.usage("requests", "api-gateway.http", "requests")


PRICERS: Pricers = {
    "aws:apigateway/restApi:RestApi": (_rest,),
    "aws:apigateway/stage:Stage": (_cache,),
    "aws:apigatewayv2/api:Api": (_api,),
}
