"""How much capacity serverless databases take: their meter's, kept within the range that their cluster allows."""

from __future__ import annotations

from ..item import Item
from ..money import Range
from ..quote import Quote
from ..usage import Reading, shown
from ..values import Section

CLUSTER = "aws:rds/cluster:Cluster"


def acus(instance: Item, quote: Quote) -> Reading | None:
    """Return the capacity units of Aurora that a serverless instance takes; None where its cluster is not known."""
    cluster = quote.world.target(instance, "clusterIdentifier", CLUSTER)
    if cluster is None or not cluster.has("serverlessv2ScalingConfiguration"):
        return None
    return kept(instance, quote, cluster.section("serverlessv2ScalingConfiguration"), "averageAcus", "ACUs")


def kept(instance: Item, quote: Quote, scaling: Section, meter: str, unit: str) -> Reading:
    """Return *meter* of *instance* within its range; by default that range, with what the meter expects."""
    # Of what has no range stated, AWS makes the one of Aurora Serverless v1.
    # https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ScalingConfiguration.html
    least, most = scaling.number("minCapacity", 1), scaling.number("maxCapacity", 16)
    given = quote.assumed.given(instance, meter)
    reading = given or quote.assumed.reading(instance, meter)
    low, expected, high = (min(max(end, least), most) for end in reading.quantity.ends)
    quantity = Range(low, expected, high) if given else Range(least, expected, most)
    return Reading(quantity, f"{reading.origin}; {shown(Range(least, least, most))} {unit} allowed")
