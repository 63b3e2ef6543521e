"""Prices events and workflows: EventBridge's buses, archives, pipes and destinations, and Step Functions."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..money import Range
from ..quote import Quote

# An express workflow is billed by GB-hours of whole 100 ms and 64 MB. https://aws.amazon.com/step-functions/pricing/
_MS_STEP, _MB_STEP = 100, 64
_MB_OF_GB = 1024
_MS_OF_HOUR = 3_600_000


def _bus(item: Item, quote: Quote) -> Iterator[Entry]:
    """Events that AWS's own services send are free; a bus with a source is that of a partner."""
    kind = "partner" if item.has("eventSourceName") else "custom"
    yield quote.usage(f"{kind} events", f"events.{kind}", "events")


def _archive(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("events archived", "events.archive.processing", "gbProcessed")
    yield quote.usage("events kept", "events.archive.storage", "gbStored")


def _destination(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("calls", "events.api-destination", "requests")


def _discoverer(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("events whose schema is discovered", "events.schema-discovery", "events")


def _pipe(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("requests after the filter", "events.pipes", "requests")


def _workflow(item: Item, quote: Quote) -> Iterator[Entry]:
    """A standard workflow is billed by its transitions, an express one by its runs and how long they take."""
    if item.text("type", "STANDARD") == "EXPRESS":
        runs, milliseconds, memory = quote.meter("requests"), quote.meter("durationMs"), quote.meter("memoryMb")
        yield quote.usage("runs", "step-functions.express.requests", "requests")
        billed = _rounded_up(milliseconds.quantity, _MS_STEP) * _rounded_up(memory.quantity, _MB_STEP)
        hours = runs.quantity * billed * (Decimal(1) / (_MS_OF_HOUR * _MB_OF_GB))
        origin = "; ".join((runs.origin, milliseconds.origin, memory.origin))
        yield quote.used("duration", "step-functions.express.duration", hours, origin)
    else:
        yield quote.usage("transitions", "step-functions.standard", "transitions")


def _rounded_up(quantity: Range, step: int) -> Range:
    return Range(*((end / step).to_integral_value(ROUND_CEILING) * step for end in quantity.ends))


PRICERS: Pricers = {
    "aws:cloudwatch/eventApiDestination:EventApiDestination": (_destination,),
    "aws:cloudwatch/eventArchive:EventArchive": (_archive,),
    "aws:cloudwatch/eventBus:EventBus": (_bus,),
    "aws:pipes/pipe:Pipe": (_pipe,),
    "aws:schemas/discoverer:Discoverer": (_discoverer,),
    "aws:sfn/stateMachine:StateMachine": (_workflow,),
}
