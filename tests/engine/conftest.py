"""The real Pulumi CLI and engine on a copy of this project, with every provider simulated."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from stackwright.simulator import Simulator

from .provider import SimulatedProvider, serve

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("Pulumi*.yaml", "__main__.py", "requirements.txt", "requirements.lock")
PASSPHRASE = "correct horse battery staple"


@dataclass
class Engine:
    """One project folder with a backend of its own."""

    folder: Path
    environment: dict[str, str]
    provider: SimulatedProvider

    def run(self, *arguments: str, fails: bool = False) -> str:
        """Run `pulumi` and return all it printed; fail the test where its exit is not as expected."""
        done = subprocess.run(
            ["pulumi", *arguments, "--non-interactive", "--color=never"],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )
        assert (done.returncode != 0) == fails, done.stdout[-6000:]
        return done.stdout

    def export(self, stack: str) -> dict[str, Any]:
        """Return the stack's deployment as `pulumi stack export` writes it."""
        state: dict[str, Any] = json.loads(self.run("stack", "export", "--stack", stack))
        return state


@pytest.fixture(scope="session")
def pulumi_cli() -> str:
    """The CLI on PATH, or a skip that says so."""
    found = shutil.which("pulumi")
    if found is None or shutil.which("pulumi-language-python") is None:
        pytest.skip("needs the Pulumi CLI (pulumi and pulumi-language-python) on PATH")
    return found


@pytest.fixture
def engine(pulumi_cli: str, tmp_path: Path) -> Iterator[Engine]:
    """A copy of this project, an empty file backend, and provider servers that stop with the test."""
    folder = tmp_path / "project"
    folder.mkdir()
    for pattern in PARTS:
        for file in ROOT.glob(pattern):
            shutil.copy(file, folder)
    for tree in ("components", "settings"):
        shutil.copytree(ROOT / tree, folder / tree, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / ".venv").symlink_to(sys.prefix)
    (tmp_path / "state").mkdir()
    provider = SimulatedProvider(Simulator(region="eu-west-1"))
    server, port = serve(provider)
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PULUMI_", "AWS_"))}
    environment = {
        **kept,
        "PULUMI_BACKEND_URL": f"file://{tmp_path / 'state'}",
        "PULUMI_HOME": str(tmp_path / "home"),
        "PULUMI_CONFIG_PASSPHRASE": PASSPHRASE,
        "PULUMI_DEBUG_PROVIDERS": f"aws:{port},random:{port}",
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        "PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK": "true",
    }
    try:
        yield Engine(folder, environment, provider)
    finally:
        server.stop(grace=None)
