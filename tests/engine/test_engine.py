"""The real engine builds, keeps and takes down what the stack files describe, with every provider simulated."""

from __future__ import annotations

import json
import re

import pytest

from .conftest import Engine

DEV_SECRET = "sk_live_a_value_that_must_not_be_seen"


def up(engine: Engine, stack: str) -> str:
    return engine.run("up", "--yes", "--skip-preview", "--stack", stack)


def changes(output: str) -> str:
    """Return the summary of an update, for instance `+ 212 created`."""
    return " ".join(re.findall(r"^\s+([+~-]\S* ?\d+ \w+|\d+ unchanged)", output, re.MULTILINE))


def test_builds_dev_then_finds_nothing_to_change_then_takes_it_all_down(engine: Engine) -> None:
    engine.run("stack", "init", "dev")

    first, second = up(engine, "dev"), up(engine, "dev")
    down = engine.run("destroy", "--yes", "--skip-preview", "--stack", "dev")

    assert re.search(r"\+ \d+ created", first)
    assert re.search(r"^\s+\d+ unchanged$", second, re.MULTILINE)
    assert not re.search(r"\d+ (created|updated|replaced|deleted)", second)
    assert re.search(r"- \d+ deleted", down)
    assert not engine.export("dev")["deployment"].get("resources")


def test_builds_prod_and_refuses_to_take_it_down_until_it_is_told_to_destroy(engine: Engine) -> None:
    engine.run("stack", "init", "prod")
    up(engine, "prod")
    second = up(engine, "prod")
    assert not re.search(r"\d+ (created|updated|replaced|deleted)", second)

    built = len(engine.export("prod")["deployment"]["resources"])

    refused = engine.run("destroy", "--yes", "--stack", "prod", fails=True)
    assert "database" in refused
    assert "protect" in refused
    assert len(engine.export("prod")["deployment"]["resources"]) == built

    engine.run("config", "set", "removal", "destroy", "--stack", "prod")
    up(engine, "prod")
    engine.run("destroy", "--yes", "--skip-preview", "--stack", "prod")
    assert not engine.export("prod")["deployment"].get("resources")


def test_keeps_a_secure_value_out_of_the_state_and_the_output(engine: Engine) -> None:
    """The value is encrypted in the stack file, travels as a secret, and is encrypted again in the state."""
    engine.run("stack", "init", "dev")
    engine.run("config", "set", "--stack", "dev", "--path", "secrets.stripe.description", "Payment provider key")
    engine.run("config", "set", "--stack", "dev", "--path", "secrets.stripe.source", "supplied")
    engine.run("config", "set", "--stack", "dev", "--secret", "--path", "secretValues.stripe", DEV_SECRET)

    printed = up(engine, "dev")
    state = engine.export("dev")

    assert DEV_SECRET not in printed
    assert DEV_SECRET not in json.dumps(state)
    assert DEV_SECRET not in (engine.folder / "Pulumi.dev.yaml").read_text()
    versions = [
        r for r in state["deployment"]["resources"] if r["type"] == "aws:secretsmanager/secretVersion:SecretVersion"
    ]
    assert any("ciphertext" in json.dumps(r["inputs"]["secretString"]) for r in versions)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("--path", "network.nat", "twin"), "stackwright:network.nat"),
        (("--path", "services.api.cpu", "3"), "stackwright:services.api.cpu"),
    ],
)
def test_refuses_a_mistake_in_one_line_and_registers_nothing(
    engine: Engine, arguments: tuple[str, ...], line: str
) -> None:
    engine.run("stack", "init", "dev")
    engine.run("config", "set", "--stack", "dev", *arguments)

    printed = engine.run("preview", "--stack", "dev", fails=True)

    assert f"Pulumi.dev.yaml: {line}: " in printed
    assert "Traceback" not in printed
    assert "aws:" not in printed
