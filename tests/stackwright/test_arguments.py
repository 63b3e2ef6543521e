"""Arguments that verbs share..."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from stackwright import arguments
from stackwright.commands.costing import CostOptions
from stackwright.errors import UserError


def parse(add, *given):
    parser = argparse.ArgumentParser()
    add(parser)
    return parser.parse_args(given)


def test_say_where_the_stack_comes_from():
    found = arguments.source(
        parse(arguments.add_source, "dev", "-C", "x", "-c", "a=1", "--config-path", "--stack-output", "o.k=v")
    )
    assert (found.stack, found.folder, found.config, found.config_paths) == ("dev", Path("x"), ["a=1"], True)
    assert (found.state, found.python, found.stack_outputs, found.stack_states) == (None, None, ["o.k=v"], [])


def several(verb):
    arguments.add_source(verb, several=True)


def test_say_where_several_stacks_come_from_each_once():
    found = arguments.sources(parse(several, "dev", "prod", "dev", "-C", "x"))
    assert [(one.stack, one.folder) for one in found] == [("dev", Path("x")), ("prod", Path("x"))]
    assert [one.stack for one in arguments.sources(parse(several, "--state", "s.json"))] == [None]
    assert [one.stack for one in arguments.sources(parse(several, "dev", "--state", "s.json"))] == ["dev"]
    with pytest.raises(UserError, match=r"^--state s\.json: it is of one stack, and 2 are named; name one or none$"):
        arguments.sources(parse(several, "dev", "prod", "--state", "s.json"))


def of_each(verb):
    arguments.add_source(verb, several=True, states=True)


def test_say_how_to_run_the_program_of_any_stack_and_which_states_there_are():
    given = parse(of_each, "dev", "--state", "d.json", "--state", "-", "-C", "x", "-c", "a=1")
    assert (given.stacks, given.state) == (["dev"], [Path("d.json"), Path("-")])
    found = arguments.program(given)
    assert (found.stack, found.state, found.folder, found.config) == (None, None, Path("x"), ["a=1"])
    assert parse(of_each).state == []


def test_say_how_the_cost_is_estimated_if_at_all():
    assert arguments.costs(parse(arguments.add_costs, "--usage", "u.yaml")) == CostOptions(usage=Path("u.yaml"))
    assert arguments.costs(parse(arguments.add_costs, "--no-cost")) is None
    with pytest.raises(UserError, match=r"^--no-cost: estimates nothing, but --usage names a file for it; leave one"):
        arguments.costs(parse(arguments.add_costs, "--no-cost", "--usage", "u.yaml"))


def test_say_which_packs_judge_and_what_fails():
    found = arguments.policies(
        parse(arguments.add_policies, "--policy-pack", "a", "--policy-pack", "b", "--fail-on", "unknown")
    )
    assert (found.packs, found.configs, found.skip, found.gate) == ([Path("a"), Path("b")], [], False, "unknown")
    usual = arguments.policies(parse(arguments.add_policies))
    assert (usual.packs, usual.skip, usual.gate) == ([], False, "mandatory")
    assert arguments.policies(parse(arguments.add_policies, "--no-policy")).skip


def test_say_which_pack_to_read_and_in_which_form():
    found = parse(lambda verb: arguments.add_pack(verb, ("text", "json")), "--format", "json")
    assert (found.policy_pack, found.cwd, found.format) == (None, Path(), "json")
    with pytest.raises(SystemExit):
        parse(lambda verb: arguments.add_pack(verb, ("text",)), "--format", "json")
