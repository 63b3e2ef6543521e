"""Writes a program's inputs as plain values with `Secret` and `UNKNOWN` marks, without protobuf between."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pulumi
from pulumi import _types
from pulumi.output import Unknown, contains_unknowns
from pulumi.runtime import rpc

from ...model import UNKNOWN, Secret
from .. import wire
from .properties import Property
from .shapes import UNTYPED, Shape, Unusual, shape_of_arguments

# Whole numbers that a protobuf number (a double) tells apart.
_EXACT = 2**53

# What stands for files, its mark on the wire, and where its content is.
_FILES = (
    (pulumi.Asset, rpc._special_asset_sig, ("path", "text", "uri")),
    (pulumi.Archive, rpc._special_archive_sig, ("assets", "path", "uri")),
)

Dependencies = dict[str, list[pulumi.Resource]]


async def inputs(
    resource: pulumi.Resource | None, properties: Mapping[str, Any], type_: type | None, shape: Shape
) -> tuple[dict[str, Any], Dependencies]:
    """Return *properties* by wire name, sorted, and the resources each is made of.

    Waits for the outputs in them. What is not usual goes through the SDK's own serialisation, whose errors it raises.
    """
    pending: list[asyncio.Future[Any]] = []
    try:
        found = _write(properties, shape, pending)
        while pending:
            for future in pending:
                await future
            pending = []
            found = _write(properties, shape, pending)
    except Exception:
        # Whatever it was: the SDK's own code treats it, or says what is wrong.
        return await _through_protobuf(resource, properties, type_)
    return found


async def _through_protobuf(
    resource: pulumi.Resource | None, properties: Mapping[str, Any], type_: type | None
) -> tuple[dict[str, Any], Dependencies]:
    translate = resource.translate_input_property if resource is not None and type_ is None else None
    dependencies: Dependencies = {}
    struct = await rpc.serialize_properties(properties, dependencies, resource, translate, type_)
    return wire.decode(struct), dependencies


def _write(
    properties: Mapping[str, Any], shape: Shape, pending: list[asyncio.Future[Any]]
) -> tuple[dict[str, Any], Dependencies]:
    written: dict[str, Any] = {}
    dependencies: Dependencies = {}
    names = shape.names
    for name in properties:
        value = properties[name]
        if value is not None:
            key = names.get(name, name)
            resources: list[pulumi.Resource] = []
            plain = _plain(value, shape.values or shape.key(key), resources, pending)
            if plain is not None:
                written[key] = plain
                if resources:
                    dependencies[key] = resources
                else:
                    dependencies.pop(key, None)
    return {key: written[key] for key in sorted(written)}, dependencies


def _plain(value: Any, shape: Shape, resources: list[pulumi.Resource], pending: list[asyncio.Future[Any]]) -> Any:
    """Return *value* as JSON; note what it is made of, and what it still waits for."""
    cls = value.__class__
    if cls is str:
        return UNKNOWN if value == rpc.UNKNOWN else value
    if cls is bool or value is None:
        return value
    if cls is int:
        return value if -_EXACT <= value <= _EXACT else int(float(value))
    if cls is float:
        return int(value) if value.is_integer() else value
    if cls is Property or isinstance(value, pulumi.Output):
        return _output(value, shape, resources, pending)
    if cls is list or cls is tuple:
        item = shape.item
        return [_plain(each, item, resources, pending) for each in value]
    if cls is dict:
        return _table(value, shape, resources, pending)
    return _object(value, cls, resources, pending)


def _object(value: Any, cls: type, resources: list[pulumi.Resource], pending: list[asyncio.Future[Any]]) -> Any:
    if isinstance(value, str):  # an enum of the SDK's
        return _plain(str.__str__(value), UNTYPED, resources, pending)
    if isinstance(value, Unknown):
        return UNKNOWN
    if isinstance(value, pulumi.Resource):
        urn = _plain(value.urn, UNTYPED, resources, pending)
        id_ = _plain(value.id, UNTYPED, resources, pending) if isinstance(value, pulumi.CustomResource) else None
        return id_ or urn
    if _types.is_input_type(cls):
        table, shape = _types.input_type_to_dict(value), shape_of_arguments(cls)
        return {key: _plain(table[key], shape.key(key), resources, pending) for key in sorted(table)}
    for kind, signature, fields in _FILES:
        if isinstance(value, kind):
            field = next(each for each in fields if hasattr(value, each))
            content = _plain(getattr(value, field), UNTYPED, resources, pending)
            return {rpc._special_sig_key: signature, field: content}
    raise Unusual


def _table(
    value: dict[Any, Any], shape: Shape, resources: list[pulumi.Resource], pending: list[asyncio.Future[Any]]
) -> dict[str, Any]:
    names, same = shape.names, shape.values
    written: dict[str, Any] = {}
    for name, item in value.items():
        if name.__class__ is not str:
            raise Unusual
        key = names.get(name, name)
        written[key] = _plain(item, same or shape.key(key), resources, pending)
    if rpc._special_sig_key in written:  # written by hand: only the SDK's own code knows what is meant
        raise Unusual
    return {key: written[key] for key in sorted(written)}


def _output(
    output: pulumi.Output[Any], shape: Shape, resources: list[pulumi.Resource], pending: list[asyncio.Future[Any]]
) -> Any:
    if output.__class__ is Property:
        found = output._outputs.scalar(output._key)
        if found is not None:
            resources.append(output._outputs.resource)
            return found
    future = output._data
    if not future.done():
        pending.append(future)
        return None
    data = future.result()
    resources.extend(data.resources)
    inner: list[pulumi.Resource] = []
    value = None
    if data.is_known or not contains_unknowns(data.value):
        value = _plain(data.value, shape, inner, pending)
    if inner:
        resources.extend(inner)
        data.resources.update(inner)
    if not data.is_known:
        value = UNKNOWN
    return Secret(value) if data.is_secret else value
