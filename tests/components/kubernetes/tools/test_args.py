"""Arguments of tools"""

from __future__ import annotations

import re
from typing import get_args

import pytest

from components.kubernetes.tools.recipes import ToolName


def test_are_refused_for_a_tool_that_there_is_not(deploy, tools):
    message = "tools must be among airbyte, retool, temporal, got metabase"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        deploy(lambda: tools.tools_args({"metabase": tools.tool()}))


@pytest.mark.parametrize("url", ["tools.acme.example", "https://", "ftp://tools.acme.example", "https://a b", ""])
def test_are_refused_with_an_address_that_is_not_whole(deploy, tools, url):
    message = f"url must be a whole one such as 'https://tools.acme.example', got {url!r}"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        deploy(lambda: tools.tool(url=url))


def test_are_refused_with_an_address_for_a_tool_that_makes_no_links(deploy, tools):
    with pytest.raises(ValueError, match=r"^url has no effect on temporal, which makes no links: leave it out$"):
        deploy(lambda: tools.tools_args({"temporal": tools.tool(url="https://tools.acme.example")}))


@pytest.mark.parametrize("url", [None, "https://tools.acme.example", "http://localhost:3000/retool"])
def test_may_give_an_address_for_any_other(deploy, tools, url):
    others = [name for name in get_args(ToolName) if name != "temporal"]
    args = deploy(lambda: tools.tools_args({name: tools.tool(url=url) for name in others})).result
    assert {name: tool.url for name, tool in args.tools.items()} == dict.fromkeys(others, url)
