"""A project at another git revision"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from stackwright.errors import UserError
from stackwright.sources.revision import checked_out


def git(folder, *arguments):
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    subprocess.run(["git", *identity, "-C", str(folder), *arguments], check=True, capture_output=True)


@pytest.fixture
def project(tmp_path):
    root = tmp_path / "repository" / "infra"
    root.mkdir(parents=True)
    git(tmp_path / "repository", "init", "--initial-branch", "main")
    (tmp_path / "repository" / "README").write_text("one")
    git(tmp_path / "repository", "add", ".")
    git(tmp_path / "repository", "commit", "-m", "before the project")
    (root / "Pulumi.yaml").write_text("name: one")
    git(tmp_path / "repository", "add", ".")
    git(tmp_path / "repository", "commit", "-m", "one")
    git(tmp_path / "repository", "tag", "first")
    (root / "Pulumi.yaml").write_text("name: two")
    git(tmp_path / "repository", "commit", "-am", "two")
    return root


def test_is_in_a_folder_of_its_own_with_all_that_is_beside_it(project):
    (project / "Pulumi.yaml").write_text("name: not committed")
    with checked_out(project, "first") as folder:
        assert (folder / "Pulumi.yaml").read_text() == "name: one"
        assert (folder.parent / "README").read_text() == "one"
        assert not folder.is_relative_to(project.parent)
    assert not folder.exists()
    assert (project / "Pulumi.yaml").read_text() == "name: not committed"
    with checked_out(project, "main") as folder:
        assert (folder / "Pulumi.yaml").read_text() == "name: two"


def test_is_the_whole_tree_whatever_archives_leave_out_and_links_lead_to(project):
    (project.parent / ".gitattributes").write_text("* export-ignore\n")
    (project / "link").symlink_to("/somewhere/else")
    git(project, "add", ".")
    git(project, "commit", "-m", "three")
    with checked_out(project, "main") as folder:
        assert (folder / "Pulumi.yaml").read_text() == "name: two"
        assert (folder / "link").is_symlink()


def test_is_the_same_from_a_linked_worktree(project, tmp_path):
    git(project, "worktree", "add", "--detach", str(tmp_path / "linked"), "main")
    with checked_out(tmp_path / "linked" / "infra", "first") as folder:
        assert (folder / "Pulumi.yaml").read_text() == "name: one"


def test_is_the_same_within_a_submodule(project, tmp_path):
    outer = tmp_path / "outer"
    git(tmp_path, "init", str(outer))
    git(outer, "-c", "protocol.file.allow=always", "submodule", "add", str(project.parent), "inner")
    with checked_out(outer / "inner" / "infra", "HEAD~1") as folder:
        assert (folder / "Pulumi.yaml").read_text() == "name: one"


def test_is_whole_where_only_a_part_of_the_tree_is_checked_out(project):
    git(project.parent, "sparse-checkout", "set", "--no-cone", "/infra/")
    assert not (project.parent / "README").exists()
    with checked_out(project, "main") as folder:
        assert (folder.parent / "README").read_text() == "one"


def test_is_of_the_folder_also_in_a_hook_of_another_repository(project, tmp_path, monkeypatch):
    git(tmp_path, "init", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    monkeypatch.setenv("GIT_PREFIX", "elsewhere/")
    with checked_out(project, "first") as folder:
        assert (folder / "Pulumi.yaml").read_text() == "name: one"


def test_may_stand_in_a_folder_of_any_name(tmp_path):
    root = tmp_path / "a repository \u00e9" / " infra "
    root.mkdir(parents=True)
    (root / "Pulumi.yaml").write_text("name: one")
    git(root.parent, "init", "--initial-branch", "main")
    git(root.parent, "add", ".")
    git(root.parent, "commit", "-m", "one")
    with checked_out(root, "main") as folder:
        assert (folder / "Pulumi.yaml").read_text() == "name: one"


def test_is_refused_with_gits_words_where_there_is_no_work_tree(project, tmp_path):
    git(tmp_path, "clone", "--bare", str(project.parent), "bare")
    message = r"^--since: git refuses to read the repository of .*: fatal: this operation must be run in a work tree; "
    with pytest.raises(UserError, match=message), checked_out(tmp_path / "bare", "main"):
        pass


def test_leaves_the_repository_as_it_was(project):
    before = sorted(str(path) for path in Path(project.parent).rglob("*"))
    with checked_out(project, "first"):
        pass
    assert sorted(str(path) for path in Path(project.parent).rglob("*")) == before


@pytest.mark.parametrize("revision", ["nowhere", "--help", "first:infra", ""])
def test_that_there_is_not_is_refused(project, revision):
    with pytest.raises(UserError) as raised, checked_out(project, revision):
        pass
    assert str(raised.value).startswith(f"--since {revision}: no such commit in the git repository of {project}; name")


def test_before_the_project_is_refused(project):
    with pytest.raises(UserError) as raised, checked_out(project, "first~1"):
        pass
    assert str(raised.value) == "--since first~1: infra/Pulumi.yaml does not exist there; name a later revision"


def test_outside_a_repository_is_refused(tmp_path):
    with (
        pytest.raises(UserError, match=r"^--since: .* is in no git repository; compare with --against or --against-st"),
        checked_out(tmp_path, "main"),
    ):
        pass


def test_without_git_is_refused(project, monkeypatch):
    monkeypatch.setenv("PATH", "")
    message = r"^--since: git is not installed; install it, or compare with --against or --against-state$"
    with pytest.raises(UserError, match=message), checked_out(project, "main"):
        pass
