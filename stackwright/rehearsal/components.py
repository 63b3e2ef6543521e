"""Registers a component whose code is not run: with its inputs, its outputs, and the resources these refer to."""

from __future__ import annotations

from typing import Any

import grpc  # type: ignore[import-untyped] # grpc ships no types
import pulumi
from pulumi.runtime import rpc
from pulumi.runtime.proto import provider_pb2, resource_pb2, resource_pb2_grpc

from ..model import UNKNOWN, Secret
from ..simulator import Simulator, classes
from ..simulator.template import is_reference
from ..sources import wire
from . import answers
from .protocol import logical_name, package_of, type_of

_UNLIMITED = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]


def construct(request: Any, simulator: Simulator) -> Any:
    """Register the component of a `ConstructRequest` with the engine and answer with its simulated outputs.

    In a preview, what only a deployment would tell is unknown. Raises grpc.RpcError where the engine refuses.
    """
    inputs = {key: _plain(value) for key, value in wire.decode(request.inputs).items()}
    depends = {
        key: resource_pb2.RegisterResourceRequest.PropertyDependencies(urns=found.urns)
        for key, found in request.inputDependencies.items()
    }
    with grpc.insecure_channel(request.monitorEndpoint, options=_UNLIMITED) as channel:
        monitor = resource_pb2_grpc.ResourceMonitorStub(channel)
        registration = resource_pb2.RegisterResourceRequest(
            type=request.type,
            name=request.name,
            parent=request.parent,
            object=wire.encode(inputs),
            dependencies=request.dependencies,
            propertyDependencies=depends,
            protect=request.protect,
            providers=request.providers,
            aliases=request.aliases,
            acceptSecrets=True,
            acceptResources=True,
        )
        urn = monitor.RegisterResource(registration).urn
        _, outputs = answers.created(simulator, request.type, urn, inputs)
        inside = _Inside(monitor, urn, dict(request.providers))
        outputs = {key: inside.registered(value) for key, value in outputs.items()}
        if request.dryRun:
            outputs = {key: inputs.get(key, _planned(outputs.get(key))) for key in sorted({*outputs, *inputs})}
        state = wire.encode(outputs)
        monitor.RegisterResourceOutputs(resource_pb2.RegisterResourceOutputsRequest(urn=urn, outputs=state))
    return provider_pb2.ConstructResponse(urn=urn, state=state)


class _Inside:
    """The resources inside a component: a program that is given a reference asks the engine for the resource."""

    def __init__(self, monitor: Any, owner: str, providers: dict[str, str]) -> None:
        self._monitor = monitor
        self._owner = owner
        self._providers = providers
        self._references: dict[str, dict[str, Any]] = {}

    def registered(self, value: Any) -> Any:
        """Return *value* with every reference in it naming a resource that the engine knows."""
        if isinstance(value, Secret):
            return Secret(self.registered(value.value))
        if isinstance(value, list):
            return [self.registered(item) for item in value]
        if not isinstance(value, dict):
            return value
        if not is_reference(value):
            return {key: self.registered(item) for key, item in value.items()}
        urn = value["urn"]
        if urn not in self._references:
            self._references[urn] = {**value, **self._register(urn)}
        return self._references[urn]

    def _register(self, urn: str) -> dict[str, str]:
        type_ = type_of(urn)
        cls = classes.find(type_)
        # A reference to a type that no SDK here knows is to a resource of a provider, as most are.
        custom = cls is None or not issubclass(cls, pulumi.ComponentResource)
        made = self._monitor.RegisterResource(
            resource_pb2.RegisterResourceRequest(
                type=type_,
                name=logical_name(urn),
                parent=self._owner,
                custom=custom,
                provider="" if type_.startswith("pulumi:") else self._providers.get(package_of(type_), ""),
                acceptSecrets=True,
                acceptResources=True,
            )
        )
        # Without an id, a program takes what is referred to for a component.
        return {"urn": made.urn, "id": made.id} if custom else {"urn": made.urn}


def _planned(value: Any) -> Any:
    """Return *value* as a preview knows it: the resources it refers to, and nothing else."""
    if is_reference(value):
        return value
    if isinstance(value, list) and value and all(is_reference(item) for item in value):
        return value
    return UNKNOWN


def _plain(value: Any) -> Any:
    """Return *value* with the content of each output in its place; source: `MarshalOptions` in Pulumi's plugin SDK."""
    if isinstance(value, dict):
        if value.get(rpc._special_sig_key) == rpc._special_output_value_sig:
            # An output still: with its dependencies, secret or not, and without a value where that is not known yet.
            content = _plain(value.get("value", UNKNOWN))
            return Secret(content) if value.get("secret") else content
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, Secret):
        return Secret(_plain(value.value))
    return [_plain(item) for item in value] if isinstance(value, list) else value
