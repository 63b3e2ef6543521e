"""The pack as a whole..."""

from __future__ import annotations

import csv
import random
import re
import socket
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import policy.guardrails as pack
from policy.guardrails import catalogue, offline
from policy.guardrails.inventory import Inventory
from policy.guardrails.item import Item
from policy.guardrails.judge import judge
from policy.guardrails.kit.fixtures import Case
from policy.guardrails.kit.render import inventory
from policy.guardrails.rule import Level, Rule, Severity, StackRule
from policy.guardrails.settings import Settings
from stackwright import model
from stackwright.sources.program import run_project
from stackwright.sources.project import find_project, load_config

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(pack.__file__).parent / "data"
CASES = [case for rule in pack.RULES if (found := catalogue.fixture(rule)) for case in found.cases]

UNCATALOGUED = {
    "policy-exceptions-used": "about the pack's own exceptions",
    "policy-exceptions-valid": "about the pack's own exceptions",
    "policy-settings": "about the pack's own settings",
    "s3-public-access-block-closed": "a block that is there may be open: the catalogue asks only for its being there",
}
"""Rules beyond the catalogue, and why."""

OF_A_CONTAINER = {"linuxParameters", "logConfiguration", "logDriver", "readonlyRootFilesystem", "secretOptions"}
OF_A_QUEUE = {"deadLetterTargetArn", "maxReceiveCount"}
"""Words of AWS in what a program writes as JSON."""

FIX = (
    r"(Add|Associate|Attach|Bind|Copy|Correct|Create|Drop|End|Give|Judge|Keep|Leave|Let|Limit|List|Look|Mend|Mount|Move"
    r"|Name|Pass|Put|Raise|Remove|Replace|Set|Take|Turn|Use|Write) .+\."
)
"""It begins with what to do."""


def enabled(case: Case | None = None) -> Settings:
    """Return settings in which every rule counts, with the parameters of *case*."""
    parameters = {case.rule: case.parameters} if case else {}
    return Settings(levels=dict.fromkeys((rule.id for rule in pack.RULES), Level.ADVISORY), parameters=parameters)


def together() -> list[Item]:
    """Return the resources of all fixtures in one stack, each under a URN of its own."""
    items = []
    for number, case in enumerate(CASES):
        for item in inventory(case):
            if item.type == "pulumi:pulumi:Stack":
                continue
            item.urn = f"{item.urn}-{number}"
            item.parent = item.parent and f"{item.parent}-{number}"
            item.property_dependencies = {
                key: tuple(f"{urn}-{number}" for urn in urns) for key, urns in item.property_dependencies.items()
            }
            items.append(item)
    return items


def test_makes_promises_of_one_sentence():
    wrong = [rule.promise for rule in pack.RULES if not re.fullmatch(r"[A-Z0-9](?:(?!\. [A-Z]).)+\.", rule.promise)]
    assert wrong == []


def test_says_in_two_sentences_how_to_keep_them():
    assert [rule.fix for rule in pack.RULES if not re.fullmatch(FIX, rule.fix)] == []
    assert [rule.fix for rule in pack.RULES if len(re.findall(r"[.!?](?= [A-Z]|$)", rule.fix)) > 2] == []


def test_says_it_in_the_words_of_a_program_in_python():
    for rule in pack.RULES:
        unquoted = re.sub(r"""(?<!\w)(["']).*?\1""", "", rule.fix)  # values are what AWS calls them
        camel = set(re.findall(r"(?<![\w.:/-])[a-z]+[a-z0-9]*[A-Z]\w*", unquoted))
        assert camel - set(rule.parameters) - OF_A_CONTAINER - OF_A_QUEUE == set(), rule.id


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
    assert {rule.id for rule in pack.RULES} - set(UNCATALOGUED) == set(catalogued())


def test_weighs_findings_as_the_catalogue_does():
    weights = {rule.id: (rule.severity.value, rule.level.value) for rule in pack.RULES}
    assert {id_: weights.get(id_) for id_ in catalogued()} == catalogued()


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
    # A rule about one resource sees nothing of their order.
    rules = [rule for rule in pack.RULES if isinstance(rule, StackRule)]
    found = [one.order for one in judge(rules, Inventory(items), enabled())]
    assert len(found) > len(rules)
    for seed in range(20):
        random.Random(seed).shuffle(items)
        assert [one.order for one in judge(rules, Inventory(items), enabled())] == found, f"seed {seed}"


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
    found = [one for case in CASES for one in judge(pack.RULES, inventory(case), enabled(case))]
    assert [f"{one.rule.id}: {one.message}" for one in found if one.status == "error"] == []


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
    assert [one.urn for one in ours] == [item.urn for item in stack.of("aws:s3/bucket:Bucket")]
    assert {one.status for one in ours} == {"error"}
    assert re.fullmatch(r"the rule itself failed \(ValueError at test_pack.py:\d+\), .*", ours[0].message)
