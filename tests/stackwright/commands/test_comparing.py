"""What a stack's cost is compared with"""

from __future__ import annotations

import subprocess
from decimal import Decimal

import pytest

from stackwright.checks.cost.settings import CostSettings
from stackwright.commands.comparing import compared
from stackwright.commands.costing import CostOptions
from stackwright.commands.source import SourceOptions, obtain
from stackwright.errors import ProgramError, UserError
from tests.stackwright.commands.test_costing import CONFIG, KEYS, QUIET, TODAY, said, save


@pytest.fixture
def root(project):
    folder = project(KEYS, config=CONFIG)
    (folder / "usage.yaml").write_text(QUIET)
    return folder


def commit(root, message="one"):
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-C", str(root))
    for arguments in (("init", "--initial-branch", "main"), ("add", "."), ("commit", "-m", message)):
        subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def before(root, stack="dev", **options):
    source = SourceOptions(stack=stack, folder=root)
    return compared(obtain(source), CostSettings(), CostOptions(**options), source, TODAY)


def test_is_its_baseline_where_nothing_is_said(root):
    assert (before(root).sheet, before(root).missing) == (None, "cost.dev.json does not exist")
    save(root, said(root))
    assert before(root).sheet.usd.expected == Decimal("0.40")
    assert before(root).judged


def test_is_a_baseline_that_is_being_renewed_without_judgement(root):
    assert not before(root, save=True).judged
    (root / "cost.dev.json").write_text("<<<<<<< HEAD")
    with pytest.raises(UserError, match=r"^cost\.dev\.json: it is no baseline .*; write it anew with stackwright"):
        before(root)
    renewed = before(root, save=True)
    assert (renewed.sheet, renewed.judged) == (None, False)
    assert renewed.missing.startswith("cost.dev.json: it is no baseline")


def test_is_another_stack_without_judgement(root):
    (root / "Pulumi.prod.yaml").write_text(CONFIG)
    found = before(root, against="prod")
    assert (found.sheet.name, found.judged) == ("stack prod", False)


def test_is_nothing_where_a_stack_was_not_there_yet(root):
    commit(root)
    (root / "Pulumi.new.yaml").write_text(CONFIG)
    found = before(root, "new", since="main")
    assert (found.sheet.name, found.sheet.rows, found.judged) == ("new at main, where it was not there yet", (), True)


def test_is_told_where_a_revision_does_not_run(root):
    (root / "__main__.py").write_text("1 +")
    commit(root)
    (root / "__main__.py").write_text(KEYS)
    with pytest.raises(ProgramError, match=r"^--since main: the program as it was then: __main__\.py:1: "):
        before(root, since="main")


def test_is_told_where_a_revisions_settings_are_wrong(root):
    (root / "Pulumi.dev.yaml").write_text(CONFIG + "  stackwright:budget: {monthly: 1}\n")
    commit(root)
    (root / "Pulumi.dev.yaml").write_text(CONFIG)
    with pytest.raises(UserError, match=r"^--since main: the project as it was then: stackwright:budget: monthlyUsd"):
        before(root, since="main")


def test_is_no_revision_without_a_name(root):
    commit(root)
    with pytest.raises(UserError, match=r"^--since : no such commit"):
        before(root, since="")


def test_is_the_whole_revision_with_what_it_imports_from_beside_it(root):
    shared = root / "shared"
    shared.mkdir()
    program = root / "program"
    program.mkdir()
    for name in ("Pulumi.yaml", "Pulumi.dev.yaml", "usage.yaml"):
        (root / name).rename(program / name)
    (root / "__main__.py").unlink()
    (program / "__main__.py").write_text(
        "import sys; sys.path.append('../shared')\nimport amount\nimport pulumi_aws as aws\n"
        "for n in range(amount.KEYS): aws.secretsmanager.Secret(f's{n}')\n"
    )
    (shared / "amount.py").write_text("KEYS = 1\n")
    commit(root)
    (shared / "amount.py").write_text("KEYS = 300\n")
    assert before(program, since="main").sheet.usd.expected == Decimal("0.40")


def test_is_a_revision_without_a_stack_file_where_there_is_none_now_either(root):
    commit(root)
    source = SourceOptions(stack="none", folder=root, simulate_config=True)
    found = compared(obtain(source), CostSettings(), CostOptions(since="main"), source, TODAY)
    assert (found.sheet.name, len(found.sheet.rows)) == ("none at main", 2)
