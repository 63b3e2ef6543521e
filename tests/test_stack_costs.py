"""What the stacks and the examples of this project are estimated to cost"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from stackwright.checks.cost.grouping import groups
from stackwright.checks.cost.money import HOURS
from stackwright.checks.cost.report import CostReport
from stackwright.commands.costing import CostOptions, check_cost
from stackwright.commands.source import SourceOptions, obtain
from stackwright.sources.project import find_project, stack_names

ROOT = Path(__file__).resolve().parent.parent
STACKS = stack_names(find_project(ROOT))
EXAMPLES = sorted(path.name for path in (ROOT / "examples").iterdir() if path.is_dir())


ON_EKS = "compute=eks"
each = pytest.mark.parametrize(
    ("stack", "config"), [(stack, config) for stack in STACKS for config in ("", ON_EKS)], ids=str
)


@cache
def report(stack: str, config: str = "", folder: Path = ROOT) -> CostReport:
    source = SourceOptions(stack=stack, folder=folder, config=(config,) if config else ())
    return check_cost(obtain(source), CostOptions(), source)


def hours(stack: str) -> dict[str, Decimal]:
    """Return logical name -> hours a month that the databases are expected to be on."""
    found = report(stack).estimate.charges
    return {one.item.name: one.line.quantity.expected for one in found if one.line.label.startswith("instance db.")}


@each
def test_is_known_of_every_resource(stack: str, config: str) -> None:
    assert report(stack, config).estimate.unpriced == ()


@pytest.mark.parametrize("example", EXAMPLES)
def test_is_known_of_the_examples(example: str) -> None:
    assert report("dev", folder=ROOT / "examples" / example).estimate.unpriced == ()


@pytest.mark.parametrize("config", ["", ON_EKS])
def test_is_in_development_about_a_third_of_production_at_most(config: str) -> None:
    dev, prod = (report(stack, config).estimate.usd.expected for stack in ("dev", "prod"))
    assert dev <= prod * Decimal("0.35")


@each
def test_is_within_the_budget_of_the_stack_file(stack: str, config: str) -> None:
    (budget,) = [gate for gate in report(stack, config).gates if gate.name == "budget"]
    assert budget.status == "pass"


@pytest.mark.parametrize("stack", STACKS)
def test_passes_every_gate_and_has_a_baseline_to_tell_a_change_from(stack: str) -> None:
    assert not report(stack).fails
    assert report(stack).change is not None


def nodes(stack: str) -> dict[str, Decimal]:
    """Return node pool -> nodes that are expected on the average of a month, on EKS."""
    found = report(stack, ON_EKS).estimate.charges
    pools = [one for one in found if one.item.type.endswith(":NodePool") and one.line.label.startswith("instance ")]
    return {one.item.name.removeprefix("karpenter-pool-"): one.line.quantity.expected / HOURS for one in pools}


def test_counts_a_node_for_each_replica_that_is_in_a_zone_of_its_own_and_working_hours_alone() -> None:
    assert nodes("prod") == {"on-demand": 3, "spot": 2}
    (hours_on,) = hours("dev").values()
    assert set(nodes("dev")) == {"spot"}
    assert abs(nodes("dev")["spot"] - hours_on / HOURS) < Decimal("0.02")


@each
def test_belongs_to_components_with_an_owner_and_a_cost_centre(stack: str, config: str) -> None:
    found = report(stack, config).estimate
    assert {one.type.partition(":")[0] for one in groups(found, "component")} == {"stackwright"}
    assert [one.name for one in groups(found, "environment")] == [stack]
    for tag in ("tag:Owner", "tag:CostCenter"):
        named = {one.name: one.total().expected for one in groups(found, tag)}
        assert named.pop("(untagged)", Decimal(0)) <= found.total().expected * Decimal(
            "0.05"
        )  # dashboards take no tags
        assert len(named) == 1


def test_is_less_where_working_hours_turn_the_database_off() -> None:
    assert set(hours("prod").values()) == {Decimal(730)}
    (on,) = hours("dev").values()
    assert Decimal(250) < on < Decimal(320)  # thirteen and a half hours a weekday, without the holidays
