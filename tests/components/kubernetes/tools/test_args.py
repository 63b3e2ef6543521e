"""Arguments of tools"""

from __future__ import annotations

import re

import pytest


def test_are_refused_for_a_tool_that_there_is_not(deploy, tools):
    message = "tools must be among airbyte, retool, temporal, got metabase"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        deploy(lambda: tools.tools_args({"metabase": tools.tool()}))


def test_are_refused_with_a_database_that_no_tool_speaks_to(deploy, tools):
    message = "a tool's database must be of engine 'postgres', got 'mysql'"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        deploy(lambda: tools.tool(database=_of_another_engine(tools.database())))


def _of_another_engine(args):
    object.__setattr__(args, "engine", "mysql")
    return args
