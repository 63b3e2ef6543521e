"""What the engine did, step by step: the log that `pulumi up --json` and `pulumi destroy --json` print."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from stackwright.rehearsal.protocol import logical_name, type_of

_ENDS = {"resOutputsEvent": True, "resOpFailedEvent": False}


@dataclass(frozen=True)
class Step:
    """One operation on one resource."""

    op: str
    """What was done: create, same, update, delete, and for a replacement create-replacement and delete-replaced."""

    urn: str
    began: int
    ended: int
    """Places in the log."""

    succeeded: bool

    @property
    def name(self) -> str:
        """Logical name of the resource."""
        return logical_name(self.urn)

    @property
    def type(self) -> str:
        """Type token of the resource."""
        return type_of(self.urn)

    def is_a(self, kind: str) -> bool:
        """Say whether the resource's type token is *kind*, begins with it, or has it as its last part."""
        return self.type.startswith(kind) or self.type.rsplit(":", 1)[-1] == kind


@dataclass(frozen=True)
class Log:
    """The steps of one command, or of several one after another."""

    steps: tuple[Step, ...] = ()
    changes: Mapping[str, int] = field(default_factory=dict)
    """Operation -> number of resources, as the engine sums up; of several commands, of the last one."""

    def __add__(self, later: Log) -> Log:
        gap = max((step.ended for step in self.steps), default=0)
        moved = (Step(one.op, one.urn, one.began + gap, one.ended + gap, one.succeeded) for one in later.steps)
        return Log((*self.steps, *moved), later.changes)

    def of(self, op: str, *kinds: str, names: str = "") -> list[Step]:
        """Return the steps of one operation that succeeded, on resources of *kinds*, and of *names* if it has any."""
        wanted = names.split()
        return [
            one
            for one in self.steps
            if (one.op, one.succeeded) == (op, True)
            and any(one.is_a(kind) for kind in kinds)
            and (not wanted or one.name in wanted)
        ]

    def touched(self) -> list[Step]:
        """Return the steps that changed something."""
        return [one for one in self.steps if one.op not in ("same", "replace", "read")]

    def failed(self) -> list[Step]:
        """Return the steps that failed."""
        return [one for one in self.steps if not one.succeeded]


def read(printed: str) -> Log:
    """Return the log in what a command printed."""
    events = [json.loads(line) for line in printed.splitlines() if line.startswith("{")]
    summed = [event["summaryEvent"] for event in events if "summaryEvent" in event]
    return Log(tuple(_steps(events)), summed[-1]["resourceChanges"] if summed else {})


def disordered(first: Iterable[Step], then: Iterable[Step]) -> list[tuple[str, str]]:
    """Return the pairs of names whose first had not ended when the second began. There must be pairs to look at."""
    pairs = list(product(first, then))
    assert pairs
    return [(one.name, two.name) for one, two in pairs if one.ended >= two.began]


def _steps(events: Iterable[Mapping[str, Any]]) -> Iterator[Step]:
    began: dict[tuple[str, str], int] = {}
    for place, event in enumerate(events):
        for kind in event.keys() & {"resourcePreEvent", *_ENDS}:
            metadata = event[kind]["metadata"]
            key = (metadata["op"], metadata["urn"])
            if kind in _ENDS:
                yield Step(*key, began.get(key, place), place, _ENDS[kind])
            else:
                began[key] = place
