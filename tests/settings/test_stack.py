"""The settings of a stack..."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pulumi
import pytest

from components import Scope, WorkingHours
from settings import load
from stackwright.sources.project import find_project, load_config
from stackwright.sources.runtime import run_program

PROJECT = find_project(Path(__file__).parents[2])


def load_file(stack: str) -> Any:
    kept = []
    config = load_config(PROJECT, stack)
    run_program(
        lambda: kept.append(load()),
        project=PROJECT.name,
        stack=stack,
        config=config.values,
        secret_keys=config.secret_keys,
    )
    return kept[0]


async def known(output: pulumi.Output[str]) -> tuple[str | None, bool]:
    return await output.future(), await output.is_secret()


@pytest.mark.parametrize(
    ("stack", "profile", "nat", "zones", "multi_az", "removal"),
    [
        ("dev", "development", "instance", ("a", "b"), False, "destroy"),
        ("staging", "production", "single", ("a", "b"), True, "retain"),
        ("prod", "production", "per_zone", ("a", "b", "c"), True, "retain"),
    ],
)
def test_come_from_each_stack_file_of_the_project(
    stack: str, profile: str, nat: str, zones: tuple[str, ...], multi_az: bool, removal: str
) -> None:
    settings = load_file(stack)

    assert (settings.environment, settings.profile, settings.removal) == (stack, profile, removal)
    assert (settings.network.nat, settings.network.zones) == (nat, zones)
    assert settings.database.multi_az is multi_az
    assert list(settings.workloads()) == ["pricing", "web", "api"]


def test_give_each_stack_file_an_account_and_a_range_of_its_own() -> None:
    stacks = [load_file(stack) for stack in ("dev", "staging", "prod")]

    assert len({settings.account_id for settings in stacks}) == 3
    assert len({settings.network.cidr for settings in stacks}) == 3


def test_keep_working_hours_in_development_alone() -> None:
    hours = {stack: load_file(stack).working_hours for stack in ("dev", "staging", "prod")}

    assert (hours["staging"], hours["prod"]) == (None, None)
    assert hours["dev"].hours() == WorkingHours(
        timezone="Europe/Dublin",
        start="07:00",
        stop="20:00",
        holidays=(date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)),
    )


def test_say_where_everything_lives(load_stack: Callable[..., Any]) -> None:
    settings = load_stack(stack="pr-7")

    assert settings.account_id == "123456789012"
    assert settings.scope == Scope(
        organization="acme",
        environment="pr-7",
        region="eu-west-1",
        account_id="123456789012",
        owner="platform@acme.example",
        cost_center="1042",
        repository="https://github.com/acme/platform",
    )


def test_list_each_image_repository_once(load_stack: Callable[..., Any]) -> None:
    assert load_stack({"services.pricing.image.repository": "api"}).repositories == ("api",)
    assert load_stack().repositories == ("api", "pricing")


def test_put_services_after_those_they_need(load_stack: Callable[..., Any]) -> None:
    settings = load_stack()

    assert list(settings.workloads()) == ["pricing", "api"]
    assert settings.workloads()["api"].needs == ("pricing", "database")


def test_never_show_a_secret(load_stack: Callable[..., Any]) -> None:
    changes = {"secrets.stripe.source": "supplied", "secretValues": {"stripe": "hunter2"}}
    settings = load_stack(changes, secret=["secretValues"])

    assert "hunter2" not in f"{settings} {settings!r} {settings.model_dump()} {settings.model_dump_json()}"


def test_say_who_hears_of_an_alarm(load_stack: Callable[..., Any]) -> None:
    endpoints = {"P0": ["https://events.pager.example/acme"], "P2": ["ops@acme.example", "ada@acme.example"]}
    subscriptions = load_stack({"alerts": endpoints}).subscriptions()

    assert {severity: len(found) for severity, found in subscriptions.items()} == {"P0": 1, "P1": 0, "P2": 2, "P3": 0}
    assert [(found.protocol, found.endpoint) for found in subscriptions["P0"] + subscriptions["P2"]] == [
        ("https", "https://events.pager.example/acme"),
        ("email", "ops@acme.example"),
        ("email", "ada@acme.example"),
    ]


def test_send_an_alarm_to_a_secret_url(load_stack: Callable[..., Any]) -> None:
    changes = {"alerts": {"P0": ["secret:pager"]}, "secretValues": {"pager": "https://events.pager.example/t0ken"}}
    settings = load_stack(changes, secret=["secretValues"])

    async def subscription() -> tuple[Any, tuple[str | None, bool]]:
        (found,) = settings.subscriptions()["P0"]
        return (found.protocol, found.identity), await known(found.endpoint)

    assert asyncio.run(subscription()) == (("https", "pager"), ("https://events.pager.example/t0ken", True))
