"""The tools there are, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from .airbyte import AIRBYTE
from .recipe import Recipe
from .retool import RETOOL
from .temporal import TEMPORAL

ToolName = Literal["airbyte", "retool", "temporal"]
"""What a tool, its namespace, its node pool and its release are called."""

RECIPES: Mapping[ToolName, Recipe] = {"airbyte": AIRBYTE, "retool": RETOOL, "temporal": TEMPORAL}
"""Name -> what the tool needs."""
