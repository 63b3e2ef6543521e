"""Arguments that verbs share..."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from stackwright import arguments


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
