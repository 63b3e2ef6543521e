"""Registers resources with the recorder directly: no message is made where plain values do."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pulumi
from pulumi.runtime import resource as sdk
from pulumi.runtime import settings
from pulumi.runtime import stack as sdk_stack
from pulumi.runtime.sync_await import _sync_await

from ...model import Resource, Source
from .. import position, registration
from ..recorder import Recorder
from . import dependencies, values
from . import options as options_
from .properties import Outputs, attach
from .shapes import UNTYPED, shape_of_arguments

_ROOT = "pulumi:pulumi:Stack"

# Methods by which a class without typed arguments may rename its properties.
_RENAMING = ("translate_input_property", "translate_output_property")


@dataclass(frozen=True)
class _Asked:
    """What a constructor asks for."""

    resource: pulumi.Resource
    token: str
    name: str
    custom: bool
    properties: Mapping[str, Any]
    options: pulumi.ResourceOptions
    arguments: type | None
    outputs: Outputs
    source: Source | None
    number: int


class Registrations:
    """Takes the place of the SDK's registering functions, and leaves to them what is not usual."""

    def __init__(self, recorder: Recorder, numbers: Iterator[int]) -> None:
        self._recorder = recorder
        self._numbers = numbers
        self._slow_register: Callable[..., None] = sdk.register_resource
        self._slow_outputs: Callable[..., None] = sdk.register_resource_outputs
        self._slow_wait: Callable[[], None] = sdk_stack._wait_for_pending_rpcs
        self._transformed = False
        self._complete = dependencies.Complete()

    def register_resource(
        self,
        res: pulumi.Resource,
        ty: str,
        name: str,
        custom: bool,
        remote: bool,
        new_dependency: Callable[[str], pulumi.Resource],
        props: Mapping[str, Any],
        opts: pulumi.ResourceOptions | None,
        typ: type | None = None,
        package_ref: Any = None,
    ) -> None:
        """Register a resource, as the SDK's function of this name does."""
        self._complete.constructed += 1
        options = opts if opts is not None else pulumi.ResourceOptions()
        elsewhere = remote or package_ref is not None or (not custom and _holds_resource(props))
        if elsewhere or self._unusual(res, ty, options, typ):
            self._slow_register(res, ty, name, custom, remote, new_dependency, props, opts, typ, package_ref)
            return
        outputs = attach(res, props, custom=custom, typed=typ is not None)
        number, source = next(self._numbers), None if ty == _ROOT else position.caller(res)
        asked = _Asked(res, ty, name, custom, props, options, typ, outputs, source, number)
        self._start(self._register(asked))

    def register_resource_outputs(self, res: pulumi.Resource, outputs: Any) -> None:
        """Register a component's outputs, as the SDK's function of this name does."""
        if outputs is None or isinstance(outputs, Mapping):
            self._start(self._register_outputs(res, outputs or {}))
        else:
            self._slow_outputs(res, outputs)

    def wait_for_pending(self) -> None:
        """Wait for what is being registered, before a transform is put over what comes then."""
        self._slow_wait()
        work: Iterable[Any] = settings._get_rpc_manager().rpcs
        pending = [each for each in work if not each.done()]
        if pending:
            _sync_await(asyncio.gather(*pending, return_exceptions=True))

    def counting(self, function: Callable[..., None]) -> Callable[..., None]:
        """Return *function*, which constructs resources in another way, so that they are counted."""

        def construct(*args: Any, **options: Any) -> None:
            self._complete.constructed += 1
            function(*args, **options)

        return construct

    def note_transform(self) -> None:
        """Leave every resource to the SDK from now on: a transform may be over it."""
        self._transformed = True

    def _unusual(self, resource: pulumi.Resource, type_: str, options: pulumi.ResourceOptions, typ: Any) -> bool:
        """Say whether the SDK's own code must register this one."""
        if options.transforms:
            self._transformed = True
        return (
            self._transformed
            or (type_.startswith("pulumi") and type_ != _ROOT)
            or (typ is None and any(getattr(type(resource), m) is not getattr(pulumi.Resource, m) for m in _RENAMING))
            or not options_.is_usual(options)
        )

    @staticmethod
    def _start(work: Any) -> None:
        settings._get_rpc_manager().rpcs.append(asyncio.ensure_future(work))

    async def _register(self, asked: _Asked) -> None:
        try:
            resource = await self._resource(asked)
            await asyncio.sleep(0)  # no engine answers before the program's other registrations have begun
            self._recorder.register(resource, asked.number)
            asked.outputs.settle(resource.urn, resource.id, resource.outputs)
        except Exception as error:
            asked.outputs.fail(error)
            _note_failure(error)
            raise

    async def _resource(self, asked: _Asked) -> Resource:
        options = asked.options
        expansion = dependencies.Expansion(asked.resource, self._complete)
        waits_for = await expansion.urns(await dependencies.explicit(options))
        shape = UNTYPED if asked.arguments is None else shape_of_arguments(asked.arguments)
        try:
            inputs, made_of = await values.inputs(asked.resource, asked.properties, asked.arguments, shape)
        except (ValueError, AssertionError) as error:
            kind, colon = (ValueError, ":") if isinstance(error, ValueError) else (AssertionError, "")
            place = f"While processing resource: {asked.name!r}, type{colon} {asked.token!r}"
            raise kind(f"{place}\n{kind.__name__} has risen: {error}") from error
        parent = await self._parent(asked)
        provider = await sdk._create_provider_ref(options.provider) if asked.custom and options.provider else ""
        by_property: dict[str, tuple[str, ...]] = {}
        for key in sorted(made_of):
            urns = await expansion.urns(made_of[key])
            if urns:
                by_property[key] = tuple(sorted(urns))
                waits_for.update(urns)
        return Resource(
            urn=self._recorder.urn(parent, asked.token, asked.name),
            type=asked.token,
            name=asked.name,
            parent=parent,
            provider=provider
            or registration.provider(self._recorder.stack, asked.token, options.version or "", custom=asked.custom),
            custom=asked.custom,
            inputs=inputs,
            dependencies=tuple(sorted(waits_for)),
            property_dependencies=by_property,
            options=options_.read(options, asked.resource, asked.arguments),
            source=asked.source,
        )

    @staticmethod
    async def _parent(asked: _Asked) -> str:
        parent = asked.options.parent
        if parent is None and asked.token != _ROOT:
            parent = settings.get_root_resource()
        return (await dependencies.urn(parent)) if parent is not None else ""

    async def _register_outputs(self, resource: pulumi.Resource, outputs: Mapping[str, Any]) -> None:
        try:
            urn = await dependencies.urn(resource)
            written, _ = await values.inputs(None, outputs, None, UNTYPED)
            self._recorder.set_outputs(urn, written)
        except Exception as error:
            _note_failure(error)
            raise


def _holds_resource(value: Any) -> bool:
    """Say whether a resource stands in *value*: a component gives it back as one, which only the protocol can say."""
    if isinstance(value, Mapping):
        return any(map(_holds_resource, value.values()))
    return isinstance(value, pulumi.Resource) or (isinstance(value, (list, tuple)) and any(map(_holds_resource, value)))


def _note_failure(error: Exception) -> None:
    manager = settings._get_rpc_manager()
    if manager.unhandled_exception is None:
        manager.unhandled_exception = error
        manager.exception_traceback = sys.exc_info()[2]
