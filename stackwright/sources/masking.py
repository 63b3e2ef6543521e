"""Takes secret texts out of what a report says besides values: notes, errors, and the arguments of look-ups."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

from ..model import REDACTED, Secret, Stack

# Shorter texts are part of too much that is no secret: `true`, `eu`, a port.
_SHORTEST = 6


class Mask:
    """Secret texts, and what is written in their place."""

    def __init__(self, texts: Iterable[str]) -> None:
        known = {text for text in texts if len(text) >= _SHORTEST and text != REDACTED}
        self._texts = sorted(known, key=lambda text: (-len(text), text))  # one may hold another

    def of(self, text: str) -> str:
        """Return *text* without any secret."""
        for secret in self._texts:
            text = text.replace(secret, REDACTED)
        return text

    def on(self, stack: Stack) -> None:
        """Take the secrets out of the notes and look-ups of *stack*."""
        if self._texts:
            stack.notes = [self.of(note) for note in stack.notes]
            stack.look_ups = [dataclasses.replace(each, args=self._deep(dict(each.args))) for each in stack.look_ups]

    def _deep(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.of(value)
        if isinstance(value, dict):
            return {key: self._deep(item) for key, item in value.items()}
        return [self._deep(item) for item in value] if isinstance(value, list) else value


def texts(stack: Stack) -> Iterator[str]:
    """Yield every secret text among the inputs and exports of *stack*."""
    for resource in stack.resources:
        yield from _leaves(resource.inputs, secret=False)
    yield from _leaves(stack.outputs, secret=False)


def _leaves(value: Any, *, secret: bool) -> Iterator[str]:
    if isinstance(value, Secret):
        yield from _leaves(value.value, secret=True)
    elif isinstance(value, str):
        if secret:
            yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _leaves(item, secret=secret)
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item, secret=secret)
