"""What tools are made of, refused where something would be missing in the middle of a deployment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi

from ...component import Transform
from ...database.args import RdsDatabaseArgs
from ...eks.contract import Cluster
from ...network.contract import Network
from ...scope import Scope
from ..budget import MonthlyBudget
from .recipes import RECIPES, ToolName


@dataclass(frozen=True, kw_only=True)
class Tool:
    """One tool: what it may cost, and where its data is."""

    budget: MonthlyBudget
    """What its nodes, its database and its bucket may cost."""

    database: RdsDatabaseArgs
    """Its database, which is the tool's alone: it makes more than the one that is named here."""

    url: str | None = None
    """Where people reach it, as they were told. Default: a port on their own machine, by `commands`."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`. Default: none."""


@dataclass(frozen=True, kw_only=True)
class ProductionToolsArgs:
    """What `ProductionTools` are made of."""

    scope: Scope
    """Where the tools live."""

    cluster: Cluster
    """Cluster they run in; it has the node pools of `tool_pools`."""

    network: Network
    """Network that the cluster is in."""

    kms_key_arn: pulumi.Input[str]
    """Key that encrypts their secrets and files."""

    tools: Mapping[ToolName, Tool]
    """Name -> tool."""

    controllers_ready: tuple[pulumi.Resource, ...] = ()
    """What acts on their objects: traffic, secrets. They come before the tools and outlive them. Default: none."""

    nodes_ready: tuple[pulumi.Resource, ...] = ()
    """Node pools: pods come after them, and are gone before they go. Default: none."""

    def __post_init__(self) -> None:
        unknown = sorted(set(self.tools) - set(RECIPES))
        if unknown:
            raise ValueError(f"tools must be among {', '.join(sorted(RECIPES))}, got {', '.join(unknown)}")
