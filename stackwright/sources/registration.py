"""Reads a registration, as Pulumi's runtime sends it to the engine, into a resource of the model."""

from __future__ import annotations

import functools
import re
from typing import Any

from ..model import Options, Resource, Source, Stack, make_urn
from . import wire


def resource(stack: Stack, urn: str, request: Any) -> Resource:
    """Return what a registration asks for, under its *urn*; ids and outputs are for others to answer."""
    return Resource(
        urn=urn,
        type=request.type,
        name=request.name,
        parent=request.parent,
        provider=request.provider or provider(stack, request.type, request.version, custom=request.custom),
        custom=request.custom,
        remote=request.remote,
        inputs=wire.decode(request.object),
        dependencies=tuple(sorted(request.dependencies)),
        property_dependencies={
            key: tuple(sorted(found.urns)) for key, found in sorted(request.propertyDependencies.items()) if found.urns
        },
        options=_options(request),
        source=source(request),
    )


def read(stack: Stack, urn: str, request: Any) -> Resource:
    """Return what a program reads by id, under its *urn*; outputs are for others to answer."""
    return Resource(
        urn=urn,
        type=request.type,
        name=request.name,
        parent=request.parent,
        provider=request.provider or provider(stack, request.type, request.version, custom=True),
        id=request.id,
        inputs=wire.decode(request.properties),
        dependencies=tuple(sorted(request.dependencies)),
        options=Options(additional_secret_outputs=tuple(request.additionalSecretOutputs)),
        source=source(request),
    )


@functools.cache
def default_provider(project: str, stack: str, package: str, version: str) -> str:
    """Return the reference of the provider the engine would start for resources of *package* that name none."""
    name = "_".join(["default", *re.findall(r"\w+", version)])
    return f"{make_urn(project, stack, '', f'pulumi:providers:{package}', name)}::simulated"


def provider(stack: Stack, type_: str, version: str, *, custom: bool) -> str:
    """Return the provider reference of a resource of *type_* that names none; empty where it has none."""
    if not custom or type_.startswith("pulumi:"):
        return ""
    return default_provider(stack.project, stack.name, type_.partition(":")[0], version)


@functools.cache
def options(**given: Any) -> Options:
    """Return options that many resources share, made once."""
    return Options(**given)


def _options(request: Any) -> Options:
    return options(
        protect=_given(request, "protect"),
        ignore_changes=tuple(request.ignoreChanges),
        delete_before_replace=request.deleteBeforeReplace,
        retain_on_delete=_given(request, "retainOnDelete"),
        additional_secret_outputs=tuple(request.additionalSecretOutputs),
        replace_on_changes=tuple(request.replaceOnChanges),
        aliases=tuple(alias.urn or alias.spec.name for alias in request.aliases) + tuple(request.aliasURNs),
        deleted_with=request.deletedWith,
        import_id=request.importId,
        version=request.version,
    )


def _given(request: Any, name: str) -> bool | None:
    """Return a switch, nothing where the program leaves it out: older protocols cannot say that, and mean off."""
    if request.DESCRIPTOR.fields_by_name[name].has_presence:
        return bool(getattr(request, name)) if request.HasField(name) else None
    return getattr(request, name) or None


def source(request: Any) -> Source | None:
    """Return where in the program a registration was made, where it says so."""
    position = request.sourcePosition
    if request.type == "pulumi:pulumi:Stack":
        return None
    return Source(position.uri.removeprefix("file://"), position.line) if position.uri else None
