"""One resource, as the estimate sees it."""

from __future__ import annotations

import copy
import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ...data import tables
from ...model import Resource, Secret, Stack, Unknown, redact
from .packing.node_tags import tag_pools
from .values import Section

# Properties by which other resources name this one.
_NAMES = (
    "id",
    "arn",
    "name",
    "bucket",
    "identifier",
    "clusterIdentifier",
    "replicationGroupId",
    "family",
    "keyId",
    "url",
    "resourceId",
)

_ARN_REGION = re.compile(r"arn:aws[a-z-]*:[a-z0-9-]*:([a-z]{2}(?:-[a-z]+)+-\d+):")


class Item(Section):
    """A resource's inputs, with what identifies it and what it is made of."""

    __slots__ = (
        "custom",
        "dependencies",
        "id",
        "name",
        "opaque",
        "outputs",
        "parent",
        "region",
        "tags",
        "type",
        "urn",
    )

    def __init__(
        self,
        *,
        urn: str,
        type: str,  # noqa: A002, Pulumi's own word
        name: str,
        inputs: Mapping[str, Any],
        outputs: Mapping[str, Any] | None = None,
        id: str = "",  # noqa: A002, Pulumi's own word
        parent: str = "",
        region: str = "",
        dependencies: Mapping[str, tuple[str, ...]] | None = None,
        tags: Mapping[str, str] | None = None,
        custom: bool = True,
        opaque: str = "",
    ) -> None:
        super().__init__(inputs)
        self.urn = urn
        self.type = canonical(type)
        self.name = name
        self.outputs = outputs or {}
        self.id = id
        self.parent = parent
        self.region = region
        self.dependencies = dependencies or {}
        self.tags = tags or {}
        self.custom = custom
        self.opaque = opaque

    def with_inputs(self, changes: Mapping[str, Any]) -> Item:
        """Return the same resource with other inputs; None takes one away."""
        other = copy.copy(self)
        other.values = {key: value for key, value in {**self.values, **changes}.items() if value is not None}
        return other

    def identities(self) -> Iterator[str]:
        """Yield the texts by which other resources can name this one, as far as they are known."""
        if self.id:
            yield self.id
        for key in _NAMES:
            for values in (self.outputs, self.values):
                value = values.get(key)
                while isinstance(value, Secret):
                    value = value.value
                if isinstance(value, str) and value:
                    yield value


def items_of(stack: Stack) -> list[Item]:
    """Return the resources of *stack*, in order of registration; those that are only read are left out.

    A deployed stack's inputs are completed with its outputs: what the provider decided is known there.
    """
    providers = {
        resource.urn: resource for resource in stack.resources if resource.type.startswith("pulumi:providers:")
    }
    found = [
        _item(resource, stack, providers.get(resource.provider.rpartition("::")[0]))
        for resource in stack.resources
        if not resource.read and not resource.type.startswith(("pulumi:providers:", "pulumi:pulumi:"))
    ]
    tag_pools(found)
    return found


def _item(resource: Resource, stack: Stack, provider: Resource | None) -> Item:
    settings = provider.inputs if provider else {}
    inputs = {**resource.outputs, **resource.inputs} if stack.deployed else resource.inputs
    return Item(
        urn=resource.urn,
        type=resource.type,
        name=resource.name,
        inputs=inputs,
        outputs=resource.outputs,
        id=resource.id,
        parent=resource.parent,
        region=region_of(inputs, settings, _region_by_arn(resource) if stack.deployed else "") or stack.region,
        dependencies=resource.property_dependencies,
        tags=tags_of(inputs, settings),
        custom=resource.custom,
        opaque=resource.opaque,
    )


def region_of(inputs: Mapping[str, Any], provider: Mapping[str, Any], default: str) -> str:
    """Return the Region that a resource is in: its own, its provider's, or else *default*.

    `[unknown]` where only a deployment can tell, `[secret]` where no report may.
    """
    for values in (inputs, provider):
        region = values.get("region")
        if isinstance(region, Unknown | Secret):
            return str(redact(region))
        if isinstance(region, str) and region:
            return region
    return default


def _region_by_arn(resource: Resource) -> str:
    """Return the Region that a deployed resource's ARN names: a state does not hold the engine's own providers."""
    arn = resource.outputs.get("arn")
    found = _ARN_REGION.match(arn) if isinstance(arn, str) else None
    return found[1] if found else ""


def tags_of(inputs: Mapping[str, Any], provider: Mapping[str, Any]) -> dict[str, str]:
    """Return a resource's tags, its provider's default tags below them; a list of tags is read as well."""
    defaults = provider.get("defaultTags")
    found: dict[str, str] = {}
    for tags in (defaults.get("tags") if isinstance(defaults, Mapping) else None, inputs.get("tags")):
        pairs = tags.items() if isinstance(tags, Mapping) else _listed(tags)
        found.update({key: value for key, value in pairs if isinstance(value, str)})
    return found


def _listed(tags: Any) -> Iterator[tuple[str, Any]]:
    for tag in tags if isinstance(tags, list) else ():
        if isinstance(tag, Mapping) and isinstance(tag.get("key"), str):
            yield tag["key"], tag.get("value")


def canonical(token: str) -> str:
    """Return the one token for all the names of an AWS type: `aws:lb/listener:Listener` for `aws:alb/...`."""
    return _twins().get(token, token)


@functools.cache
def _twins() -> dict[str, str]:
    return {row["token"]: row["canonical"] for row in tables.rows("aws_twins")}
