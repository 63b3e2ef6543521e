"""What a stack costs by the pack's own words"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from policy.guardrails import estimating
from policy.guardrails.inventory import Inventory
from policy.guardrails.item import Item
from policy.guardrails.marks import UNKNOWN, UNKNOWN_TEXT, Secret
from policy.guardrails.start import Start
from stackwright.errors import UserError

KEY = "aws:kms/key:Key"
SECRET = "aws:secretsmanager/secret:Secret"
PROVIDER = "pulumi:providers:aws"


def item(type_, name, **more):
    return Item(urn=f"urn:pulumi:prod::acme::{type_}::{name}", type=type_, name=name, **more)


def stack(*items, root=Path("nowhere"), secret_keys=(), **config):
    found = Inventory(items, project="acme", stack="prod")
    texts = {f"{key}": value if isinstance(value, str) else json.dumps(value) for key, value in config.items()}
    found.start = Start(
        project="acme",
        stack="prod",
        config={key.replace("__", ":"): text for key, text in texts.items()},
        secret_keys=frozenset(secret_keys),
        pack=root,
        root=root,
        today=date(2026, 11, 21),
    )
    return found


def test_is_the_tools_estimate_of_what_the_stack_manages():
    found = estimating.estimate(
        stack(
            item(KEY, "data"),
            item(SECRET, "theirs", read=True),
            item(PROVIDER, "default"),
            item("aws:iam/role:Role", "task"),
            aws__region="eu-west-1",
        )
    )
    assert [one.item.name for one in found.charges] == ["data", "data"]
    assert {one.line.region for one in found.charges} == {"eu-west-1"}
    assert dict(found.free) == {"aws:iam/role:Role": 1}
    assert found.total("capacity").expected == Decimal("1.00")


def test_prices_what_the_engine_does_not_tell_from_a_component():
    database = item("aws:rds/instance:Instance", "db", inputs={"instanceClass": "db.t4g.micro"}, custom=False)
    component = item("acme:a:Vault", "vault", custom=False)
    found = estimating.estimate(stack(database, component, aws__region="eu-west-1"))
    assert {one.item.name for one in found.charges} | {one.urn.rpartition("::")[2] for one in found.unpriced} == {"db"}


def test_goes_by_the_profile_and_the_usage_files_of_the_project(tmp_path):
    assert estimating.estimate(stack(item(SECRET, "s"), stackwright__profile="development")).profile == "development"
    (tmp_path / "usage.prod.yaml").write_text("resources: {s: {requests: 20000}}")
    found = estimating.estimate(stack(item(SECRET, "s"), root=tmp_path))
    assert found.usd.expected == Decimal("0.50")


def test_knows_the_region_and_the_tags_of_a_resources_provider():
    provider = item(PROVIDER, "p", inputs={"region": "us-east-1", "defaultTags": {"tags": {"Owner": "a"}}})
    (charge, _) = estimating.estimate(stack(item(KEY, "k", provider=provider), aws__region="eu-west-1")).charges
    assert (charge.line.region, charge.item.tags) == ("us-east-1", {"Owner": "a"})


@pytest.mark.parametrize("unknown", [UNKNOWN, UNKNOWN_TEXT])
def test_takes_nothing_that_is_not_known_for_a_value(unknown):
    found = estimating.estimate(stack(item(KEY, "k", inputs={"customerMasterKeySpec": unknown})))
    assert [one.path for one in found.unpriced] == ["customerMasterKeySpec"]


def test_reads_what_is_secret():
    found = estimating.estimate(stack(item(KEY, "k", inputs={"customerMasterKeySpec": Secret("RSA_4096")})))
    assert [one.line.price.key for one in found.charges][-1] == "kms.requests.asymmetric"


def test_has_a_budget_where_the_stack_says_one():
    assert estimating.budget(stack(stackwright__budget={"monthlyUsd": 5})) == Decimal(5)
    assert estimating.budget(stack()) is None
    assert estimating.budget(Inventory([])) is None
    hidden = stack(stackwright__budget={"monthlyUsd": 5}, secret_keys=["stackwright:budget"])
    with pytest.raises(UserError, match=r"^stackwright:budget: it is secret, and reports say what it holds"):
        estimating.budget(hidden)


def test_is_without_a_start_that_of_production():
    found = Inventory([item(KEY, "k")], project="acme", stack="prod")
    assert estimating.estimate(found).profile == "production"
