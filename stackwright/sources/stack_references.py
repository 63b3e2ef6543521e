"""Notes which outputs of other stacks a program reads: without the other stack, only their names are known."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pulumi

from .recorder import Recorder

_READERS = ("get_output", "require_output", "get_output_details")


@contextlib.contextmanager
def noted_by(recorder: Recorder) -> Iterator[None]:
    """Tell *recorder* of each output that is read by name, while the program runs."""
    before = {reader: getattr(pulumi.StackReference, reader) for reader in _READERS}
    for reader, original in before.items():
        setattr(pulumi.StackReference, reader, _noting(original, recorder))
    try:
        yield
    finally:
        for reader, original in before.items():
            setattr(pulumi.StackReference, reader, original)


def _noting(original: Callable[..., Any], recorder: Recorder) -> Callable[..., Any]:
    def read(self: pulumi.StackReference, name: Any) -> Any:
        if isinstance(name, str):
            # Two stack references may go by the same output name: the stack's name arrives with its registration.
            self.id.apply(lambda reference: recorder.note_output(reference, name))
        return original(self, name)

    return read
