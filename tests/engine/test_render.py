"""Manifests of a deployed stack hold what is deployed, and nothing that is simulated."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .conftest import Rehearsal


@pytest.fixture
def on_eks(rehearsal: Rehearsal) -> Rehearsal:
    """The project, its development stack on EKS."""
    file = rehearsal.project / "Pulumi.dev.yaml"
    text, changes = re.subn(r"stackwright:compute: fargate", "stackwright:compute: eks", file.read_text())
    assert changes == 1
    file.write_text(text)
    return rehearsal


def render(rehearsal: Rehearsal, *arguments: str) -> tuple[int, str]:
    """Return the exit code, and the summary or the one line that says why there is none."""
    command = [sys.executable, "-m", "stackwright", "render", "--format", "json", *arguments]
    done = subprocess.run(command, cwd=rehearsal.project, env=rehearsal.environment, capture_output=True, check=False)
    return done.returncode, (done.stdout or done.stderr).decode()


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.yaml")}


def test_a_deployed_stack_renders_as_it_is_deployed(on_eks: Rehearsal, tmp_path: Path) -> None:
    planned, deployed, state = tmp_path / "planned", tmp_path / "deployed", f"{on_eks.kept}.json"
    code, refusal = render(on_eks, "dev", "--to", str(planned))
    assert (code, "is simulated" in refusal, planned.exists()) == (2, True, False)

    on_eks.up("dev")
    on_eks.resources("dev")
    code, text = render(on_eks, "dev", "--state", state, "--to", str(planned))
    assert code == 0, text
    summary: dict[str, Any] = json.loads(text)["stacks"][0]["overlays"][0]
    assert (summary["objects"] > 50, summary["simulated"]) == (True, 0)

    assert render(on_eks, "--deployed", "--state", state, "--to", str(deployed))[0] == 0
    assert files(planned) == files(deployed)
