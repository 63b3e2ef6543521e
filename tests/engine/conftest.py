"""The real Pulumi CLI and engine on a copy of this project, rehearsed: `stackwright rehearse -- ...`."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from . import steps

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("Pulumi*.yaml", "cost.*.json", "__main__.py", "requirements.txt", "requirements.lock")


@dataclass
class Rehearsal:
    """A project, and a folder that keeps the state from one command to the next."""

    project: Path
    kept: Path
    environment: dict[str, str]

    def arguments(self, script: str, *options: str) -> list[str]:
        """Return the command line that rehearses a shell script in the project."""
        stackwright = [sys.executable, "-m", "stackwright", "rehearse", "--cwd", str(self.project)]
        return [*stackwright, *options, "--", "sh", "-c", script]

    def run(self, script: str, *options: str, fails: bool = False) -> str:
        """Rehearse a shell script and return all it printed; fail the test where its exit is not as expected."""
        done = subprocess.run(
            self.arguments(script, "--keep", str(self.kept), *options),
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=600,
            check=False,
        )
        assert (done.returncode != 0) == fails, done.stdout[-6000:]
        return done.stdout

    def up(self, stack: str, *options: str, fails: bool = False) -> str:
        """Rehearse an update."""
        return self.run(f"pulumi up --yes --skip-preview --stack {stack}", *options, fails=fails)

    def log(self, verb: str, stack: str, *options: str, fails: bool = False) -> steps.Log:
        """Rehearse `pulumi up` or `pulumi destroy` without a preview, and return what the engine did."""
        command = f"pulumi {verb} --yes --skip-preview --json --stack {stack}"
        return steps.read(self.run(command, *options, fails=fails))

    def edit(self, file: str, pattern: str, replacement: str) -> None:
        """Replace what a pattern finds once in a file of the project."""
        text, found = re.subn(pattern, replacement, (self.project / file).read_text())
        assert found == 1
        (self.project / file).write_text(text)

    def choose(self, stack: str, compute: str) -> None:
        """Change the one line of the stack's file that says what services run on."""
        self.edit(f"Pulumi.{stack}.yaml", r"(?m)^(  stackwright:compute: )\w+", rf"\g<1>{compute}")

    def resources(self, stack: str) -> list[dict[str, Any]]:
        """Return the resources in the stack's state, secrets encrypted."""
        self.run(f"pulumi stack export --stack {stack} --file {self.kept}.json")
        state = json.loads(Path(f"{self.kept}.json").read_text())
        found: list[dict[str, Any]] = state["deployment"].get("resources") or []
        return found

    def preview(self, stack: str) -> list[dict[str, Any]]:
        """Return the resources that `stackwright preview` lists."""
        command = [sys.executable, "-m", "stackwright", "preview", stack, "--no-policy", "--format", "json"]
        done = subprocess.run(command, cwd=self.project, env=self.environment, capture_output=True, check=True)
        found: list[dict[str, Any]] = json.loads(done.stdout)["resources"]
        return found

    def files(self) -> dict[str, bytes]:
        """Return path -> content of the project's files, but for what Python compiles on its own."""
        found = (path for path in self.project.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        return {str(path.relative_to(self.project)): path.read_bytes() for path in found}


@pytest.fixture(scope="session")
def pulumi_cli() -> str:
    """The CLI on PATH, or a skip that says so."""
    found = shutil.which("pulumi")
    if found is None or shutil.which("pulumi-language-python") is None:
        pytest.skip("needs the Pulumi CLI (pulumi and pulumi-language-python) on PATH")
    return found


@pytest.fixture
def rehearsal(pulumi_cli: str, tmp_path: Path) -> Iterator[Rehearsal]:
    """A copy of this project, and nothing of the user's own Pulumi; the project's files stay as they are."""
    project = tmp_path / "project"
    project.mkdir()
    for file in (file for pattern in PARTS for file in ROOT.glob(pattern)):
        shutil.copy(file, project)
    for tree in ("components", "settings"):
        shutil.copytree(ROOT / tree, project / tree, ignore=shutil.ignore_patterns("__pycache__"))
    (project / ".venv").symlink_to(sys.prefix)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PULUMI_", "AWS_"))}
    environment = {
        **kept,
        "HOME": str(tmp_path / "home"),
        "TMPDIR": str(temporary),
        "PYTHONPATH": str(ROOT),
        "PULUMI_OPTION_NON_INTERACTIVE": "true",
        "PULUMI_OPTION_COLOR": "never",
    }
    yield Rehearsal(project, tmp_path / "kept", environment)
    assert [path.name for path in temporary.iterdir() if path.name.startswith("stackwright")] == []
