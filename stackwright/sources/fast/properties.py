"""The outputs of a resource: made when the program looks at them, not before."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import pulumi
from pulumi.output import _OutputData

from . import answers
from .forms import declared, fits

# Names that no program gives a property.
URN, ID = "\0urn", "\0id"


class Outputs:
    """What a resource's outputs will be once it is registered."""

    __slots__ = ("_answer", "_declared", "_error", "_loop", "_settled", "_typed", "_waiting", "id", "resource", "urn")

    def __init__(self, resource: pulumi.Resource, *, typed: bool) -> None:
        self.resource = resource
        self.urn = ""
        self.id = ""
        self._loop = asyncio.get_event_loop()
        self._typed = typed
        self._declared = declared(resource.__class__, typed=typed)
        self._answer: Mapping[str, Any] = {}
        self._error: Exception | None = None
        self._settled = False
        self._waiting: list[tuple[str, asyncio.Future[Any]]] = []

    def settle(self, urn: str, id_: str, answer: Mapping[str, Any]) -> None:
        """Give the outputs their values, by wire name. Raises where one is not of the type the SDK declares."""
        self.urn, self.id, self._answer, self._settled = urn, id_, answer, True
        try:
            for key, value in answer.items():
                if not fits(value, self._declared.form(key)):
                    self._read(key, value)
        except Exception as error:
            self._error = error
            raise
        finally:
            self._wake()

    def fail(self, error: Exception) -> None:
        """Let everything that waits for the resource fail with *error*."""
        if not self._settled:
            self._settled, self._error = True, error
            self._wake()

    def future(self, key: str) -> asyncio.Future[Any]:
        """Return the state of one output, to come or there already."""
        future: asyncio.Future[Any] = self._loop.create_future()
        if self._settled:
            self._resolve(key, future)
        else:
            self._waiting.append((key, future))
        return future

    def scalar(self, key: str) -> Any:
        """Return an output's plain value where it is there already and is text or a truth value; else nothing."""
        if not self._settled or self._error is not None:
            return None
        if key is ID:
            return self.id or None
        if key is URN:
            return self.urn
        wire = self._wire(key)
        value = self._answer.get(wire)
        return value if answers.is_scalar(value, self._declared.plain.get(wire)) else None

    def _wake(self) -> None:
        waiting, self._waiting = self._waiting, []
        for key, future in waiting:
            if not future.done():
                self._resolve(key, future)

    def _resolve(self, key: str, future: asyncio.Future[Any]) -> None:
        if self._error is not None and not (self.urn and key in (URN, ID)):
            future.set_exception(self._error)
            return
        secret = False
        if key is URN:
            value: Any = self.urn
        elif key is ID:
            value = self.id
        else:
            wire = self._wire(key)
            value, secret = self._read(wire, self._answer.get(wire))
        known = bool(value) if key is ID else value is not None
        future.set_result(_OutputData(resources={self.resource}, value=value, is_known=known, is_secret=secret))

    def _wire(self, key: str) -> str:
        return self._declared.wire_names.get(key, key)

    def _read(self, key: str, value: Any) -> tuple[Any, bool]:
        type_ = self._declared.plain.get(key)
        if value is None or answers.is_scalar(value, type_):
            return value, False
        name = self._declared.python_names.get(key, key)
        return answers.read(value, type_, typed=self._typed, place=(name, self.resource._name))


class _State:
    """The attribute of an `Output` that holds its state, made when it is first looked at."""

    def __get__(self, output: Any, _owner: type) -> Any:
        if output is None:
            return self
        future = output.__dict__["_data"] = output._make()
        return future


class Deferred(pulumi.Output[Any]):
    """An output whose state is made when it is first looked at.

    Its own names begin with an underscore: any other is the program's, and lifts what the value has.
    """

    __slots__ = ("_make",)

    _data = _State()  # a future by the time anyone sees it

    def __init__(self, make: Callable[[], asyncio.Future[Any]]) -> None:
        self._make = make


class Property(Deferred):
    """One output of a resource."""

    __slots__ = ("_key", "_outputs")

    def __init__(self, outputs: Outputs, key: str) -> None:
        self._outputs = outputs
        self._key = key

    def _make(self) -> asyncio.Future[Any]:
        return self._outputs.future(self._key)


def attach(resource: pulumi.Resource, properties: Mapping[str, Any], *, custom: bool, typed: bool) -> Outputs:
    """Give *resource* an output for its URN, its id and each of its *properties*; return what will settle them."""
    outputs = Outputs(resource, typed=typed)
    own = resource.__dict__
    for name in properties:
        own[name] = Property(outputs, name)
    own["urn"] = Property(outputs, URN)
    if custom:
        own["id"] = Property(outputs, ID)
    return outputs
