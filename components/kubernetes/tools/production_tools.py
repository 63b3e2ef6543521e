"""The tools of other makers that a production cluster has, each apart from the others and from the services."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi

from ...component import Component
from ...observability.spec import AlarmSpec
from .args import ProductionToolsArgs, Tool
from .recipes import ToolName
from .tool import ProductionTool

__all__ = ["ProductionTools", "ProductionToolsArgs", "Tool"]


class ProductionTools(Component):
    """The tools of other makers that a production cluster has, each apart from the others and from the services."""

    tools: Mapping[ToolName, ProductionTool]
    """Name -> tool."""

    def __init__(self, name: str, args: ProductionToolsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        inputs = {"monthlyUsd": {key: f"{tool.budget.usd:f}" for key, tool in sorted(args.tools.items())}}
        super().__init__("stackwright:kubernetes:ProductionTools", name, inputs, opts)
        self.tools = {key: ProductionTool(key, args, self.child()) for key in sorted(args.tools)}
        self.finish()

    @property
    def alarms(self) -> tuple[AlarmSpec, ...]:
        """Those of each tool."""
        return tuple(alarm for tool in self.tools.values() for alarm in tool.alarms)

    @property
    def commands(self) -> dict[str, dict[str, pulumi.Output[str]]]:
        """Tool -> purpose -> command."""
        return {key: tool.commands for key, tool in self.tools.items()}
