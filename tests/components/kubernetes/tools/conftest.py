"""Tools, and what a test changes in them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from components.database.args import RdsDatabaseArgs
from components.kubernetes.budget import MonthlyBudget
from components.kubernetes.tools.args import ProductionToolsArgs, Tool
from components.kubernetes.tools.pools import scheduling
from components.kubernetes.tools.production_tools import ProductionTools
from components.kubernetes.tools.recipe import Facts
from components.kubernetes.tools.recipes import ToolName
from components.kubernetes.tools.tool import ProductionTool
from components.scope import Scope
from tests.components.compute.conftest import StandInNetwork
from tests.components.kubernetes.service.conftest import Making

KEY = "arn:aws:kms:eu-west-1:123456789012:key/tools"


def facts(tool: ToolName, **changes: Any) -> Facts:
    basis = {
        "database_host": "db.example",
        "database_port": 5432,
        "database_name": "app",
        "database_user": "dbadmin",
        "secret_name": f"{tool}-secrets",
        "scheduling": scheduling(tool),
        "url": "https://tool.acme.example",
        "region": "eu-west-1",
        "bucket_name": "files",
    }
    return Facts(**{**basis, **changes})


class Tools(Making):
    """What tests build tools from, inside the program that they deploy."""

    def database(self, **changes: Any) -> RdsDatabaseArgs:
        basis = {
            "scope": self.scope,
            "network": StandInNetwork(),
            "kms_key_arn": KEY,
            "log_kms_key_arn": KEY,
            "version": "17.6",
            "instance_class": "db.t4g.medium",
            "storage_gib": 20,
        }
        return RdsDatabaseArgs(**{**basis, **changes})

    def tool(self, **changes: Any) -> Tool:
        budget = MonthlyBudget(usd=Decimal(300), emails=("platform@acme.example",))
        return Tool(**{"budget": budget, "database": self.database(), **changes})

    def tools_args(self, tools: Mapping[Any, Tool], **changes: Any) -> ProductionToolsArgs:
        basis = {
            "scope": self.scope,
            "cluster": self.cluster,
            "network": StandInNetwork(),
            "kms_key_arn": KEY,
            "tools": tools,
        }
        return ProductionToolsArgs(**{**basis, **changes})

    def installed(self, name: ToolName, **changes: Any) -> ProductionTool:
        return ProductionTool(name, self.tools_args(**{"tools": {name: self.tool()}, **changes}))

    def tools(self, *names: ToolName, **changes: Any) -> ProductionTools:
        return ProductionTools("tools", self.tools_args({name: self.tool() for name in names}, **changes))


@pytest.fixture
def tools(scope: Scope) -> Tools:
    return Tools(scope)


@pytest.fixture
def values(deploy: Any) -> Any:
    """Return what the chart of a tool is told, with every output known."""
    import pulumi

    def told(recipe: Any, given: Facts) -> Any:
        made = deploy(lambda: pulumi.Output.from_input(recipe.values(given)))
        return made.value(made.result)

    return told


@pytest.fixture
def making(scope: Scope) -> Making:
    return Making(scope)
