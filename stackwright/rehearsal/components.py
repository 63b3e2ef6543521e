"""Registers a component whose code is not run: one resource with its inputs and the outputs its SDK declares."""

from __future__ import annotations

from typing import Any

import grpc  # type: ignore[import-untyped] # grpc ships no types
from pulumi.runtime import rpc
from pulumi.runtime.proto import provider_pb2, resource_pb2, resource_pb2_grpc

from ..model import UNKNOWN, Secret
from ..simulator import Simulator
from ..sources import wire
from . import answers

_UNLIMITED = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]


def construct(request: Any, simulator: Simulator) -> Any:
    """Register the component of a `ConstructRequest` with the engine and answer with its simulated outputs.

    In a preview, what only a deployment would tell is unknown.
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
        if request.dryRun:
            outputs = answers.planned(simulator, request.type, urn, inputs)
        else:
            _, outputs = answers.created(simulator, request.type, urn, inputs)
        state = wire.encode(outputs)
        monitor.RegisterResourceOutputs(resource_pb2.RegisterResourceOutputsRequest(urn=urn, outputs=state))
    return provider_pb2.ConstructResponse(urn=urn, state=state)


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
