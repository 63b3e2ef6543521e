"""The tools there are, by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from .airbyte import AIRBYTE
from .recipe import Recipe
from .retool import RETOOL
from .temporal import TEMPORAL

ToolName = Literal["airbyte", "retool", "temporal"]
"""What a tool, its namespace, its node pool and its release are called."""

RECIPES: Mapping[ToolName, Recipe] = {"airbyte": AIRBYTE, "retool": RETOOL, "temporal": TEMPORAL}
"""Name -> what the tool needs."""


def check_names(names: Iterable[str]) -> None:
    """Raise ValueError where there is no tool of one of *names*."""
    unknown = sorted(set(names) - set(RECIPES))
    if unknown:
        raise ValueError(f"tools must be among {', '.join(sorted(RECIPES))}, got {', '.join(unknown)}")
