"""Prices managed Prometheus and managed Grafana."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..quote import Quote


def _prometheus(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("samples taken in", "amp.ingestion", "samples")
    yield quote.usage("samples kept", "amp.storage", "gbStored")
    yield quote.usage("samples read by queries", "amp.query", "samplesRead")


def _scraper(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.hourly("collector", "amp.collector")
    yield quote.usage("samples collected", "amp.collector.samples", "samples")


def _grafana(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("editors and administrators", "grafana.editor", "editors")
    yield quote.usage("viewers", "grafana.viewer", "viewers")


PRICERS: Pricers = {
    "aws:amp/scraper:Scraper": (_scraper,),
    "aws:amp/workspace:Workspace": (_prometheus,),
    "aws:grafana/workspace:Workspace": (_grafana,),
}
