"""The arguments of a call of the CLI..."""

from __future__ import annotations

import shlex

import pytest

from stackwright.rehearsal.arguments import Call


def call(text: str) -> Call:
    return Call(tuple(shlex.split(text)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("up --yes -s dev", ("up",)),
        ("-C app --color never up", ("up",)),
        ("--cwd=app stack init --secrets-provider passphrase dev", ("stack", "init", "dev")),
        ("-v 9 stack -s dev output url", ("stack", "output", "url")),
        ("--otel-traces x whoami", ("whoami",)),
        ("--version", ()),
        ("", ()),
    ],
)
def test_hold_the_verb(text: str, words: tuple[str, ...]) -> None:
    assert call(text).words == words
    assert call(text).verb == (words[0] if words else "")


@pytest.mark.parametrize(
    ("text", "stack"),
    [
        ("up -s dev", "dev"),
        ("up --stack dev", "dev"),
        ("up --stack=acme/shop/dev", "dev"),
        ("up -sdev", "dev"),
        ("up", ""),
        ("up -- -s dev", ""),
        ("stack init dev", "dev"),
        ("stack select acme/dev", "dev"),
        ("stack rm --yes dev", "dev"),
        ("stack init -s dev", "dev"),
        ("stack output url", ""),
        ("stack", ""),
    ],
)
def test_name_the_stack(text: str, stack: str) -> None:
    assert call(text).stack == stack


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("up -s acme/shop/dev --yes", "up -s dev --yes"),
        ("up --stack=acme/dev", "up --stack=dev"),
        ("up -sacme/dev", "up --stack=dev"),
        ("stack init acme/dev", "stack init dev"),
        ("stack output url -s acme/dev", "stack output url -s dev"),
        ("up --yes", "up --yes"),
        ("stack", "stack"),
    ],
)
def test_can_name_the_stack_without_its_organization(text: str, plain: str) -> None:
    assert call(text).with_plain_stack() == call(plain)


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("up --yes", "up --config-file f --yes"),
        ("-C app config set a b", "-C app config --config-file f set a b"),
        ("up --config-file g --yes", "up --config-file f --yes"),
        ("up --config-file=g", "up --config-file f"),
        ("import -- x", "import --config-file f -- x"),
    ],
)
def test_can_name_another_stack_file(text: str, changed: str) -> None:
    assert call(text).with_config_file("f") == call(changed)


def test_take_an_option_of_a_sub_verb_behind_it() -> None:
    assert call("stack rm dev").with_option("--preserve-config") == call("stack rm --preserve-config dev")


def test_can_leave_out_a_flag() -> None:
    assert call("destroy --remove --yes --remove=true").without("--remove") == call("destroy --yes")


@pytest.mark.parametrize("text", ["up", "preview", "destroy", "refresh", "import", "config set a b"])
def test_say_that_the_stack_file_is_read(text: str) -> None:
    assert call(text).reads_stack_file
    assert call(text).needs_stack


@pytest.mark.parametrize(
    ("text", "needs"),
    [("stack export", True), ("stack", True), ("cancel", True), ("stack ls", False), ("whoami", False), ("", False)],
)
def test_say_whether_the_stack_must_exist(text: str, needs: bool) -> None:
    assert call(text).needs_stack == needs
    assert not call(text).reads_stack_file


def test_hold_the_folder_and_the_stack_file() -> None:
    found = call("-C app up --config-file=prod.yaml")
    assert (found.folder, found.config_file) == ("app", "prod.yaml")
    assert (call("up").folder, call("up").config_file) == ("", "")


def test_hold_flags_before_the_double_dash() -> None:
    assert call("stack select -c dev").has("-c", "--create")
    assert not call("up -- --remove").has("--remove")
    assert call("up --help").asks_for_help
    assert not call("up").asks_for_help
