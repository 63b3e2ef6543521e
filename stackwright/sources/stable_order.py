"""Lets sets of resources, and tables from the engine, have one order: by themselves they differ from run to run."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator
from typing import Any

import pulumi
from pulumi.runtime import rpc

# Attribute of a resource: its place in the order of first use. Exports leave out what begins with an underscore.
_PLACE = "_stackwright_place"


@contextlib.contextmanager
def kept() -> Iterator[None]:
    """Keep both in order until the block ends."""
    with of_resources(), of_tables():
        yield


@contextlib.contextmanager
def of_tables() -> Iterator[None]:
    """Sort by key, until the block ends, what Pulumi reads from protobuf, whose tables are in no order."""
    before = rpc.deserialize_properties

    def read(*given: Any, **named: Any) -> Any:
        found = before(*given, **named)
        return {key: found[key] for key in sorted(found)} if found.__class__ is dict else found

    setattr(rpc, "deserialize_properties", read)  # noqa: B010 - for this run
    try:
        yield
    finally:
        setattr(rpc, "deserialize_properties", before)  # noqa: B010


@contextlib.contextmanager
def of_resources() -> Iterator[None]:
    """Hash resources, until the block ends, by the order in which they are first put into a set or a table.

    What Pulumi awaits one after the other out of a set decides which function of the program runs first.
    """
    places = itertools.count()

    def place(self: Any) -> int:
        own = self.__dict__
        found: int | None = own.get(_PLACE)
        if found is None:
            found = own[_PLACE] = next(places)
        return found

    before = pulumi.Resource.__hash__
    setattr(pulumi.Resource, "__hash__", place)  # noqa: B010 - for this run
    try:
        yield
    finally:
        setattr(pulumi.Resource, "__hash__", before)  # noqa: B010
