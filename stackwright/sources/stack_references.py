"""Answers what a program reads of other stacks, each output by itself: one that is unknown hides no other."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar

import pulumi
from pulumi.runtime import rpc
from pulumi.stack_reference import StackReferenceOutputDetails

from . import wire
from .recorder import Recorder

_T = TypeVar("_T")


@contextlib.contextmanager
def noted_by(recorder: Recorder) -> Iterator[None]:
    """Let *recorder* answer for each output that is read by name, while the program runs, and so know which are."""
    readers = {
        "get_output": _reader(recorder, required=False),
        "require_output": _reader(recorder, required=True),
        "get_output_details": _details,
    }
    before = {name: getattr(pulumi.StackReference, name) for name in readers}
    for name, reader in readers.items():
        setattr(pulumi.StackReference, name, reader)
    try:
        yield
    finally:
        for name, original in before.items():
            setattr(pulumi.StackReference, name, original)


def _reader(recorder: Recorder, *, required: bool) -> Callable[..., pulumi.Output[Any]]:
    def read(self: pulumi.StackReference, name: pulumi.Input[str]) -> pulumi.Output[Any]:
        # The name of the stack arrives with the registration of the reference, which the output depends on.
        both: pulumi.Output[Any] = pulumi.Output.all(self.id, name)
        return both.apply(lambda found: _output(recorder.output(found[0], str(found[1]), required=required)))

    return read


async def _details(self: pulumi.StackReference, name: str) -> StackReferenceOutputDetails:
    output = self.get_output(name)
    value = await output.future()  # none where it is unknown
    if await output.is_secret():
        return StackReferenceOutputDetails(secret_value=value)
    return StackReferenceOutputDetails(value=value)


def _output(value: Any) -> pulumi.Output[Any]:
    """Return a plain value as the SDK gives it to programs: unknown or secret where it, or a part of it, is marked."""
    found = rpc.deserialize_properties(wire.encode({"value": value}), keep_unknowns=True).get("value")
    secret = rpc.is_rpc_secret(found)
    # The SDK looks itself for what is unknown in a value.
    return pulumi.Output(set(), _done(rpc.unwrap_rpc_secret(found)), _done(True), _done(secret))


def _done(value: _T) -> Awaitable[_T]:
    future: asyncio.Future[_T] = asyncio.get_running_loop().create_future()
    future.set_result(value)
    return future
