"""Combines outputs with fewer outputs between: what `Output.all` and `Output.from_input` make, in fewer steps."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from inspect import isawaitable
from typing import Any

import pulumi
from pulumi import _types
from pulumi.output import UNKNOWN, Unknown, _OutputData, contains_unknowns

# What holds no other input.
_LEAVES = frozenset({str, bool, int, float, type(None), Unknown})

Data = _OutputData[Any]

# A place to be filled: the container, the key or index in it, the state to come, and whether that may hold outputs.
Slot = tuple[Any, Any, "asyncio.Future[Data]", bool]


class Combining:
    """Takes the place of the SDK's functions of the same names."""

    def __init__(self) -> None:
        self._slow_from_input: Callable[[Any], pulumi.Output[Any]] = pulumi.Output.from_input

    def from_input(self, val: Any) -> pulumi.Output[Any]:
        """Return *val* as an output, whatever outputs are in it unwrapped."""
        if isinstance(val, pulumi.Output):
            return val.apply(self._unwrapped, True)
        return self._combined([val], lambda values: values[0])

    def all(self, *args: Any, **kwargs: Any) -> pulumi.Output[Any]:
        """Return an output of a list, or of a table by name."""
        if args and kwargs:
            raise ValueError("Output.all() was supplied a mix of named and unnamed inputs")
        return self._combined(kwargs or list(args), lambda values: values)

    def _unwrapped(self, value: Any) -> Any:
        return value if value.__class__ in _LEAVES else self.from_input(value)

    def _combined(self, inputs: Any, result: Callable[[Any], Any]) -> pulumi.Output[Any]:
        slots: list[Slot] = []
        values = self._copy(inputs, slots)
        if slots:
            return pulumi.Output._from_data(self._gather(values, slots, result))
        done: asyncio.Future[Data] = asyncio.get_event_loop().create_future()
        done.set_result(_OutputData(resources=set(), value=result(values), is_known=True, is_secret=False))
        return pulumi.Output._from_data(done)

    def _copy(self, container: Any, slots: list[Slot]) -> Any:
        """Return a plain copy of a table or list; note the places of outputs in it."""
        if isinstance(container, dict):
            table: dict[Any, Any] = {}
            for key, value in zip(container.keys(), container.values()):  # noqa: B905 - Python 3.10's needs no word
                table[key] = value if value.__class__ in _LEAVES else self._item(value, table, key, slots)
            return table
        items: list[Any] = []
        for index, value in enumerate(container):
            items.append(value if value.__class__ in _LEAVES else self._item(value, items, index, slots))
        return items

    def _item(self, value: Any, holder: Any, key: Any, slots: list[Slot]) -> Any:
        if isinstance(value, pulumi.Output):
            slots.append((holder, key, value._data, True))
            return None
        if (isinstance(value, dict) and all(each.__class__ is str for each in value)) or isinstance(value, list):
            return self._copy(value, slots) if value else value
        if (value and isinstance(value, (dict, tuple))) or _types.is_input_type(type(value)) or isawaitable(value):
            slots.append((holder, key, self._slow_from_input(value)._data, False))
            return None
        return value

    async def _gather(self, values: Any, slots: list[Slot], result: Callable[[Any], Any]) -> Data:
        pending = [state for _, _, state, _ in slots if not state.done()]
        if pending:
            await asyncio.gather(*pending)
        resources: set[pulumi.Resource] = set()
        known, secret = True, False
        for holder, key, state, deep in slots:
            data = state.result()
            if deep and not (data.is_known and data.value.__class__ in _LEAVES):
                data = await self._deep(data)
            resources |= data.resources
            known = known and data.is_known
            secret = secret or data.is_secret
            holder[key] = data.value
        return _OutputData(resources=resources, value=result(values), is_known=known, is_secret=secret)

    async def _deep(self, data: Data) -> Data:
        """Return *data* with whatever outputs are in its value unwrapped."""
        value = data.value if data.is_known or contains_unknowns(data.value) else UNKNOWN
        inner = await self.from_input(value)._data
        return _OutputData(
            resources=data.resources | inner.resources,
            value=inner.value,
            is_known=inner.is_known,
            is_secret=inner.is_secret or data.is_secret,
        )
