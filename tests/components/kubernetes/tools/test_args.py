"""Arguments of tools"""

from __future__ import annotations

import re

import pytest


def test_are_refused_for_a_tool_that_there_is_not(deploy, tools):
    message = "tools must be among airbyte, retool, temporal, got metabase"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        deploy(lambda: tools.tools_args({"metabase": tools.tool()}))
