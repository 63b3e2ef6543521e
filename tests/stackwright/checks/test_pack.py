"""A policy pack..."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stackwright.checks.pack import KEY, of_command_line, of_stack
from stackwright.errors import UserError


@pytest.fixture
def root(tmp_path):
    for name in ("policy", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "PulumiPolicy.yaml").write_text("runtime: python\n")
    (tmp_path / "levels.json").write_text('{"all": "advisory"}')
    (tmp_path / "empty").mkdir()
    return tmp_path


def named(root, value):
    return of_stack({KEY: value if isinstance(value, str) else json.dumps(value)}, root)


def test_is_named_by_the_stack_from_the_projects_folder(root):
    one, other = named(root, ["policy", {"path": "other", "config": "levels.json"}])
    assert (one.folder, one.named, one.config) == (root / "policy", "policy", {})
    assert (other.folder, other.config) == (root / "other", {"all": "advisory"})


def test_need_not_be_named(root):
    assert of_stack({}, root) == []
    assert named(root, []) == []


@pytest.mark.parametrize(
    "value", ["policy", '"policy"', {"path": "policy"}, [1], [{}], [{"path": 1}], [{"path": "policy", "x": 1}]]
)
def test_is_named_in_a_list_of_folders_and_nothing_else(root, value):
    with pytest.raises(UserError, match=r"stackwright:policyPacks: expected a list of folders"):
        named(root, value)


def test_is_named_on_the_command_line_with_a_configuration_each(root):
    folders = [root / "policy", root / "other"]
    assert [one.config for one in of_command_line(folders, [])] == [{}, {}]
    empty = root / "none.json"
    empty.write_text("")
    found = of_command_line(folders, [root / "levels.json", empty])
    assert [one.config for one in found] == [{"all": "advisory"}, {}]


@pytest.mark.parametrize(("packs", "configs"), [(0, 1), (2, 1), (1, 2)])
def test_has_a_configuration_of_its_own_or_none(root, packs, configs):
    with pytest.raises(UserError, match=f"given {configs} times and --policy-pack {packs} times; give one"):
        of_command_line([root / "policy"] * packs, [root / "levels.json"] * configs)


@pytest.mark.parametrize(("folder", "told"), [("none", "no such folder"), ("empty", r"no PulumiPolicy.yaml in it")])
def test_that_is_not_there_says_so(root, folder, told):
    with pytest.raises(UserError, match=f"--policy-pack: .*{folder}: {told}"):
        of_command_line([root / folder], [])
    with pytest.raises(UserError, match=f"{KEY}: {folder}: {told}"):
        named(root, [folder])


def test_says_where_its_configuration_is_wrong(root):
    with pytest.raises(UserError, match=r"--policy-pack-config: .*none.json: no such file"):
        of_command_line([root / "policy"], [root / "none.json"])
    wrong = root / "wrong.json"
    wrong.write_text("[1]")
    with pytest.raises(UserError, match=r"wrong.json: expected a mapping"):
        of_command_line([root / "policy"], [wrong])


def test_may_be_named_relative_to_the_working_folder(root, monkeypatch):
    monkeypatch.chdir(root)
    assert of_command_line([Path("policy")], [])[0].named == "policy"
