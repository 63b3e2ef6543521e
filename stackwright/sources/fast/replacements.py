"""Lists what the fast path replaces in the SDK."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pulumi
from pulumi import log
from pulumi import resource as sdk_resource
from pulumi.resource_hooks import ResourceHookBinding
from pulumi.runtime import rpc
from pulumi.runtime import stack as sdk_stack
from pulumi.runtime.resource import collapse_alias_to_urn, get_resource, read_resource

from ..recorder import Recorder
from ..recording import RecordingMonitor
from . import open_maps
from .options import is_plain_alias
from .outputs import Combining
from .properties import Deferred
from .registrations import Registrations
from .waiting import Outstanding


def replacements(
    recorder: Recorder, monitor: RecordingMonitor, numbers: Iterator[int]
) -> Iterator[tuple[Any, str, Any]]:
    """Yield owner, name and replacement."""
    registrations = Registrations(recorder, numbers)
    outstanding = Outstanding()
    combining = Combining()
    yield sdk_resource, "register_resource", registrations.register_resource
    yield sdk_resource, "register_resource_outputs", registrations.register_resource_outputs
    yield sdk_resource, "read_resource", registrations.counting(read_resource)
    yield sdk_resource, "get_resource", registrations.counting(get_resource)
    yield sdk_resource, "collapse_alias_to_urn", _later(collapse_alias_to_urn)
    yield sdk_stack, "wait_for_rpcs", outstanding.wait
    yield sdk_stack, "_wait_for_pending_rpcs", registrations.wait_for_pending
    yield pulumi.Output, "_track", lambda output: outstanding.track(output)
    yield pulumi.Output, "_untrack", lambda output: outstanding.untrack(output)
    yield pulumi.Output, "from_input", staticmethod(combining.from_input)
    yield pulumi.Output, "all", staticmethod(combining.all)
    yield pulumi.ResourceOptions, "_copy", _copy
    yield ResourceHookBinding, "_copy", _copy
    yield rpc, "translate_output_properties", open_maps.kept_by(rpc.translate_output_properties)
    yield log, "debug", lambda *_args, **_options: None  # nobody reads them, and each is a message to the engine
    monitor.on_stack_transform = registrations.note_transform


def _copy(self: Any) -> Any:
    """Return a shallow copy, as `copy.copy` makes of an object that says nothing else."""
    copied = object.__new__(type(self))
    copied.__dict__.update(self.__dict__)
    return copied


def _later(collapse: Callable[..., pulumi.Output[str]]) -> Callable[..., pulumi.Output[str]]:
    """Return *collapse* so that it computes nothing before anyone asks: an engine that takes aliases does not."""

    def later(alias: Any, name: str, type_: str, parent: Any) -> pulumi.Output[str]:
        if is_plain_alias(alias):
            return Deferred(lambda: collapse(alias, name, type_, parent)._data)
        return collapse(alias, name, type_, parent)

    return later
