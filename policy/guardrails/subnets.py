"""What a subnet is for is read from its tags and its name, as people and controllers do."""

from __future__ import annotations

import re
from typing import Literal

from .item import Item

Tier = Literal["public", "private", ""]

# Tags that controllers look for: https://docs.aws.amazon.com/eks/latest/userguide/network-load-balancing.html
_ROLE_TAGS: dict[str, Tier] = {"kubernetes.io/role/elb": "public", "kubernetes.io/role/internal-elb": "private"}
_TIER_TAGS = frozenset({"tier", "type", "visibility", "access", "network", "subnet-type", "aws-cdk:subnet-type"})
_WORDS: dict[str, Tier] = {
    "public": "public",
    "dmz": "public",
    "ingress": "public",
    "private": "private",
    "isolated": "private",
    "internal": "private",
    "intra": "private",
    "database": "private",
    "data": "private",
}


def tagged_tier(subnet: Item) -> Tier:
    """Return what the subnet's tags say it is for, its Name last; empty where they say nothing.

    A tag whose value is not known yet says nothing.
    """
    if subnet["tags"].unknown:
        return ""
    tags = {key: node for key, node in subnet["tags"].fields().items() if not node.unknown}
    for key, tier in _ROLE_TAGS.items():
        if key in tags and tags[key].text() not in ("", "0"):
            return tier
    chosen = [key for key in tags if key.lower() in _TIER_TAGS] + [key for key in tags if key == "Name"]
    return next((tier for tier in (_word(tags[key].text()) for key in chosen) if tier), "")


def meant_tier(subnet: Item) -> Tier:
    """Return what the subnet is for by its tags or, where they say nothing, by its name in the program."""
    return tagged_tier(subnet) or _word(subnet.name)


def _word(text: str) -> Tier:
    """Return the tier that *text* names; empty where it names none, or several."""
    found = {_WORDS[word] for word in re.findall(r"[a-z]+", text.lower()) if word in _WORDS}
    return found.pop() if len(found) == 1 else ""
