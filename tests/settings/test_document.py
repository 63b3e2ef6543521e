"""The document that a stack file is..."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import SecretStr

from settings.document import Document, read, set_command

WRITTEN = {
    "profile": "development",
    "network": {"cidr": "10.40.0.0/16", "zones": ["a", "x", "b"]},
    "services": {"api": {"cpu": 3}},
}


def document(**changes: Any) -> Document:
    written = {**WRITTEN, **changes}
    return Document(stack="dev", namespace="stackwright", written=written, usable=written)


def test_is_read_from_what_pulumi_hands_over(load_stack: Callable[..., Any]) -> None:
    changes = {"secretValues": {"stripe": "hunter2"}, "vpc:cidr": "10.0.0.0/8", "aws:profile": "ada"}

    found = load_stack(changes, secret=["secretValues"], stack="pr-7", using=read)

    assert (found.stack, found.namespace, found.file) == ("pr-7", "stackwright", "Pulumi.pr-7.yaml")
    assert found.written["aws:allowedAccountIds"] == ["123456789012"]
    assert found.written["network"] == {"cidr": "10.40.0.0/16", "zones": ["a", "b"]}
    assert found.written["secretValues"] == {"stripe": SecretStr("hunter2")}
    assert found.encrypted == {"secretValues"}
    assert "vpc:cidr" not in found.written
    assert "aws:profile" not in found.written


def test_has_the_namespace_of_the_project(load_stack: Callable[..., Any]) -> None:
    found = load_stack(project="shop", using=read)

    assert (found.namespace, found.written["owner"]) == ("shop", "platform@acme.example")


@pytest.mark.parametrize("absent", ["", "null", {}])
def test_leaves_out_what_pulumi_hands_over_as_nothing(load_stack: Callable[..., Any], absent: object) -> None:
    assert "alerts" not in load_stack({"alerts": absent}, using=read).written


def test_keeps_broken_json_as_the_text_it_is(load_stack: Callable[..., Any]) -> None:
    assert load_stack({"network": "{cidr: 10.40.0.0/16"}, using=read).written["network"] == "{cidr: 10.40.0.0/16"


def test_keeps_the_value_of_a_mistyped_namespace_to_itself(load_stack: Callable[..., Any]) -> None:
    assert load_stack({"stackwrigth:owner": "ada"}, using=read).written["stackwrigth:owner"] == ""


def test_never_shows_a_secret(load_stack: Callable[..., Any]) -> None:
    found = load_stack({"secretValues": {"stripe": "hunter2"}}, secret=["secretValues"], using=read)

    assert "hunter2" not in repr(found)


def test_is_read_from_pulumis_own_variable_where_no_host_has(
    monkeypatch: pytest.MonkeyPatch, load_stack: Callable[..., Any]
) -> None:
    monkeypatch.setenv("PULUMI_CONFIG", json.dumps({"stackwright:owner": "ada"}))
    everything = dict.fromkeys(load_stack(using=read).written)

    assert load_stack(everything, using=read).written == {"owner": "ada"}


def test_has_the_defaults_of_its_profile() -> None:
    filled = document().with_defaults()

    assert (filled["removal"], filled["environment"]) == ("destroy", "dev")
    assert filled["services"]["api"]["scale"] == {"min": 1, "max": 2}


@pytest.mark.parametrize("profile", ["prod", None, ["production"]])
def test_has_those_of_production_where_the_profile_is_wrong(profile: object) -> None:
    assert document(profile=profile).with_defaults()["removal"] == "retain"


def test_is_not_changed_by_its_defaults() -> None:
    found = document()

    found.with_defaults()["network"]["zones"].append("c")

    assert found == document()


def test_can_be_looked_at_without_a_value() -> None:
    without = document().without(("network", "cidr"))

    assert without.usable["network"] == {"zones": ["a", "x", "b"]}
    assert without.written == WRITTEN


def test_can_be_looked_at_without_an_entry() -> None:
    assert document().without(("network", "zones", 1)).usable["network"]["zones"] == ["a", "b"]


def test_can_be_looked_at_with_an_example() -> None:
    stood_in = document().with_stand_in(("services", "api", "image"), {"repository": "api"})

    assert stood_in.usable["services"]["api"] == {"cpu": 3, "image": {"repository": "api"}}


@pytest.mark.parametrize("path", [("owner", "name"), ("services", "web", "cpu"), ("network", "zones", "first")])
def test_stays_the_same_where_there_is_nothing_to_take_out(path: tuple[str, ...]) -> None:
    assert document().without(path).usable == WRITTEN


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("services", "api", "cpu"), True),
        (("services", "api"), True),
        (("services", "api", "cpu", "units"), True),
        (("services", "api", "memory"), False),
        (("services", "web", "cpu"), False),
    ],
)
def test_doubts_what_was_refused_and_what_holds_it(path: tuple[str, ...], expected: bool) -> None:
    found = document().without(("services", "api", "cpu"))

    assert found.refused(path) is expected
    assert found.doubts(path) is expected


def test_doubts_defaults_of_a_profile_that_was_refused() -> None:
    found = document().without(("profile",))

    assert found.doubts(("network", "nat"))
    assert not found.doubts(("network", "cidr"))


def test_says_how_a_secret_is_set() -> None:
    assert set_command("stripe") == "pulumi config set --secret --path secretValues.stripe"


def test_makes_the_section_that_an_example_needs_where_the_file_leaves_it_null() -> None:
    found = document(services={"ghost": None}).with_stand_in(("services", "ghost", "cpu"), 0.25)

    assert found.usable["services"] == {"ghost": {"cpu": 0.25}}
    assert found.written["services"] == {"ghost": None}
