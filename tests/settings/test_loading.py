"""Loading the settings..."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pulumi
import pytest
from pydantic import ValidationError

from settings import loading
from settings.problem import Problem

HUNTER = "hunter2"
ENCRYPTED = {"secretValues": {"stripe": HUNTER}, "secrets.stripe.source": "supplied"}


def keys(lines: list[str]) -> list[str]:
    return [line.partition(": ")[0] for line in lines]


def test_says_everything_at_once_sorted_by_key(problems: Callable[..., list[str]]) -> None:
    changes = {
        "owner": None,
        "network.natZone": "c",
        "network.nat": "single",
        "services.pricing.cpu": 3,
        "services.api.needs": ["pricing", "cache"],
        "services.api.scale": {"min": 4, "max": 2},
        "alerts": {"P0": ["ops"]},
        "databse": {},
        "database.version": 17.6,
    }

    assert problems({**changes, "databse": {"version": "17.6"}}) == [
        "stackwright:alerts.P0[0]: must be an e-mail address, an https:// URL, or secret:<name> of a URL in "
        "secretValues; write one of the three",
        "stackwright:database.version: 17.6 must be text, and YAML drops digits of a number (17.10 becomes 17.1); "
        "quote it",
        "stackwright:databse: is not a setting; did you mean database?",
        'stackwright:network.natZone: "c" is not among zones; use one of a, b',
        "stackwright:owner: is required; add it, for instance platform@acme.example",
        'stackwright:services.api.needs[1]: "cache" is no service, no secret and not database; use one of api, '
        "database, pricing, stripe",
        "stackwright:services.api.scale: min (4) must not be above max (2); lower min or raise max",
        "stackwright:services.pricing.cpu: 3 must be a size Fargate offers (0.25, 0.5, 1, 2, 4, 8, 16 vCPU); "
        "the nearest is 2",
    ]


def test_counts_the_problems_in_the_first_line(load_stack: Callable[..., Any]) -> None:
    with pytest.raises(pulumi.RunError) as refused:
        load_stack({"owner": None, "profile": None}, stack="dev")

    assert str(refused.value).splitlines()[0] == "Pulumi.dev.yaml has 2 problems:"


def test_names_every_wrong_entry_by_its_place_in_the_file(problems: Callable[..., list[str]]) -> None:
    changes = {"alerts": {"P0": ["ops", "secret:pager", "http://x.example"]}, "network.zones": ["x", "a", "y"]}

    assert keys(problems(changes)) == [
        "stackwright:alerts.P0[0]",
        "stackwright:alerts.P0[1]",
        "stackwright:alerts.P0[2]",
        "stackwright:network.zones[0]",
        "stackwright:network.zones[2]",
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # A limit that can not be read says nothing of the other one.
        ({"services.api.scale": {"min": 30, "max": "many"}}, ["services.api.scale.max"]),
        # What production would make of natZone does not matter where the profile is unknown.
        ({"profile": "live", "network.natZone": "a"}, ["profile"]),
        ({"services.api.route": "api", "services.api.kind": "web"}, ["services.api.route"]),
        ({"services.pricing.port": "http"}, ["services.pricing.port"]),
        ({"domain": {"name": "acme"}}, ["domain.hostedZoneId", "domain.name"]),
        ({"database.storageGib": "big", "database.maxStorageGib": 20}, ["database.storageGib"]),
        ({"network": {"zone": ["a"]}}, ["network.cidr", "network.zone", "network.zones"]),
    ],
)
def test_does_not_report_what_follows_from_another_mistake(
    problems: Callable[..., list[str]], changes: dict[str, Any], expected: list[str]
) -> None:
    assert keys(problems(changes)) == [f"stackwright:{key}" for key in expected]


def test_begins_from_nothing_at_all(load_stack: Callable[..., Any], problems: Callable[..., list[str]]) -> None:
    everything = load_stack(using=loading.read).written

    assert keys(problems(dict.fromkeys(everything))) == [
        "aws:allowedAccountIds",
        "aws:region",
        "stackwright:costCenter",
        "stackwright:network",
        "stackwright:organization",
        "stackwright:owner",
        "stackwright:profile",
        "stackwright:repository",
    ]


def test_asks_for_an_environment_where_the_stacks_name_can_not_be_one(problems: Callable[..., list[str]]) -> None:
    assert problems({}, stack="PR_7") == [
        "stackwright:environment: the stack's name, PR_7, must be at most 20 lower-case letters, digits and single "
        "inner hyphens, a letter first; set stackwright:environment"
    ]


def test_takes_an_environment_in_place_of_such_a_name(load_stack: Callable[..., Any]) -> None:
    assert load_stack({"environment": "pr-7"}, stack="PR_7").environment == "pr-7"


@pytest.mark.parametrize("key", ["owner", "profile", "network", "database", "services", "aws:region"])
def test_refuses_an_encrypted_value_elsewhere(problems: Callable[..., list[str]], key: str) -> None:
    place = key if ":" in key else f"stackwright:{key}"

    assert problems({}, secret=[key]) == [
        f"{place}: holds an encrypted value, which only secretValues may; set it again without --secret"
    ]


@pytest.mark.parametrize(
    ("key", "fix"),
    [("owner", "set it again without --secret"), ("apiKey", "move it below secretValues")],
)
def test_never_shows_an_encrypted_value_that_it_refuses(problems: Callable[..., list[str]], key: str, fix: str) -> None:
    assert problems({key: HUNTER}, secret=[key]) == [
        f"stackwright:{key}: holds an encrypted value, which only secretValues may; {fix}"
    ]


def test_refuses_secret_values_in_plain_text_without_showing_them(problems: Callable[..., list[str]]) -> None:
    assert problems(ENCRYPTED) == [
        "stackwright:secretValues: is not encrypted; "
        "take it out and run pulumi config set --secret --path secretValues.<name>"
    ]


@pytest.mark.parametrize(
    "values",
    [HUNTER, [HUNTER], {"stripe": {"key": HUNTER}}, {"stripe": [HUNTER]}, {"Stripe_Key": HUNTER}, {"unused": HUNTER}],
)
@pytest.mark.parametrize("secret", [["secretValues"], []])
def test_never_shows_a_secret_whatever_is_wrong_with_it(
    problems: Callable[..., list[str]], values: object, secret: list[str]
) -> None:
    lines = problems({"secretValues": values, "owner": None}, secret=secret)

    assert len(lines) >= 2
    assert HUNTER not in "\n".join(lines)


def test_takes_the_placeholder_of_an_offline_preview(load_stack: Callable[..., Any]) -> None:
    settings = load_stack({**ENCRYPTED, "secretValues": {"stripe": "[secret]"}}, secret=["secretValues"])

    assert settings.secret_values["stripe"].get_secret_value() == "[secret]"


def test_leaves_no_secret_in_what_led_to_the_error(load_stack: Callable[..., Any]) -> None:
    with pytest.raises(pulumi.RunError) as refused:
        load_stack({**ENCRYPTED, "owner": None}, secret=["secretValues"])

    assert refused.value.__cause__ is None
    assert refused.value.__context__ is None


def test_stops_where_an_example_of_its_own_is_wrong(
    load_stack: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "example_at", lambda _: " ")

    with pytest.raises(ValidationError, match="owner"):
        load_stack({"owner": None})


def test_says_nothing_of_a_rule_about_what_was_refused(
    problems: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def rules(*_: object) -> Iterator[Problem]:
        yield Problem(path=("costCenter",), rule="is odd", fix="mend it", about=(("owner",),))
        yield Problem(path=("costCenter",), rule="is even", fix="mend it", about=(("costCenter",),))

    monkeypatch.setattr(loading, "contradictions", rules)

    assert problems({"owner": None}) == [
        'stackwright:costCenter: "1042" is even; mend it',
        "stackwright:owner: is required; add it, for instance platform@acme.example",
    ]


def test_says_what_an_entry_that_is_left_null_lacks(problems: Callable[..., list[str]]) -> None:
    assert problems({"secrets": {"stripe": {"description": "Payment provider key"}, "empty": None}}) == [
        'stackwright:secrets.empty.description: is required; add it, for instance "Payment provider key"'
    ]
