"""Puts a stack's resources into the messages of Pulumi's analyzer protocol, as the engine does.

Source: `sdk/go/common/resource/plugin/analyzer_plugin.go` and `pkg/resource/deploy/step_generator.go` in pulumi/pulumi.
Secrets are sent with their mark and unknown values as the engine's sentinel, in every call: it is a pack's SDK that
takes the marks off before a rule sees the values, except in a remediation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pulumi.runtime.proto import analyzer_pb2

from ...model import Resource, Stack
from ...sources import wire

PROVIDER = "pulumi:providers:"

_DEFAULT = re.compile(r"default((?:_\w+)+)")


def registered(stack: Stack, config: Mapping[str, str]) -> list[Resource]:
    """Return the stack's resources as the engine would see them: with the default providers, each before its first use.

    A default provider's inputs are its package's *config* and its version.
    """
    known = {resource.urn for resource in stack.resources}
    found: list[Resource] = []
    for resource in stack.resources:
        urn = resource.provider.rpartition("::")[0]
        if urn and urn not in known:
            known.add(urn)
            found.append(_default_provider(urn, config))
        found.append(resource)
    return found


def _default_provider(urn: str, config: Mapping[str, str]) -> Resource:
    type_, name = urn.split("::")[2:4]
    space = f"{type_.removeprefix(PROVIDER)}:"
    inputs = {key.removeprefix(space): value for key, value in sorted(config.items()) if key.startswith(space)}
    version = _DEFAULT.fullmatch(name)
    if version:
        inputs["version"] = version[1].strip("_").replace("_", ".")
    return Resource(urn=urn, type=type_, name=name, inputs=dict(inputs), outputs=dict(inputs))


def request(resource: Resource, provider: Resource | None, *, internal: bool = False) -> Any:
    """Return the question about one resource: its inputs, those whose name begins with `__` only where *internal*."""
    message = analyzer_pb2.AnalyzeRequest(
        type=resource.type,
        urn=resource.urn,
        name=resource.name,
        properties=wire.encode(resource.inputs if internal else _public(resource.inputs)),
        options=_options(resource),
    )
    return _with_provider(message, provider)


def stack_request(resources: Iterable[Resource], remediated: Mapping[str, frozenset[str]]) -> Any:
    """Return the question about all *resources* together.

    The engine sends outputs, which at preview lack what only the cloud knows, and are empty for components. Here they
    are known, so each resource's outputs are sent over its inputs, with its id. What a remediation has changed, in
    *remediated* as URN -> names of inputs, is sent as it is now: the outputs were made from what it was before.
    """
    resources = list(resources)
    by_urn = {resource.urn: resource for resource in resources}
    message = analyzer_pb2.AnalyzeStackRequest()
    for resource in resources:
        one = message.resources.add(
            type=resource.type,
            urn=resource.urn,
            name=resource.name,
            properties=wire.encode(_public(_state(resource, remediated.get(resource.urn, frozenset())))),
            options=_options(resource),
            parent=resource.parent,
            dependencies=resource.dependencies,
        )
        for key, urns in sorted(resource.property_dependencies.items()):
            if urns:
                one.propertyDependencies[key].urns.extend(urns)
        _with_provider(one, provider_of(resource, by_urn))
    return message


def provider_of(resource: Resource, by_urn: Mapping[str, Resource]) -> Resource | None:
    """Return the provider that manages *resource*; nothing for components and providers."""
    return by_urn.get(resource.provider.rpartition("::")[0])


def changed(before: Mapping[str, Any], after: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """Yield the path of each place where two properties differ, `tags.Owner`; a list that differs is one place."""
    for key in sorted({*before, *after}):
        old, new = before.get(key), after.get(key)
        here = f"{path}.{key}" if path else key
        if isinstance(old, dict) and isinstance(new, dict):
            yield from changed(old, new, here)
        elif old != new or (key in before) != (key in after):
            yield here


def _state(resource: Resource, remediated: frozenset[str]) -> dict[str, Any]:
    outputs = {key: value for key, value in resource.outputs.items() if key not in remediated}
    managed = resource.custom and resource.id and not resource.type.startswith(PROVIDER)
    return {**({"id": resource.id} if managed else {}), **resource.inputs, **outputs}


def _public(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in properties.items() if not key.startswith("__")}


def _options(resource: Resource) -> Any:
    options = resource.options
    message = analyzer_pb2.AnalyzerResourceOptions(
        protect=bool(options.protect),
        ignoreChanges=options.ignore_changes,
        deleteBeforeReplace=options.delete_before_replace,
        deleteBeforeReplaceDefined=options.delete_before_replace,
        additionalSecretOutputs=options.additional_secret_outputs,
        aliases=[_alias(alias, resource) for alias in options.aliases],
        parent=resource.parent,
    )
    message.customTimeouts.SetInParent()
    return message


def _alias(alias: str, resource: Resource) -> str:
    """Return an alias as the URN it stands for: one that is a name is the resource's own under that name."""
    return alias if alias.startswith("urn:") else f"{resource.urn.rpartition('::')[0]}::{alias}"


def _with_provider(message: Any, provider: Resource | None) -> Any:
    if provider is not None:
        message.provider.type = provider.type
        message.provider.urn = provider.urn
        message.provider.name = provider.name
        message.provider.properties.CopyFrom(wire.encode(_public(provider.inputs)))
    return message
