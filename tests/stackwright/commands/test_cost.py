"""`stackwright cost STACK...`"""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from stackwright.commands.cost import cost
from stackwright.commands.costing import CostOptions
from stackwright.commands.source import SourceOptions
from stackwright.errors import UserError

PROGRAM = """
import pulumi_aws as aws
aws.secretsmanager.Secret("s")
"""


@pytest.fixture
def root(project):
    folder = project(PROGRAM, config="config:\n  aws:region: us-east-1\n  stackwright:profile: development\n")
    (folder / "Pulumi.prod.yaml").write_text(
        "config:\n  aws:region: us-east-1\n  stackwright:budget: {monthlyUsd: 0.10}\n"
    )
    return folder


def run(root, *stacks, form="json", **more):
    out = io.StringIO()
    code = cost(
        [SourceOptions(stack=stack, folder=root) for stack in stacks], CostOptions(), form=form, out=out, **more
    )
    return code, out.getvalue()


def test_says_what_it_costs_and_whether_it_may(root):
    code, text = run(root, "dev")
    assert (code, json.loads(text)["cost"]["fixedMonthly"]["expected"]) == (0, "0.40")
    code, text = run(root, "prod")
    assert (code, json.loads(text)["cost"]["gates"][0]["status"]) == (1, "fail")


def test_takes_several_stacks_and_fails_where_one_does(root):
    code, text = run(root, "dev", "prod")
    assert code == 1
    assert [one["stack"] for one in json.loads(text)["stacks"]] == ["dev", "prod"]
    assert run(root, "prod", "dev")[0] == 1


@pytest.mark.parametrize(
    ("form", "start"),
    [("text", "\n  shop / dev   us-east-1\n"), ("markdown", "### Cost of `dev`"), ("html", "<!doctype")],
)
def test_writes_for_people(root, form, start):
    code, text = run(root, "dev", form=form)
    assert code == 0
    assert text.startswith(start)


def test_adds_up_as_it_is_told(root):
    _, text = run(root, "dev", by="service")
    assert [one["name"] for one in json.loads(text)["cost"]["groups"]] == ["Secrets Manager"]
    with pytest.raises(UserError, match="--by colour"):
        run(root, "dev", by="colour")


def test_writes_a_baseline_only_where_it_is_told(root):
    def files():
        return sorted(path.name for path in Path(root).glob("cost.*"))

    run(root, "dev")
    assert files() == []
    _, text = run(root, "dev", "prod", save=True)
    assert files() == ["cost.dev.json", "cost.prod.json"]
    dev, prod = (one["cost"] for one in json.loads(text)["stacks"])
    assert dev["missing"] == "cost.dev.json does not exist"
    assert dev["notes"][-1] == "cost.dev.json is written: what changes from now on is told from it; commit it"
    assert [gate["name"] for gate in prod["gates"]] == ["budget"]
    _, text = run(root, "dev")
    assert json.loads(text)["cost"]["change"]["amountUsd"] == "0.00"


def test_writes_no_baseline_of_a_state(tmp_path):
    with pytest.raises(UserError, match="--save: a baseline is of the program, which --state does not run"):
        cost([SourceOptions(state=tmp_path / "s.json")], CostOptions(), save=True, out=io.StringIO())


def test_writes_no_baseline_where_one_of_the_stacks_fails(root):
    with pytest.raises(UserError, match="no stack 'nowhere'"):
        run(root, "dev", "nowhere", save=True)
    assert list(Path(root).glob("cost.*")) == []


def test_says_what_a_preview_says_of_what_was_made_up(project):
    folder = project(PROGRAM, config="config: {}\n")
    _, text = run(folder, "dev")
    assert "aws:region is not configured: simulated in us-east-1" in json.loads(text)["cost"]["notes"]
