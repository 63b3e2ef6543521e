"""The packages to answer for..."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from importlib import resources
from pathlib import Path

import pytest

from stackwright.rehearsal import packages

Write = Callable[[Mapping[str, str]], Path]


def test_are_all_that_are_published() -> None:
    found = packages.packages([], {}, Path("none"))
    assert {"aws", "kubernetes", "random", "awsx", "eks", "pulumi-python", "terraform-provider"} <= set(found)
    assert found == sorted(found)


def test_each_have_a_source() -> None:
    text = resources.files("stackwright.data").joinpath("packages.csv").read_text()
    rows = list(csv.DictReader(text.splitlines()))
    assert all(row["source"] and row["as_of"] == "2026-11-21" for row in rows)
    assert len({row["package"] for row in rows}) == len(rows)


def test_are_those_of_the_installed_sdks(write: Write) -> None:
    root = write(
        {
            "pulumi_acme_cloud/pulumi-plugin.json": json.dumps({"resource": True, "name": "acme-cloud"}),
            "pulumi_no_name/pulumi-plugin.json": "{}",
            "broken/pulumi-plugin.json": "{",
            "odd/pulumi-plugin.json": "[]",
        }
    )
    assert sorted(packages.installed([root])) == ["acme-cloud", "no-name"]


def test_are_those_in_the_state(write: Write) -> None:
    root = write({".pulumi/stacks/shop/dev.json": '[{"type": "pulumi:providers:acme"}, {"type": "aws:x/y:Z"}]'})
    assert list(packages.in_state(root)) == ["acme"]


def test_are_those_that_the_project_lists() -> None:
    project = {"packages": {"local-x": "./x"}, "plugins": {"providers": [{"name": "local-y", "path": "y"}, "odd"]}}
    assert {"local-x", "local-y"} <= set(packages.packages([], project, Path("none")))


@pytest.mark.parametrize("project", [{"packages": ["x"]}, {"plugins": []}, {"plugins": {"providers": None}}])
def test_are_not_in_a_section_of_another_shape(project: Mapping[str, object]) -> None:
    assert packages.packages([], project, Path("none")) == packages.packages([], {}, Path("none"))


def test_are_looked_for_in_the_programs_own_environment(write: Write, tmp_path: Path) -> None:
    names = ("own", ".venv", "active")
    root = write({f"{name}/lib/python3.11/site-packages/x": "" for name in names})
    runtime = {"runtime": {"name": "python", "options": {"virtualenv": "own"}}}
    found = packages.site_folders(root, runtime, {"VIRTUAL_ENV": str(tmp_path / "active")})
    assert found == [root / name / "lib" / "python3.11" / "site-packages" for name in names]
    assert packages.site_folders(root / "own", {"runtime": "python"}, {}) == []
