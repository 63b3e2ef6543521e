"""The arguments of `stackwright prices`..."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pytest

from stackwright.commands import prices as command
from stackwright.verbs import prices


@pytest.fixture
def run(monkeypatch):
    """Return what the verb hands on, and its exit code."""
    given = {}

    def note(*arguments, **options):
        given.update(options, arguments=arguments)
        return 7

    monkeypatch.setattr(command, "refresh", note)
    monkeypatch.setattr(command, "show", note)

    def parse(*words):
        parser = argparse.ArgumentParser()
        prices.add(parser.add_subparsers())
        options = parser.parse_args(["prices", *words])
        assert options.verb(options) == 7
        given.pop("out").write("a report\n")
        return given

    return parse


def test_are_few_for_a_refresh(run):
    assert run("refresh", "--region", "eu-west-1") == {
        "arguments": ("eu-west-1",),
        "offers": None,
        "into": None,
        "folder": Path(),
        "keep": [],
        "err": sys.stderr,
    }


def test_are_handed_on_for_a_refresh(run):
    words = ["--region", "global", "--offers", "o", "--into", "i", "-C", "p", "--keep", "ec2.*", "--keep", "rds.*"]
    assert run("refresh", *words) == {
        "arguments": ("global",),
        "offers": Path("o"),
        "into": Path("i"),
        "folder": Path("p"),
        "keep": ["ec2.*", "rds.*"],
        "err": sys.stderr,
    }


def test_are_keys_and_a_region_to_show_prices(run):
    assert run("show", "a.b", "c.d", "--region", "eu-west-1", "--cwd", "p") == {
        "arguments": (["a.b", "c.d"],),
        "region": "eu-west-1",
        "folder": Path("p"),
    }


def test_let_a_report_go_to_standard_output(run, capsys):
    run("show", "a.b", "--region", "eu-west-1")
    assert capsys.readouterr().out == "a report\n"


@pytest.mark.parametrize("words", [["refresh"], ["show", "a.b"], ["show", "--region", "x"], []])
def test_may_not_be_left_out(run, words, capsys):
    with pytest.raises(SystemExit) as ended:
        run(*words)
    assert ended.value.code == 2
    assert "required" in capsys.readouterr().err
