"""What the engine shows a policy becomes what a rule sees: the same as offline, but for what is not known yet."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pulumi_policy import PolicyResource, ResourceValidationArgs, StackValidationArgs
from pulumi_policy import proxy as engine_proxy
from pulumi_policy.proxy import UnknownValueError

from .inventory import Inventory
from .item import Item
from .marks import UNKNOWN
from .start import Start
from .types import canonical

_SENTINELS = frozenset(
    value for name, value in vars(engine_proxy).items() if name.startswith("UNKNOWN_") and name.endswith("_VALUE")
)


class Resources:
    """The resources of a run, each translated once for all the rules that look at it.

    The inputs that `Analyze` shows are kept for `AnalyzeStack`, which shows outputs: of a component there are none, and
    of a Kubernetes object in a cluster that does not exist yet there is nothing left.
    """

    def __init__(self, configuration: frozenset[str] = frozenset()) -> None:
        self._configuration = configuration
        self._items: dict[str, Item] = {}
        self._judged: dict[str, set[str]] = {}
        self._stack: Inventory | None = None
        self._judged_stack: set[str] = set()
        self._lock = threading.RLock()  # the server answers on several threads

    def item(self, rule: str, args: ResourceValidationArgs) -> Item:
        """Return the resource that *rule* is shown; one that asks again is shown a newer state of it."""
        with self._lock:
            asked = self._judged.setdefault(args.urn, set())
            if args.urn not in self._items or rule in asked:
                self._items[args.urn] = shown(args)
                self._items[args.urn].configuration = self._configuration
                asked.clear()
            asked.add(rule)
            return self._items[args.urn]

    def stack(self, rule: str, args: StackValidationArgs, start: Start) -> Inventory:
        """Return the stack that *rule* is shown."""
        with self._lock:
            if self._stack is None or rule in self._judged_stack:
                items = [self._of_stack(one) for one in args.resources]
                self._stack = Inventory(items, project=start.project, stack=start.stack)
                self._stack.start = start
                self._judged_stack.clear()
            self._judged_stack.add(rule)
            return self._stack

    def _of_stack(self, one: PolicyResource) -> Item:
        outputs = _object(one.props)
        kept = self._items.get(one.urn)
        edges = {key: tuple(each.urn for each in ones) for key, ones in one.property_dependencies.items()}
        item = _item(one, kept.inputs if kept else outputs)
        item.configuration = self._configuration
        item.outputs = outputs
        item.id = _text(outputs.get("id"))
        item.parent = one.parent.urn if one.parent else ""
        item.read = bool(self._items) and kept is None  # `Analyze` shows whatever this stack manages
        item.property_dependencies = edges
        return item


def shown(args: ResourceValidationArgs) -> Item:
    """Return the resource that `Analyze` or `Remediate` shows."""
    return _item(args, _object(args.props))


def _item(one: ResourceValidationArgs | PolicyResource, inputs: Mapping[str, Any]) -> Item:
    type_ = canonical(one.resource_type)
    provider = one.provider
    return Item(
        urn=one.urn,
        type=type_,
        name=one.name,
        inputs=inputs,
        provider=Item(
            urn=provider.urn,
            type=provider.resource_type,
            name=provider.name,
            inputs=_object(provider.props),
            discreet=True,
        )
        if provider
        else None,
        custom=bool(provider) or type_.startswith("pulumi:providers:"),
        discreet=True,
        protect=bool(one.opts and one.opts.protect),
    )


def _object(props: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _member(props, key) for key in _keys(props)}


def _keys(props: Mapping[str, Any]) -> Iterable[str]:
    return list(iter(props))


def _member(holder: Any, key: Any) -> Any:
    """Return what is at *key*; the engine's own accessors raise where it is not known yet."""
    try:
        value = holder[key]
    except UnknownValueError:
        return UNKNOWN
    if isinstance(value, str):
        return UNKNOWN if value in _SENTINELS else value
    if isinstance(value, Mapping):
        return _object(value)
    if isinstance(value, Sequence):
        return [_member(value, index) for index in range(len(value))]
    return value


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
