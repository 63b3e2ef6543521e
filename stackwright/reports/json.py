"""The stack as one JSON object. Secrets are the string `[secret]`."""

from __future__ import annotations

import functools
from dataclasses import fields
from typing import Any, TextIO

from ..model import LookUp, Options, Resource, Stack, redact
from .indented import pieces


def write(stack: Stack, out: TextIO) -> None:
    """Write *stack* to *out*, keys in a fixed order, with a newline at the end."""
    # Resource by resource: the text of a large stack is many times the size of what it says.
    out.writelines(pieces(_table(stack, map(_resource, stack.resources))))
    out.write("\n")


def document(stack: Stack) -> dict[str, Any]:
    """Return the object that `write` writes."""
    return _table(stack, [_resource(resource) for resource in stack.resources])


def _table(stack: Stack, resources: Any) -> dict[str, Any]:
    return {
        "project": stack.project,
        "stack": stack.name,
        "region": stack.region,
        "deployed": stack.deployed,
        "resources": resources,
        "outputs": redact(stack.outputs),
        "lookUps": [_look_up(look_up) for look_up in stack.look_ups],
        "notes": stack.notes,
        "seconds": round(stack.seconds, 3),
    }


def _resource(resource: Resource) -> dict[str, Any]:
    source = resource.source
    return {
        "urn": resource.urn,
        "type": resource.type,
        "name": resource.name,
        "parent": resource.parent,
        "provider": resource.provider,
        "custom": resource.custom,
        "id": resource.id,
        "read": resource.read,
        "remote": resource.remote,
        "opaque": resource.opaque,
        "inputs": redact(resource.inputs),
        "outputs": redact(resource.outputs),
        "dependencies": list(resource.dependencies),
        "propertyDependencies": {key: list(urns) for key, urns in resource.property_dependencies.items()},
        "options": _options(resource.options),
        "source": {"file": source.file, "line": source.line} if source else None,
    }


def _look_up(look_up: LookUp) -> dict[str, Any]:
    return {
        "token": look_up.token,
        "args": redact(dict(look_up.args)),
        "region": look_up.region,
        "origin": look_up.origin,
        "opaque": look_up.opaque,
    }


@functools.cache
def _options(options: Options) -> dict[str, Any]:
    """Return the options that differ from their defaults, in camelCase."""
    found = {field.name: getattr(options, field.name) for field in fields(options)}
    return {_camel(key): list(v) if isinstance(v, tuple) else v for key, v in found.items() if v}


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)
