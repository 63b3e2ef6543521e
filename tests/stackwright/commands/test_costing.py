"""What is said of a stack's cost"""

from __future__ import annotations

import json
import subprocess
from datetime import date
from decimal import Decimal

import pytest

from stackwright.checks.cost import baseline
from stackwright.commands.costing import CostOptions, check_cost
from stackwright.commands.source import SourceOptions, obtain
from stackwright.errors import UserError

KEYS = """
import pulumi, pulumi_aws as aws
for n in range(int(pulumi.Config().get("keys") or 1)):
    aws.secretsmanager.Secret(f"s{n}")
"""
TODAY = date(2026, 11, 21)
CONFIG = "config:\n  aws:region: us-east-1\n"
QUIET = "types:\n  aws:secretsmanager/secret:Secret: {requests: 0}\n"


@pytest.fixture
def secrets(project):
    """Write a project of secrets, 0.40 USD a month each, of which nothing is read."""

    def make(config="", stack="dev", **files):
        files = {"usage.yaml": QUIET, f"Pulumi.{stack}.yaml": CONFIG + config, **files}
        root = project(KEYS)
        for name, text in files.items():
            (root / name).write_text(text)
        return root

    return make


def said(root, stack="dev", *, today=TODAY, keys=1, state=None, **options):
    source = SourceOptions(
        stack=None if state else stack, folder=root, config=[] if state else [f"keys={keys}"], state=state
    )
    return check_cost(obtain(source), CostOptions(**options), source, today=today)


def save(root, report):
    path = baseline.path_of(root, report.estimate.stack)
    baseline.save(report.estimate, path, TODAY)
    return path


def test_is_the_estimate_by_the_projects_usage_files(secrets):
    root = secrets()
    assert said(root, keys=3).estimate.total().expected == Decimal("1.20")
    (root / "usage.dev.yaml").write_text("resources: {s0: {requests: 10000}}")
    assert said(root, keys=3).estimate.total().expected == Decimal("1.25")
    other = root / "other.yaml"
    other.write_text("resources: {s0: {requests: 20000}, s1: {requests: 0}, s2: {requests: 0}}")
    assert said(root, keys=3, usage=other).estimate.total().expected == Decimal("1.30")


def test_is_by_the_projects_own_prices(secrets):
    root = secrets()
    (root / "prices").mkdir()
    price = {"service": "Secrets Manager", "item": "secret", "unit": "month", "usd": "0.3", "source": 0}
    own = {
        "region": "us-east-1",
        "sources": ["contract 7"],
        "prices": {"secrets-manager.secret": {**price, "asOf": "2026-10-01"}},
    }
    (root / "prices" / "us-east-1.json").write_text(json.dumps({**own, "neighbour": ""}))
    assert said(root).estimate.total().expected == Decimal("0.30")


def test_is_compared_with_the_baseline(secrets):
    root = secrets()
    assert said(root).missing == "cost.dev.json does not exist"
    assert said(root).change is None
    save(root, said(root))
    found = said(root, keys=3)
    assert found.change.usd == Decimal("0.80")
    assert found.change.baseline == "cost.dev.json of 2026-11-21"
    assert found.missing == ""


def test_is_compared_with_another_stack(secrets):
    root = secrets()
    (root / "Pulumi.prod.yaml").write_text(CONFIG)
    (root / "usage.prod.yaml").write_text("resources: {s0: {requests: 10000}}")
    found = said(root, keys=2, against="prod").change
    assert (found.baseline, found.usd) == ("stack prod", Decimal("-0.05"))  # --config keys=2 holds for both


def test_is_compared_with_a_deployed_stack(secrets, tmp_path):
    root = secrets()
    state = tmp_path / "state.json"
    resource = {
        "urn": "urn:pulumi:dev::shop::aws:secretsmanager/secret:Secret::s0",
        "type": "aws:secretsmanager/secret:Secret",
        "custom": True,
        "id": "x",
        "inputs": {},
        "outputs": {},
    }
    provider = {"urn": "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev", "type": "pulumi:pulumi:Stack"}
    state.write_text(json.dumps({"version": 3, "deployment": {"resources": [provider, resource]}}))
    found = said(root, keys=3, against_state=state).change
    assert (found.baseline, found.usd) == ("the state in state.json", Decimal("0.80"))
    deployed = said(root, state=state)
    assert deployed.estimate.total().expected == Decimal("0.40")


def test_is_compared_with_a_git_revision_and_its_usage_files(secrets):
    root = secrets()
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-C", str(root)]
    for command in (["init", "--initial-branch", "main"], ["add", "."], ["commit", "-m", "one"]):
        subprocess.run([*git, *command], check=True, capture_output=True)
    (root / "__main__.py").write_text(KEYS.replace("or 1", "or 1) + 2 * (1"))
    (root / "usage.yaml").write_text(QUIET.replace("0}", "10000}"))
    found = said(root, since="main").change
    assert found.baseline == "dev at main"
    assert found.usd == 2 * Decimal("0.40") + 3 * Decimal("0.05")


def test_of_a_state_of_another_project_is_compared_with_nothing(tmp_path):
    state = tmp_path / "state.json"
    state.write_text(json.dumps({"version": 3, "deployment": {"resources": []}}))
    source = SourceOptions(state=state, stack="x", folder=tmp_path)
    found = check_cost(obtain(source), CostOptions(), source, today=TODAY)
    assert found.missing == "the state is of no project here"
    with pytest.raises(UserError, match="--since: the state is of no project here"):
        check_cost(obtain(source), CostOptions(since="main"), source, today=TODAY)


def test_fails_over_the_budget(secrets):
    root = secrets("  stackwright:budget: {monthlyUsd: 0.5}\n")
    assert not said(root).fails
    found = said(root, keys=2)
    assert found.fails
    assert [(gate.name, gate.status) for gate in found.gates] == [("budget", "fail")]


def test_fails_where_it_rises_too_much_until_somebody_approves(secrets):
    root = secrets("  stackwright:approval: {monthlyUsdIncrease: 1}\n")
    assert said(root).fails  # there is nothing to tell the rise from
    save(root, said(root))
    assert not said(root, keys=3).fails
    found = said(root, keys=4)
    assert found.fails
    (gate,) = found.gates
    entry = "\n".join(gate.fix[1:])
    for key, value in (("by", "cfo@acme.example"), ("why", "the launch"), ("until", "2026-11-30")):
        entry = entry.replace(f"{key}:", f"{key}: {value}")
    (root / "approvals.yaml").write_text(entry)
    assert not said(root, keys=4).fails
    assert said(root, keys=4, today=date(2026, 12, 1)).fails

    save(root, said(root, keys=4))  # deployed: the approval is used up
    assert said(root, keys=8).fails


def test_needs_no_approval_to_cost_more_than_another_stack_or_to_become_the_baseline(secrets):
    root = secrets("  stackwright:approval: {monthlyUsdIncrease: 0.5}\n")
    (root / "Pulumi.prod.yaml").write_text(CONFIG)
    (root / "usage.prod.yaml").write_text("resources: {s0: {hoursOn: 730}}")
    (root / "usage.dev.yaml").write_text("resources: {s0: {requests: 1000000}}")
    found = said(root, against="prod")
    assert (found.change.usd, found.gates) == (Decimal("5.00"), ())
    assert said(root, save=True).gates == ()
    save(root, said(root, save=True))
    assert said(root, keys=9, save=True).gates == ()
    assert said(root, keys=9).fails


def test_is_not_said_where_its_budget_is_secret(secrets):
    root = secrets()
    (root / "Pulumi.dev.yaml").write_text(
        CONFIG + "  stackwright:budget:\n    secure: v1:abc:def\nencryptionsalt: v1:x:y\n"
    )
    with pytest.raises(UserError, match=r"^stackwright:budget: it is secret, and reports say what it holds"):
        said(root)


VOLUME = """
import pulumi_aws as aws
aws.ebs.Volume("v", availability_zone="us-east-1a", size=100, type="gp2")
"""
METRICS = {
    "MetricDataResults": [
        {
            "Id": "cpu",
            "Label": "api CPUUtilization",
            "Timestamps": ["2026-11-20T00:00:00+00:00"],
            "Values": [12.5],
        }
    ]
}


def test_has_advice_where_it_is_asked_for(project):
    root = project(VOLUME)
    (root / "Pulumi.dev.yaml").write_text(CONFIG + "  stackwright:profile: development\n")
    assert said(root).advice == ()
    found = {one.id: one.saving.expected for one in said(root, advice=True).advice}
    assert found == {"gp3": Decimal("2.00"), "idle": Decimal("10.00")}


def test_says_what_metrics_leave_out(project):
    root = project(VOLUME)
    (root / "Pulumi.dev.yaml").write_text(CONFIG)
    metrics = root / "metrics.json"
    metrics.write_text(json.dumps(METRICS))
    note = "the metrics tell of api: no service of the stack has that name"
    assert said(root, advice=True, metrics=metrics).estimate.notes == (note,)
    metrics.write_text("[]")
    with pytest.raises(UserError, match="expected an object with the list MetricDataResults"):
        said(root, advice=True, metrics=metrics)
    with pytest.raises(UserError, match="--metrics: they are to advise by"):
        said(root, metrics=metrics)


def test_says_which_regions_and_sizes_it_cannot_tell(project):
    root = project(
        """
import pulumi, pulumi_aws as aws
other = pulumi.StackReference("acme/network/dev")
there = aws.Provider("there", region=other.get_output("region"))
hidden = aws.Provider("hidden", region=pulumi.Output.secret("eu-west-2"))
aws.kms.Key("a", opts=pulumi.ResourceOptions(provider=there))
aws.kms.Key("b", opts=pulumi.ResourceOptions(provider=hidden))
""",
        config=CONFIG,
    )
    found = said(root).estimate
    assert found.charges == ()
    assert [(one.urn.rpartition("::")[2], one.why, one.path) for one in found.unpriced] == [
        ("a", "its Region is known only after the deployment", "region"),
        ("b", "its Region is secret", ""),
    ]


NIGHTS = """
import json, pulumi_aws as aws
size = {"instance_class": "db.t4g.medium", "allocated_storage": 20}
database = aws.rds.Instance("db", identifier="db", engine="postgres", **size)
for verb, hour in (("stop", 20), ("start", 7)):
    aws.scheduler.Schedule(
        verb,
        schedule_expression=f"cron(0 {hour} * * ? *)",
        flexible_time_window={"mode": "OFF"},
        target={
            "arn": f"arn:aws:scheduler:::aws-sdk:rds:{verb}DBInstance",
            "role_arn": "arn:aws:iam::123456789012:role/off-hours",
            "input": json.dumps({"DbInstanceIdentifier": "db"}),
        },
    )
"""


def test_is_with_what_schedules_save(project):
    assert said(project(KEYS, config=CONFIG)).scheduled is None
    found = said(project(NIGHTS, config=CONFIG))
    instance = Decimal("0.065") * 730
    nights = instance * 11 / 24
    assert abs(found.scheduled.expected - nights) < Decimal("0.05")
    assert found.scheduled.low <= found.scheduled.expected <= found.scheduled.high
