"""What tools are made of, refused where something would be missing in the middle of a deployment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi

from ...component import Transform
from ...database.args import RdsDatabaseArgs
from ...eks.contract import Cluster
from ...network.contract import Network
from ...scope import Scope
from ..budget import MonthlyBudget
from .recipes import RECIPES, ToolName, check_names

_URL = re.compile(r"https?://[^\s/]+(/\S*)?")


@dataclass(frozen=True, kw_only=True)
class Tool:
    """One tool: what it may cost, and where its data is."""

    budget: MonthlyBudget
    """What its nodes, its database and its bucket may cost."""

    database: RdsDatabaseArgs
    """Its database server, for the tool alone: it may make further databases beside `database_name`."""

    url: str | None = None
    """Address that people open it at, for instance `https://tools.acme.example`: the tool's links begin with it, and
    nothing is made for it. Default: a port on their own machine, which `commands` forward."""

    transform: Transform = field(default_factory=dict)
    """Changes to children by role, see `Component`. Default: none."""

    def __post_init__(self) -> None:
        if self.url is not None and not _URL.fullmatch(self.url):
            raise ValueError(f"url must be a whole one such as 'https://tools.acme.example', got {self.url!r}")


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
    """`airbyte`, `retool` or `temporal` -> what it may cost, and where its data is."""

    controllers_ready: tuple[pulumi.Resource, ...] = ()
    """What acts on their objects: traffic, secrets. They come before the tools and outlive them. Default: none."""

    nodes_ready: tuple[pulumi.Resource, ...] = ()
    """Node pools: pods come after them, and are gone before they go. Default: none."""

    def __post_init__(self) -> None:
        check_names(self.tools)
        for name, tool in self.tools.items():
            if tool.url is not None and not RECIPES[name].links:
                raise ValueError(f"url has no effect on {name}, which makes no links: leave it out")
