"""A call that names no stack means..."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from stackwright.rehearsal.selection import default_stack
from stackwright.rehearsal.stack_files import Project, find_project

Write = Callable[[Mapping[str, str]], Path]


@pytest.fixture
def project(write: Write) -> Project:
    root = write({"app/Pulumi.yaml": "name: shop\n", "app/Pulumi.dev.yaml": "", "app/Pulumi.prod.yaml": ""})
    found = find_project(root / "app")
    assert found is not None
    return found


def select(home: Path, file: Path, content: Any) -> Path:
    """Write what the CLI writes when a stack is selected."""
    folder = home / "workspaces"
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha1(str(file).encode()).hexdigest()
    (folder / f"shop-{digest}-workspace.json").write_text(content if isinstance(content, str) else json.dumps(content))
    return home


def default(project: Project, *homes: Path, folder: Path | None = None, **environment: str) -> str:
    return default_stack(project, folder or project.file.parent, homes, environment)


def test_the_one_in_the_environment(project: Project) -> None:
    assert default(project, PULUMI_STACK="acme/shop/prod") == "prod"


@pytest.mark.parametrize("content", [{"stack": "acme/shop/prod"}, {"stacks": {"https://api": "acme/shop/prod"}}])
def test_the_one_that_the_user_selected(project: Project, tmp_path: Path, content: Any) -> None:
    assert default(project, tmp_path / "none", select(tmp_path / "home", project.file, content)) == "prod"


def test_the_one_that_was_selected_in_the_rehearsal_first(project: Project, tmp_path: Path) -> None:
    own = select(tmp_path / "own", project.file, {"stack": "dev"})
    assert default(project, own, select(tmp_path / "home", project.file, {"stack": "prod"})) == "dev"


def test_the_one_selected_where_the_folder_was_reached_through_a_link(project: Project, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(project.file.parent)
    home = select(tmp_path / "home", link / "Pulumi.yaml", {"stack": "prod"})
    assert default(project, home, PWD=str(link)) == "prod"
    assert default(project, home, PWD="/") == ""


@pytest.mark.parametrize("content", ["{", "[]", {}, {"stacks": {"a": "dev", "b": "prod"}}])
def test_none_where_several_have_files_and_nothing_is_selected(project: Project, tmp_path: Path, content: Any) -> None:
    assert default(project, select(tmp_path / "home", project.file, content)) == ""


def test_the_only_one_that_has_a_file(project: Project) -> None:
    project.stack_file("prod").unlink()
    assert default(project) == "dev"
