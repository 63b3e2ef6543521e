"""The three kinds of environment: one table of what each decides where its stack file does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, get_args

Profile = Literal["development", "ephemeral", "production"]

PROFILES: tuple[Profile, ...] = get_args(Profile)


class Row(NamedTuple):
    """The value of one key in each profile."""

    development: Any
    """Shared by engineers, rebuilt at will; cheap before available."""

    ephemeral: Any
    """Lives for hours, goes without trace."""

    production: Any
    """Serves customers: survives the loss of a zone, and is hard to lose."""


DEFAULTS: dict[str, Row] = {
    # key                             development   ephemeral     production
    "removal": Row("destroy", "destroy", "retain"),
    "network.nat": Row("instance", "instance", "per_zone"),
    "network.flowLogDays": Row(14, 3, 365),
    "database.multiAz": Row(False, False, True),
    "database.backupDays": Row(1, 1, 14),
    "services.*.scale.min": Row(1, 1, 2),
    "services.*.scale.max": Row(2, 2, 10),
    "services.*.spot": Row(True, True, False),
    "logs.days": Row(14, 3, 365),
    "logs.containerInsights": Row("disabled", "disabled", "enhanced"),
    "images.keepDeployed": Row(5, 2, 20),
    "images.keepDays": Row(14, 3, 90),
    "eks.systemNodes.instanceTypes": Row(("t4g.large",), ("t4g.large",), ("m7g.large",)),
    "eks.cpuLimit": Row(16, 16, 128),
    "budget.ceiling": Row("none", "stop", "none"),
}
"""Key -> default by profile; `*` is each entry. A key that the file writes wins over its row."""

# Sections that every stack has, written or not; the others get defaults only where the file has them.
_ALWAYS = ("logs", "images")
_NESTED = ("scale", "systemNodes")


def fill(tree: dict[str, Any], profile: Profile) -> None:
    """Write the defaults of *profile* into *tree* wherever it has no value of its own."""
    for key, row in DEFAULTS.items():
        first, *rest = key.split(".")
        if rest and first in _ALWAYS:
            _opened(tree, first)
        for section, last in _places(tree, (first, *rest)):
            if section.get(last) is None:
                section[last] = getattr(row, profile)


def _places(tree: Any, path: tuple[str, ...]) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield each section that *path* leads to, with its last key; a value of another shape is left for validation."""
    if not isinstance(tree, dict):
        return
    first, *rest = path
    if not rest:
        yield tree, first
    elif first == "*":
        for name in tree:
            yield from _places(_opened(tree, name), tuple(rest))
    elif first in _NESTED:
        # Nested below a service that is there: a section left out means its defaults.
        yield from _places(_opened(tree, first), tuple(rest))
    else:
        yield from _places(tree.get(first), tuple(rest))


def _opened(tree: dict[str, Any], key: str) -> Any:
    """Return the section *key* of *tree*, made where it is left out or null."""
    if tree.get(key) is None:
        tree[key] = {}
    return tree[key]
