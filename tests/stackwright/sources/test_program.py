"""A project's program is run..."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from stackwright.errors import UserError
from stackwright.model import Stack
from stackwright.sources import program
from stackwright.sources.interpreter import worker
from stackwright.sources.program import Run, run_project
from stackwright.sources.project import find_project, load_config

NAMES = "import pulumi\npulumi.export('it', [pulumi.get_organization(), pulumi.get_stack()])\n"


def run(root: Path, stack: str = "dev", **options: Any) -> Stack:
    project = find_project(root)
    return run_project(project, stack, load_config(project, stack), **options)


@pytest.fixture
def elsewhere(monkeypatch):
    """Note what would be run on another interpreter."""
    runs: list[Run] = []

    def record_there(run: Run) -> Stack:
        runs.append(run)
        return Stack(project="other", name="interpreter")

    monkeypatch.setattr(worker, "record_there", record_there)
    return runs


@pytest.mark.parametrize(
    ("stack", "seen"),
    [("dev", ["organization", "dev"]), ("acme/dev", ["acme", "dev"]), ("acme/shop/dev", ["acme", "dev"])],
)
def test_under_the_organization_and_name_of_its_stack(project, stack, seen):
    recorded = run(project(NAMES), stack)
    assert (recorded.name, recorded.outputs) == ("dev", {"it": seen})


def test_in_this_process_where_its_environment_is_ours(project, elsewhere):
    assert run(project(), python=Path(sys.prefix)).project == "shop"
    assert elsewhere == []


def test_on_the_interpreter_of_its_environment(project, elsewhere, tmp_path):
    python = tmp_path / "venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("")
    root = project()
    (root / "Pulumi.yaml").write_text("name: shop\nruntime: {name: python, options: {virtualenv: venv}}\n")
    recorded = run(root, account_id="111122223333")
    assert (recorded.name, recorded.seconds > 0) == ("interpreter", True)
    (asked,) = elsewhere
    assert (asked.environment.python, asked.account_id, asked.simulate_config) == (python, "111122223333", False)


def test_without_loading_pulumi_first_where_another_interpreter_has_it():
    code = (
        "import sys, stackwright.sources.program\nassert 'pulumi' not in sys.modules\nassert 'grpc' not in sys.modules"
    )
    root = Path(program.__file__).parents[2]
    worker.subprocess.run([sys.executable, "-c", code], check=True, cwd=root)


def test_only_for_a_stack_of_its_own_project(project):
    with pytest.raises(UserError) as refused:
        run(project(), "acme/other/dev")
    assert str(refused.value) == "stack 'acme/other/dev': this is project 'shop', not 'other'; pass dev"


def test_on_another_interpreter_with_the_cloud_it_is_to_have(project, elsewhere, tmp_path):
    python = tmp_path / "venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("")
    root = project()
    (root / "Pulumi.yaml").write_text("name: shop\nruntime: {name: python, options: {virtualenv: venv}}\n")
    deployed = Stack(project="shop", name="dev")
    run(root, variant="elsewhere", deployed=deployed)
    assert [(asked.variant, asked.deployed) for asked in elsewhere] == [("elsewhere", deployed)]
