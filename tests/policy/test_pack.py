"""The pack as a whole..."""

from __future__ import annotations

import csv
import dataclasses
import random
import re
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policy.guardrails as pack
from policy.guardrails import catalogue, offline
from policy.guardrails.finding import Finding
from policy.guardrails.inventory import Inventory
from policy.guardrails.item import Item
from policy.guardrails.judge import judge
from policy.guardrails.kit.fixtures import Case, JsonText
from policy.guardrails.kit.render import inventory, outputs
from policy.guardrails.marks import UNKNOWN, UNKNOWN_TEXT, Secret
from policy.guardrails.rule import Level, Rule, Severity
from policy.guardrails.settings import Settings
from stackwright import model
from stackwright.sources.program import run_project
from stackwright.sources.project import find_project, load_config

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(pack.__file__).parent / "data"
ABOUT_THE_PACK = {"policy-settings"}
"""Rules that are no control of a catalogue."""

DIFFERENT: dict[str, tuple[str, str, str]] = {}
"""Rule -> severity and level other than the catalogue's, and why."""

OF_A_CONTAINER = {"linuxParameters", "logConfiguration", "logDriver", "readonlyRootFilesystem", "secretOptions"}
"""Words of an ECS container definition, which a program writes as JSON."""

MARKER = "0hidden0"
NONSENSE = (
    "", "text", "{", "[]", "null", '"text"', '{"Statement": "text"}', '{"Statement": [{"Action": {}}]}', UNKNOWN_TEXT,
    0, -1, 1.5, 10**30, float("inf"), True, False, [], [[]], [None], [0, "text", {}], {}, {"text": {"text": []}},
    {"a": 0}, [UNKNOWN], UNKNOWN, Secret({}), Secret([UNKNOWN]), None, "x" * 100_000, "é\x00\n💥", ["0.0.0.0/0"] * 99,
)  # fmt: skip


def cases() -> list[Case]:
    return [case for rule in pack.RULES if (found := catalogue.fixture(rule)) for case in found.cases]


CASES = cases()


def enabled(case: Case | None = None) -> Settings:
    """Return settings in which every rule counts, with the parameters of *case*."""
    parameters = {case.rule: case.parameters} if case else {}
    return Settings(levels=dict.fromkeys((rule.id for rule in pack.RULES), Level.ADVISORY), parameters=parameters)


def together() -> list[Item]:
    """Return the resources of all fixtures in one stack, each under a name of its own."""
    everything = [renamed(case, f"c{number}-") for number, case in enumerate(CASES)]
    resources = [one for case in everything for one in case.resources]
    return list(inventory(dataclasses.replace(everything[0], resources=resources)))


def renamed(case: Case, prefix: str) -> Case:
    def text(value: str) -> str:
        return re.sub(r"\$\{(?=[a-z])", f"${{{prefix}", value)

    resources = [
        dataclasses.replace(
            one,
            name=prefix + one.name,
            parent=one.parent and prefix + one.parent,
            provider=one.provider and prefix + one.provider,
            properties=changed(one.properties, lambda value: text(value) if isinstance(value, str) else value),
        )
        for one in case.resources
    ]
    return dataclasses.replace(case, resources=resources)


def changed(value: Any, change: Callable[[Any], Any]) -> Any:
    """Return *value* with every scalar in it changed."""
    if isinstance(value, (JsonText, Secret)):
        return type(value)(changed(value.content, change))
    if isinstance(value, dict):
        return {key: changed(inner, change) for key, inner in value.items()}
    if isinstance(value, list):
        return [changed(inner, change) for inner in value]
    return change(value)


def judged(case: Case, change: Callable[[Any], Any] = lambda properties: properties) -> list[Finding]:
    """Return what all rules say to *case* with the properties of every resource changed, and none of its outputs."""
    resources = [
        dataclasses.replace(one, properties=change(one.properties), outputs=outputs(one)) for one in case.resources
    ]
    return judge(pack.RULES, inventory(dataclasses.replace(case, resources=resources)), enabled(case))


def crashes(found: list[Finding]) -> list[str]:
    return [f"{one.rule.id}: {one.message}" for one in found if one.status == "error"]


def test_makes_promises_of_one_sentence():
    wrong = [rule.promise for rule in pack.RULES if not re.fullmatch(r"[A-Z0-9](?:(?!\. [A-Z]).)+\.", rule.promise)]
    assert wrong == []


def test_says_in_two_sentences_how_to_keep_them():
    assert [rule.fix for rule in pack.RULES if not re.fullmatch(r"[A-Z].{20,}\.", rule.fix)] == []
    assert [rule.fix for rule in pack.RULES if len(re.findall(r"[.!?](?= [A-Z]|$)", rule.fix)) > 2] == []


def test_says_it_in_the_words_of_a_program_in_python():
    for rule in pack.RULES:
        unquoted = re.sub(r"""(?<!\w)(["']).*?\1""", "", rule.fix)  # values are what AWS calls them
        camel = set(re.findall(r"(?<![\w.:/-])[a-z]+[a-z0-9]*[A-Z]\w*", unquoted))
        assert camel - set(rule.parameters) - OF_A_CONTAINER == set(), rule.id


SHAPES = {
    "fsbp": r"[A-Z][A-Za-z0-9]+\.\d{1,3}",
    "cis-5.0": r"[1-6](\.\d{1,2}){1,2}",
    "cis-7.0": r"[1-9](\.\d{1,2}){1,2}",
    "checkov": r"CKV2?_(AWS|K8S)_\d+",
}


@pytest.mark.parametrize("framework", SHAPES)
def test_names_controls_as_their_catalogues_do(framework):
    ids = [(rule.id, id_) for rule in pack.RULES for id_ in rule.controls.named().get(framework, ())]
    assert len(ids) > 10
    assert [one for one in ids if not re.fullmatch(SHAPES[framework], one[1])] == []
    assert [one for one, times in Counter(ids).items() if times > 1] == []


def catalogued() -> dict[str, tuple[str, str]]:
    with (Path(__file__).parent / "data" / "controls.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: (row["severity"], row["level"]) for row in csv.DictReader(file)}


def test_has_a_rule_for_every_control():
    assert {rule.id for rule in pack.RULES} - ABOUT_THE_PACK == set(catalogued())


def test_weighs_findings_as_the_catalogue_does():
    weights = {rule.id: (rule.severity.value, rule.level.value) for rule in pack.RULES}
    others = {id_: weights[id_] for id_, weight in catalogued().items() if id_ in weights and weights[id_] != weight}
    assert others == {id_: (severity, level) for id_, (severity, level, _) in DIFFERENT.items()}


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.csv")), ids=lambda path: str(path.relative_to(DATA)))
def test_names_the_source_and_the_day_of_every_fact(path):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert [row for row in rows if None in row or not row.get("source") or not date.fromisoformat(row["as_of"])] == []


def test_lists_its_rules_in_the_order_of_their_files():
    files = [catalogue.place(rule) for rule in pack.RULES if catalogue.place(rule).parent.name != "policy"]
    assert files == sorted(files)
    assert [catalogue.place(rule).parent.name for rule in pack.RULES[len(files) :]] == ["policy"] * 3


def test_finds_the_same_in_any_order_of_resources():
    items = together()
    found = [one.order for one in judge(pack.RULES, Inventory(items), enabled())]
    assert len(found) > len(pack.RULES)
    for seed in range(20):
        random.Random(seed).shuffle(items)
        assert [one.order for one in judge(pack.RULES, Inventory(items), enabled())] == found, f"seed {seed}"


@pytest.mark.parametrize("stack", ["dev", "prod"])
def test_finds_the_same_in_our_own_stacks_in_any_order(stack, tmp_path):
    project = find_project(ROOT)
    config = load_config(project, stack)
    resources = run_project(project, stack, config).resources
    start = offline.Start(
        project="stackwright", stack=stack, config=config.values, pack=tmp_path, root=tmp_path, today=date(2026, 11, 21)
    )
    marks = offline.Marks(secret=model.Secret, unknown=model.UNKNOWN)

    def found() -> list[Any]:
        answer = offline.run(resources, start=start, marks=marks, given={"all": "advisory"})
        return [one.order for one in answer.findings]

    first = found()
    assert first
    for seed in range(20):
        random.Random(seed).shuffle(resources)
        assert found() == first, f"seed {seed}"


def test_asks_the_network_nothing(monkeypatch):
    def refuse(*_args: object, **_more: object) -> None:
        raise AssertionError("a rule opened a socket")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    assert [crash for case in CASES for crash in crashes(judged(case))] == []


def test_goes_on_after_a_rule_that_breaks():
    def fail(_item: Item) -> Iterator[Any]:
        raise ValueError("what it says may be a secret")
        yield

    words = {"id": "x-broken", "promise": "P.", "fix": "F.", "severity": Severity.LOW, "level": Level.ADVISORY}
    broken = Rule(**words, looks_at=frozenset({"aws:s3/bucket:Bucket"}), check=fail)
    stack = Inventory(together())
    found = judge([broken, *pack.RULES], stack, enabled())
    ours = [one for one in found if one.rule is broken]
    assert [one for one in found if one.rule is not broken] == judge(pack.RULES, stack, enabled())
    assert [one.urn for one in ours] == [item.urn for item in stack if item.type == "aws:s3/bucket:Bucket"]
    assert {one.status for one in ours} == {"error"}
    assert re.fullmatch(r"the rule itself failed \(ValueError at test_pack.py:\d+\), .*", ours[0].message)


def marked(value: Any) -> Any:
    """Return a text with a mark in it, so that it is known when it is seen again; anything else as it is."""
    return f"{value}{MARKER}" if isinstance(value, str) and not value.startswith("${") else value


HIDDEN: dict[str, Callable[[Any], Any]] = {
    "every scalar is a secret": lambda properties: changed(properties, lambda value: Secret(marked(value))),
    "every scalar is another text": lambda properties: changed(properties, lambda _: Secret(MARKER)),
    "every property is a secret": lambda properties: {
        key: Secret(changed(value, marked)) for key, value in properties.items()
    },
}


@pytest.mark.parametrize("form", HIDDEN)
def test_shows_no_secret(form):
    found = [one for case in CASES for one in judged(case, HIDDEN[form])]
    told = {
        f"{one.rule.id}: {one.path}: {one.message}"
        for one in found
        if MARKER in one.path + one.fingerprint + one.message
    }
    assert sorted(told) == []
    assert crashes(found) == []


ODD: dict[str, Callable[[Any], Any]] = {
    "nothing": lambda _: {},
    "unknown properties": lambda properties: dict.fromkeys(properties, UNKNOWN),
    "unknown values": lambda properties: changed(properties, lambda _: UNKNOWN),
    "half of a JSON text": lambda properties: changed(properties, lambda value: f"{value}{UNKNOWN_TEXT}"),
}


@pytest.mark.parametrize("form", ODD)
def test_copes_with_resources_of(form):
    assert [crash for case in CASES for crash in crashes(judged(case, ODD[form]))] == []


@pytest.mark.parametrize("value", NONSENSE, ids=lambda value: repr(value)[:20].encode("unicode_escape").decode())
def test_copes_with_every_property_set_to(value):
    found = [crashes(judged(case, lambda properties: dict.fromkeys(properties, value))) for case in CASES]
    assert sorted({crash for some in found for crash in some}) == []


def scattered(value: Any, chance: random.Random) -> Any:
    """Return *value* with some of what is in it, at any depth, replaced by something that does not belong there."""
    if isinstance(value, dict):
        return {key: misplaced(inner, chance) for key, inner in value.items()}
    if isinstance(value, list):
        return [misplaced(inner, chance) for inner in value]
    return type(value)(scattered(value.content, chance)) if isinstance(value, (JsonText, Secret)) else value


def misplaced(value: Any, chance: random.Random) -> Any:
    return chance.choice(NONSENSE) if chance.random() < 0.15 else scattered(value, chance)


@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 2**32))
def test_copes_with_nonsense_anywhere(seed):
    chance = random.Random(seed)
    some = chance.sample(CASES, 40)
    found = [crashes(judged(case, lambda properties: scattered(properties, chance))) for case in some]
    assert sorted({crash for each in found for crash in each}) == []
