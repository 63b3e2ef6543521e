"""A rehearsal's copy of a stack file..."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from stackwright.errors import UserError
from stackwright.rehearsal import stack_files
from stackwright.rehearsal.stack_files import Prepared, Project, find_project, prepare

Write = Callable[[Mapping[str, str]], Path]
SECRET = "config:\n  token: {secure: v1:a:b}\n  shop:deep:\n    a.b: [x, {secure: v1:c:d}]\n"


@pytest.fixture
def copy(write: Write, tmp_path: Path) -> Callable[..., Prepared]:
    """Prepare the copy of `Pulumi.dev.yaml` with this text."""

    def make(text: str, *, passphrase: bool = False) -> Prepared:
        root = write({"Pulumi.yaml": "name: shop\nruntime: nodejs\n", "Pulumi.dev.yaml": text})
        project = find_project(root)
        assert project is not None
        return prepare(project, "dev", project.stack_file("dev"), tmp_path / "copies", passphrase=passphrase)

    return make


def content(prepared: Prepared) -> Any:
    return yaml.safe_load(prepared.file.read_text())


def test_has_the_same_values_under_full_keys(copy: Callable[..., Prepared]) -> None:
    prepared = copy("config:\n  aws:region: eu-west-1\n  size: 3\n  shop:ratio: 0.25\n  odd: yes\n")
    config = {"aws:region": "eu-west-1", "shop:size": 3, "shop:ratio": 0.25, "shop:odd": "yes"}
    assert content(prepared) == {"config": config}
    assert (prepared.secrets, prepared.notes) == ((), ())
    assert prepared.file.stat().st_mode & 0o077 == 0
    assert json.loads((prepared.file.parent / "Pulumi.yaml").read_text()) == {"name": "shop", "runtime": "python"}


def test_leaves_secrets_as_they_are_with_the_passphrase(copy: Callable[..., Prepared]) -> None:
    prepared = copy(f"encryptionsalt: v1:s\n{SECRET}", passphrase=True)
    assert content(prepared)["encryptionsalt"] == "v1:s"
    assert content(prepared)["config"]["shop:token"] == {"secure": "v1:a:b"}
    assert (prepared.secrets, prepared.notes) == ((), ())


@pytest.mark.parametrize(
    ("head", "passphrase", "mend"),
    [
        ("encryptionsalt: v1:s\n", False, "set PULUMI_CONFIG_PASSPHRASE to rehearse with the real ones"),
        ("", True, "another service keeps the key"),
        ("secretsprovider: awskms://k\nencryptedkey: x\n", True, "another service keeps the key"),
    ],
)
def test_holds_no_secret_that_cannot_be_read(
    copy: Callable[..., Prepared], head: str, passphrase: bool, mend: str
) -> None:
    prepared = copy(head + SECRET, passphrase=passphrase)
    assert content(prepared) == {"config": {"shop:token": "", "shop:deep": {"a.b": ["x", ""]}}}
    assert prepared.secrets == ("shop:token", 'shop:deep["a.b"][1]')
    assert prepared.notes == (f"Pulumi.dev.yaml: 2 secret values cannot be read here and stand as [secret]: {mend}",)


def test_counts_one_secret_as_one(copy: Callable[..., Prepared]) -> None:
    prepared = copy('config: {"shop:a\\"b": {secure: v1:a:b}}\n')
    assert prepared.secrets == (r'shop:["a\"b"]',)
    assert "1 secret value cannot be read here and stands as [secret]" in prepared.notes[0]


def test_leaves_out_environments(copy: Callable[..., Prepared]) -> None:
    prepared = copy("environment: [shared]\n")
    assert content(prepared) == {"config": {}}
    assert prepared.notes == (
        "Pulumi.dev.yaml: environments (`environment:`) are kept in Pulumi ESC and were not read",
    )


def test_is_used_again_until_the_original_changes(copy: Callable[..., Prepared]) -> None:
    first = copy("config: {a: x}\n")
    first.finish()
    first.file.write_text("encryptionsalt: v1:own\nconfig: {a: changed}\n")
    assert content(copy("config: {a: x}\n")) == {"encryptionsalt": "v1:own", "config": {"a": "changed"}}
    assert content(copy("config: {a: y}\n")) == {"encryptionsalt": "v1:own", "config": {"shop:a": "y"}}


def test_is_made_anew_where_it_was_not_finished(copy: Callable[..., Prepared]) -> None:
    copy("config: {a: x}\n").file.write_text("{}")
    assert content(copy("config: {a: x}\n")) == {"config": {"shop:a": "x"}}


def test_is_empty_where_the_stack_has_no_file(write: Write, tmp_path: Path) -> None:
    project = find_project(write({"Pulumi.yaml": "name: shop\nruntime: go\n"}))
    assert project is not None
    prepared = prepare(project, "new", project.stack_file("new"), tmp_path / "copies", passphrase=False)
    assert content(prepared) == {"config": {}}


def test_needs_a_mapping_of_values(copy: Callable[..., Prepared]) -> None:
    with pytest.raises(UserError, match=r"Pulumi\.dev\.yaml: config: expected a mapping of keys to values, got list"):
        copy("config: [a]\n")


def test_is_of_the_project_that_a_folder_is_in(write: Write) -> None:
    root = write({"Pulumi.yml": "name: shop\nruntime: yaml\nstackConfigDir: stacks\n", "stacks/Pulumi.dev.yml": ""})
    (root / "deep" / "down").mkdir(parents=True)
    project = find_project(root / "deep" / "down")
    assert project == Project(root / "Pulumi.yml", {"name": "shop", "runtime": "yaml", "stackConfigDir": "stacks"})
    assert project.stack_file("dev") == root / "stacks" / "Pulumi.dev.yml"
    assert project.stacks() == ["dev"]
    assert project.name == "shop"


def test_may_be_in_the_folder_that_config_names(write: Write) -> None:
    project = find_project(write({"Pulumi.yaml": "name: shop\nconfig: old\n"}))
    assert project is not None
    assert project.stack_folder.name == "old"


def test_is_of_no_project_elsewhere(tmp_path: Path) -> None:
    assert find_project(tmp_path) is None


def test_tells_what_it_configures_for_a_package(copy: Callable[..., Prepared]) -> None:
    text = "config: {'aws:region': r, 'aws:config:profile': p, 'aws:token': {secure: x}, size: 1}\n"
    prepared = copy(f"encryptionsalt: v1:s\n{text}", passphrase=True)
    assert stack_files.provider_settings(prepared.file, "aws") == {"region": "r", "profile": "p"}
    assert stack_files.provider_settings(prepared.file.parent / "none.yaml", "aws") == {}
