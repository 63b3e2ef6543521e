"""The analyzer protocol, by which any engine asks a pack, brings out what the direct way does..."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import policy.guardrails as rules
from policy.guardrails.catalogue import fixture
from policy.guardrails.kit.fixtures import Case, Fixture
from policy.guardrails.start import ALL_JUDGED
from stackwright.checks import own_pack
from stackwright.checks.analyzer import run_pack
from stackwright.checks.analyzer.words import Words
from stackwright.checks.findings import Finding
from stackwright.checks.pack import Pack
from stackwright.checks.policy import Surroundings
from stackwright.model import Stack
from stackwright.sources.program import run_project
from stackwright.sources.project import find_project, load_config
from tests.policy.recorded import recorded, together

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "policy"
DOCUMENT = ROOT / "docs" / "policy" / "engine.md"
EVERYTHING = {"all": "advisory"}

Verdict = tuple[str, str, str]
"""Rule, resource, status."""

SECRETNESS = {("ecs-task-no-plaintext-secrets", "api", "fail"), ("lambda-env-no-secrets", "worker", "fail")}
"""Found only directly: the protocol takes the marks of secrets away before a rule sees the values."""

OPAQUE = {("remote-component-opaque", "cluster", "fail"), ("remote-component-opaque", "ingress", "fail")}
"""Found only directly: an engine shows the children of what is opaque offline."""

ORIGIN = ("ecs-task-roles-distinct", "api")
"""What fails directly by what its values are made of, and is not known yet by the protocol, resource by resource."""


@pytest.fixture(autouse=True)
def _whole_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not known yet is told in lines of any length, which a report makes one short line."""
    monkeypatch.setattr(Words, "one_line", lambda _self, text: text)


def verdicts(found: Iterable[Finding]) -> set[Verdict]:
    """Return what was found, but for what an exception covers: the protocol has no word for that."""
    return {verdict for one in found if one.status != "suppressed" for verdict in _of(one)}


def _of(one: Finding) -> Iterator[Verdict]:
    if one.rule != ALL_JUDGED:
        yield one.rule, one.urn.rsplit("::", 1)[-1], one.status
        return
    assert one.status == "unknown"
    for line in one.message.splitlines()[1:]:
        ids, places = line.split(": ", 1)
        yield from ((id_, place.split(" ")[0], "unknown") for id_ in ids.split(", ") for place in places.split(", "))


def directly(stack: Stack, config: Mapping[str, str], given: Mapping[str, Any]) -> set[Verdict]:
    pack = Pack(folder=FOLDER, named="policy", config=given)
    return verdicts(own_pack.run(pack, stack, Surroundings(config=config, root=ROOT)).findings)


def by_protocol(stack: Stack, config: Mapping[str, str], given: Mapping[str, Any]) -> set[Verdict]:
    return verdicts(run_pack(FOLDER, stack, config=config, policy_config=given).findings)


@functools.cache
def ours(name: str) -> tuple[Stack, Mapping[str, str]]:
    project = find_project(ROOT)
    config = load_config(project, name)
    return run_project(project, name, config), config.values


@pytest.mark.parametrize(("name", "given"), [("dev", {}), ("prod", {}), ("prod", EVERYTHING)])
def test_on_our_own_stacks(name: str, given: Mapping[str, Any]) -> None:
    stack, config = ours(name)
    there = by_protocol(stack, config, given)
    assert there == directly(stack, config, given)
    assert there or not given


def chosen(*kinds: str) -> list[Case]:
    """Return of every rule the first case of each kind; the secrets of rules that ask for them, and what is read."""
    found: list[Case] = []
    for rule in rules.RULES:
        if all_of := fixture(rule):
            wanted = (*kinds, "secret") if rule.needs_secretness else kinds
            found += [one for kind in wanted for one in _of_kind(all_of, kind)[:1]]
            found += [one for one in all_of.cases if any(each.read for each in one.resources)]
    return found


def _of_kind(all_of: Fixture, kind: str) -> list[Case]:
    return [one for one in all_of.cases if one.kind == kind]


def without_number(found: Iterable[Verdict]) -> set[Verdict]:
    return {(rule, name.rpartition("-")[0], status) for rule, name, status in found}


@pytest.fixture(params=[True, False], ids=["deployed", "preview"])
def both(request: pytest.FixtureRequest) -> tuple[bool, set[Verdict], set[Verdict]]:
    """Whether outputs are known, what is found directly and what by the protocol, in the fixtures of all rules."""
    known = bool(request.param)
    cases = chosen("bad") if known else chosen("bad", "unknown")
    stack = Stack(project="fixtures", name="test", resources=recorded(together(cases, known=known)))
    return known, directly(stack, {}, EVERYTHING), by_protocol(stack, {}, EVERYTHING)


def test_on_the_fixtures_of_all_rules_but_for_what_it_does_not_carry(
    both: tuple[bool, set[Verdict], set[Verdict]],
) -> None:
    known, here, there = both
    later = set() if known else {(*ORIGIN, "fail")}
    assert len({rule for rule, _, status in here if status == "fail"}) > 150
    assert without_number(here - there) == OPAQUE | SECRETNESS | later
    assert without_number(there - here) == {(rule, name, "unknown") for rule, name, _ in later}


def test_of_all_but_the_rules_that_need_to_know_what_is_secret_which_the_documentation_lists() -> None:
    needing = {rule.id for rule in rules.RULES if rule.needs_secretness}
    assert {rule for rule, _, _ in SECRETNESS} == needing
    (paragraph,) = re.findall(r"^- \*\*Secrets\.\*\*.*?(?=^- |\Z)", DOCUMENT.read_text(), re.DOTALL | re.MULTILINE)
    assert set(re.findall(r"`([\w-]+)`", paragraph)) == needing
