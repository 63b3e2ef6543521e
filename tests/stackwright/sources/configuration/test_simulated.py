"""A program's configuration, watched while it runs..."""

from __future__ import annotations

import runpy
import textwrap
from typing import Any

import pulumi
import pytest

from stackwright.model import Secret
from stackwright.sources.configuration.simulated import Collector, collecting, template_default
from stackwright.sources.project import Project, StackConfig


@pytest.fixture
def watched(record: Any, tmp_path: Any):
    """Run a program's text with its configuration watched; return what was recorded, and the collector."""

    def run(text: str, *, values: Any = None, missing: Any = (), fill: Any = (), **project: Any) -> Any:
        file = tmp_path / "__main__.py"
        file.write_text("import pulumi\nconfig = pulumi.Config()\n" + textwrap.dedent(text))
        config = StackConfig(values=values or {}, secret_keys=(), missing=missing)
        shop = Project(name="shop", root=tmp_path, program=tmp_path, stack_folder=tmp_path, **project)
        collector = Collector(shop, config, "eu-west-1", fill=frozenset(fill))
        with collecting(collector):
            stack = record(lambda: runpy.run_path(str(file), run_name="__main__"), config=config.values)
        return stack.outputs, collector

    return run


def test_finds_all_that_is_missing_in_one_run(watched):
    outputs, collector = watched(
        """
        pulumi.export("it", [config.require("b"), config.require_int("port"), pulumi.Config("x").require_bool("isA")])
        pulumi.export("key", config.require_secret("key"))
        pulumi.export("data", config.require_secret_object("data"))
        """
    )
    assert list(collector.missing) == ["shop:b", "shop:port", "x:isA", "shop:key", "shop:data"]
    assert collector.secret == {"shop:key", "shop:data"}
    assert outputs == {
        "it": ["simulated-b", 8080, False],
        "key": Secret("simulated-key"),
        "data": Secret({}),
    }
    assert collector.made_up == {
        "shop:b": "simulated-b",
        "shop:port": "8080",
        "x:isA": "false",
        "shop:key": "simulated-key",
        "shop:data": "{}",
    }


def test_leaves_what_is_there_alone(watched):
    outputs, collector = watched(
        "pulumi.export('it', [config.require('a'), config.get_int('n'), config.get('z', 'd'), config.get(key='a')])",
        values={"shop:a": "x", "shop:n": "3"},
    )
    assert outputs == {"it": ["x", 3, "d", "x"]}
    assert (collector.missing, collector.unset) == ({}, {})


def test_is_as_before_afterwards(watched):
    before = pulumi.Config.require
    watched("config.require('a')")
    assert pulumi.Config.require is before


def test_tells_what_the_program_goes_on_without(watched):
    outputs, collector = watched("pulumi.export('it', [config.get('a') is None, config.get_float('b') is None])")
    assert outputs == {"it": [True, True]}
    assert (list(collector.unset), collector.missing) == (["shop:a", "shop:b"], {})


def test_fills_what_it_is_told_to(watched):
    outputs, collector = watched("pulumi.export('it', [config.get('a'), config.get_int('b')])", fill=["shop:b"])
    assert outputs == {"it": [None, 1]}
    assert list(collector.missing) == ["shop:b"]


def test_fills_what_the_project_declares_by_its_type(watched):
    declared = {"shop:size": {"type": "integer"}, "shop:word": {"type": "string", "secret": True}, "shop:x": 3}
    outputs, collector = watched(
        "pulumi.export('it', [config.require('size'), config.get('word'), config.require('x')])",
        missing=("shop:size", "shop:word"),
        declared=declared,
    )
    assert outputs == {"it": ["2", "simulated-word", "simulated-x"]}
    assert list(collector.missing) == ["shop:size", "shop:word", "shop:x"]
    assert collector.secret == {"shop:word"}


def test_prefers_what_the_template_suggests(watched):
    template = {"shop:size": {"default": 7}, "shop:word": "w", "shop:none": {"description": "d"}}
    outputs, _ = watched(
        "pulumi.export('it', [config.require_int('size'), config.require('word'), config.require('none')])",
        template=template,
    )
    assert outputs == {"it": [7, "w", "simulated-none"]}


@pytest.mark.parametrize(
    "caught", ["pulumi.ConfigMissingError", "Exception", "(KeyError, pulumi.RunError)", "BaseException", ""]
)
def test_leaves_a_missing_key_to_a_program_that_is_ready_for_it(watched, caught):
    outputs, collector = watched(
        f"""
        try:
            def ask():
                return config.require("a")
            found = ask()
        except {caught}:
            found = "none"
        pulumi.export("it", found)
        """
    )
    assert outputs == {"it": "none"}
    assert (list(collector.unset), collector.missing) == (["shop:a"], {})


@pytest.mark.parametrize("caught", ["KeyError", "(KeyError, ValueError)", "dict[str, int]"])
def test_answers_a_program_that_is_ready_for_something_else(watched, caught):
    _, collector = watched(f"try:\n    config.require('a')\nexcept {caught}:\n    pass\n")
    assert list(collector.missing) == ["shop:a"]


def test_answers_with_the_region_that_is_simulated(watched, monkeypatch):
    monkeypatch.setenv("AWS_REGION", "mars-1")
    outputs, collector = watched(
        """
        import pulumi_aws as aws
        aws_config = pulumi.Config("aws")
        pulumi.export("it", [aws.config.region, aws.config.profile, aws_config.get("region")])
        pulumi.export("required", aws_config.require("region"))
        """
    )
    assert outputs == {"it": ["eu-west-1", None, None], "required": "eu-west-1"}
    assert (list(collector.missing), list(collector.unset)) == (["aws:region"], ["aws:region"])


def test_suggests_nothing_where_the_template_does_not(tmp_path):
    project = Project(name="shop", root=tmp_path, program=tmp_path, stack_folder=tmp_path)
    assert template_default(project, "shop:a") is None
