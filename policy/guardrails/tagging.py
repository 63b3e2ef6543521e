"""The tags that a resource will have: its own, and those that its provider gives to everything."""

from __future__ import annotations

from .item import Item
from .types import lists_tags
from .values import Node
from .verdicts import Undecided


def tags_of(item: Item) -> dict[str, Node]:
    """Return key -> place of the value; of two tags with one key the resource's own.

    Default tags reach no type that lists its tags one by one (an Auto Scaling group).
    Source: https://www.pulumi.com/registry/packages/aws/api-docs/provider/#providerdefaulttags.
    Raises Undecided where it is not known which tags there are.
    """
    if lists_tags(item.type):
        return {tag["key"].text(): tag["value"] for tag in item["tags"].items()}
    return {**_defaults(item), **_merged(item), **item["tags"].fields()}


def _merged(item: Item) -> dict[str, Node]:
    """Return the tags that the provider has already put together, where it has: on the engine, before a policy asks."""
    merged = item["tagsAll"]
    return {} if merged.unknown else merged.fields()


def _defaults(item: Item) -> dict[str, Node]:
    """Return the default tags of the resource's provider."""
    if item.provider is None:
        return {}
    try:
        return default_tags(item.provider)
    except Undecided:
        raise Undecided(item, "tags") from None


def default_tags(provider: Item) -> dict[str, Node]:
    """Return key -> place of the value of the tags that *provider* gives to everything; the engine shows a JSON text.

    Raises Undecided where it is not known yet which they are.
    """
    try:
        return provider["defaultTags"].json()["tags"].fields()
    except ValueError:
        return {}
