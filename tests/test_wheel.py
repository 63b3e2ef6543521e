"""The wheel holds the tool and the library, whole, and both import from anywhere: installed or editable."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Tree in the repository -> package in the wheel.
TREES = {"stackwright": "stackwright", "components": "stackwright/components", "policy": "stackwright/policy"}
IGNORED = shutil.ignore_patterns("__pycache__", ".venv", ".git", "*.egg-info", ".*_cache", ".hypothesis", "build")

# What is about this repository's own stacks stays here.
OURS = {"stackwright/policy/exceptions.yaml"}

# Run without the environment's own site initialisation, so that no other installation of the project is found.
PROBE = """
import site, sys
sys.path[:0] = [{site!r}]
sys.path.append({packages!r})
site.addsitedir({site!r})
import stackwright, stackwright.components, stackwright.cli
from stackwright.simulator.facts import facts
from stackwright.components.compute.sizes import check_size
from stackwright.policy.guardrails import RULES
check_size(0.25, 512)
assert facts()
assert RULES
print(stackwright.__file__)
print(stackwright.components.Vpc.__module__, stackwright.components.__file__)
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository: building leaves files behind."""
    copy = tmp_path_factory.mktemp("wheel") / "copy"
    shutil.copytree(ROOT, copy, ignore=IGNORED)
    return copy


def build(tree: Path, hook: str) -> Path:
    """Run one of the build backend's hooks in *tree* and return the unpacked wheel."""
    out = tree.parent / hook
    out.mkdir()
    command = f"import setuptools.build_meta as b; b.{hook}({str(out)!r})"
    done = subprocess.run([sys.executable, "-c", command], cwd=tree, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = out.glob("*.whl")
    site = out / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    return site


def probe(site: Path, elsewhere: Path) -> list[str]:
    code = PROBE.format(packages=sysconfig.get_path("purelib"), site=str(site))
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=elsewhere, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def shipped(tree: Path) -> set[str]:
    """Every file of the trees that should be in the wheel, under its name there."""
    files = {
        f"{package}/{path.relative_to(tree / folder).as_posix()}"
        for folder, package in TREES.items()
        for path in (tree / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    return files - OURS


def test_holds_exactly_the_trees_and_imports_from_elsewhere(tree: Path, tmp_path: Path) -> None:
    """A file that the package list forgets, or that a pattern leaves out, is a difference here."""
    site = build(tree, "build_wheel")

    packed = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert {name for name in packed if ".dist-info/" not in name} == shipped(tree)
    assert any(name.endswith(".dist-info/entry_points.txt") for name in packed)
    tool, library = probe(site, tmp_path)
    assert Path(tool).is_relative_to(site)
    assert library.startswith("stackwright.components.network.vpc ")


def test_imports_from_elsewhere_when_installed_editable(tree: Path, tmp_path: Path) -> None:
    """An editable installation finds the library in its own folder, beside the tool's."""
    site = build(tree, "build_editable")

    tool, library = probe(site, tmp_path)
    assert Path(tool) == tree / "stackwright" / "__init__.py"
    assert library == f"stackwright.components.network.vpc {tree / 'components' / '__init__.py'}"
