"""The pricer of events and workflows..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

MACHINE = "aws:sfn/stateMachine:StateMachine"
SMALL = "10000 - 100000 - 1000000"


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        ("aws:cloudwatch/eventBus:EventBus", [("custom events", "events.custom", SMALL)]),
        (
            "aws:cloudwatch/eventArchive:EventArchive",
            [
                ("events archived", "events.archive.processing", "0.1 - 1 - 10"),
                ("events kept", "events.archive.storage", "1 - 10 - 100"),
            ],
        ),
        ("aws:cloudwatch/eventApiDestination:EventApiDestination", [("calls", "events.api-destination", SMALL)]),
        (
            "aws:schemas/discoverer:Discoverer",
            [("events whose schema is discovered", "events.schema-discovery", SMALL)],
        ),
        ("aws:pipes/pipe:Pipe", [("requests after the filter", "events.pipes", "100000 - 1000000 - 10000000")]),
    ],
)
def test_prices_what_passes_by_its_use(type_, expected):
    assert lines(made(type_)) == expected


def test_prices_the_events_of_a_partner():
    bus = made("aws:cloudwatch/eventBus:EventBus", eventSourceName="aws.partner/acme/1")
    assert lines(bus) == [("partner events", "events.partner", SMALL)]


@pytest.mark.parametrize("inputs", [{}, {"type": "STANDARD"}])
def test_prices_the_transitions_of_a_standard_workflow(inputs):
    assert lines(made(MACHINE, **inputs)) == [("transitions", "step-functions.standard", SMALL)]


def test_prices_the_runs_and_the_duration_of_an_express_workflow():
    given = {"requests": 3_600_000, "durationMs": 2000, "memoryMb": 512}
    workflow = made(MACHINE, type="EXPRESS")
    assert lines(workflow, usage=given) == [
        ("runs", "step-functions.express.requests", "3600000"),
        # 3.6 million runs of 2 seconds are 2,000 hours, of half a GB.
        ("duration", "step-functions.express.duration", "1000"),
    ]
    assert line(workflow, "step-functions.express.duration", usage=given).assumption == (
        "requests 3,600,000, usage.yaml; durationMs 2,000, usage.yaml; memoryMb 512, usage.yaml"
    )


def test_rounds_the_duration_and_the_memory_of_a_run_up():
    given = {"requests": 3_600_000, "durationMs": 1901, "memoryMb": 449}
    assert lines(made(MACHINE, type="EXPRESS"), usage=given)[1][2] == "1000"


def test_says_that_an_unknown_type_decides():
    assert unpriced(made(MACHINE, type=UNKNOWN)) == [("workflow", "type is known only after the deployment")]
