"""Production tools"""

from __future__ import annotations

_COMPONENT = "stackwright:kubernetes:ProductionTools"
_TOOL = "stackwright:kubernetes:ProductionTool"


def test_are_those_that_were_chosen_each_under_them(deploy, tools):
    made = deploy(lambda: tools.tools("temporal", "retool"))
    parent = made["tools", _COMPONENT].urn
    found = [it.name for it in made.stack.resources if it.type == _TOOL and it.parent == parent]
    assert found == ["retool", "temporal"]
    assert list(made.result.tools) == ["retool", "temporal"]


def test_say_what_each_may_cost(deploy, tools):
    made = deploy(lambda: tools.tools("temporal", "retool"))
    assert made["tools", _COMPONENT].inputs == {"monthlyUsd": {"retool": "300", "temporal": "300"}}


def test_are_none_by_themselves(deploy, tools):
    made = deploy(lambda: tools.tools())
    assert made.named("ProductionTools$") == {}
    assert made.result.alarms == ()


def test_are_watched_and_opened_one_by_one(deploy, tools):
    def program():
        made = tools.tools("temporal", "retool")
        return made, made.commands

    found, commands = deploy(program).result
    assert len(found.alarms) == sum(len(tool.alarms) for tool in found.tools.values()) > 0
    assert {tool: list(purposes) for tool, purposes in commands.items()} == {
        "retool": ["open"],
        "temporal": ["open"],
    }
