"""kube-score finds nothing critical in what runs in the cluster, but for what is listed with its reason."""

from __future__ import annotations

import csv
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.kubernetes.validation import manifests
from tests.stacks import ROOT, STACKS, on_eks

EXCEPTIONS = ROOT / "tests" / "kubernetes" / "kube_score.csv"
CRITICAL = "[CRITICAL] "


@cache
def exceptions() -> tuple[tuple[str, str], ...]:
    """Return (kind, part of the message) of what is listed."""
    with EXCEPTIONS.open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert all(len(row["reason"]) > 20 or row["reason"].startswith("As for") for row in rows)
    return tuple((row["object"], row["message"]) for row in rows)


@pytest.fixture(scope="session")
def kube_score() -> str:
    """The program on PATH, or a skip that says so."""
    found = shutil.which("kube-score")
    if found is None:
        pytest.skip("needs kube-score on PATH (go install github.com/zegl/kube-score/cmd/kube-score)")
    return found


def critical(program: str, folder: Path, stack: str) -> list[str]:
    """Return what kube-score calls critical, a line for each finding."""
    file = folder / f"{stack}.yaml"
    file.write_text(yaml.safe_dump_all(manifests(on_eks(stack)), sort_keys=False))
    command = [program, "score", "--kubernetes-version", "v1.35", "--output-format", "ci", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    return [line.removeprefix(CRITICAL) for line in done.stdout.splitlines() if line.startswith(CRITICAL)]


def is_listed(line: str, kind: str, message: str) -> bool:
    return f"/{kind}: " in line and message in line


@pytest.mark.parametrize("stack", STACKS)
def test_finds_nothing_critical_that_is_not_listed(kube_score: str, tmp_path: Path, stack: str) -> None:
    found = critical(kube_score, tmp_path, stack)

    assert [line for line in found if not any(is_listed(line, *one) for one in exceptions())] == []


def test_lists_nothing_that_it_does_not_find(kube_score: str, tmp_path: Path) -> None:
    found = critical(kube_score, tmp_path, "prod")

    assert [one for one in exceptions() if not any(is_listed(line, *one) for line in found)] == []
