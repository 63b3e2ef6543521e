"""A project's configuration is what the CLI would hand to the program: compared with `pulumi preview`. It..."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stackwright.errors import UserError
from stackwright.sources.project import find_project, load_config, split_stack, stack_names


@pytest.fixture
def config(write: Any):
    """Load the configuration of a project with this stack file and these declarations."""

    def load(stack: str, *overrides: str, declared: str = "", paths: bool = False) -> Any:
        root = write({"Pulumi.yaml": f"name: shop\nruntime: python\n{declared}", "Pulumi.dev.yaml": stack})
        return load_config(find_project(root), "dev", overrides, paths=paths)

    return load


def refusal(action: Any, *arguments: Any, **options: Any) -> str:
    with pytest.raises(UserError) as refused:
        action(*arguments, **options)
    return str(refused.value)


def test_is_found_from_any_folder_below(write):
    root = write({"Pulumi.yaml": "name: shop\nruntime: python\n", "a/b/c.txt": ""})
    found = find_project(root / "a" / "b")
    assert (found.name, found.root, found.program, found.stack_folder) == ("shop", root, root, root)


def test_may_be_called_yml(write):
    root = write({"Pulumi.yml": "name: shop\nruntime: {name: python}\n", "Pulumi.dev.yml": "config: {a:b: 1}\n"})
    assert load_config(find_project(root), "dev").values == {"a:b": "1"}


def test_is_missed_by_the_folder_that_was_given(tmp_path, monkeypatch):
    monkeypatch.setattr("stackwright.sources.project._PROJECT_FILES", ("NoSuch.yaml",))
    assert refusal(find_project, tmp_path) == (
        f"{tmp_path}: no Pulumi.yaml here or in any folder above; run in a Pulumi project, or pass --cwd FOLDER"
    )


def test_is_not_that_of_a_folder_above_one_that_does_not_exist(write):
    missing = write({"Pulumi.yaml": "name: shop\nruntime: python\n"}) / "typo"
    assert refusal(find_project, missing) == (
        f"{missing}: no such folder; pass the folder of a Pulumi project as --cwd FOLDER"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "runtime: python\n",
            "Pulumi.yaml: name: expected the project's name, got None; add a line 'name: my-project'",
        ),
        ("name: 12\n", "Pulumi.yaml: name: expected the project's name, got 12; add a line 'name: my-project'"),
        ("", "Pulumi.yaml: name: expected the project's name, got None; add a line 'name: my-project'"),
        (
            "name: shop\nruntime: go\n",
            "Pulumi.yaml: runtime: expected 'python', got 'go'; only Python programs can be run",
        ),
        ("name: shop\n", "Pulumi.yaml: runtime: expected 'python', got None; only Python programs can be run"),
        ("name: shop\nname: shop\n", "Pulumi.yaml:2: not valid YAML: the key 'name' stands twice; correct that line"),
        ("- shop\n", "Pulumi.yaml: expected a mapping of keys to values, got list"),
    ],
)
def test_refuses_a_project_file_that_cannot_be_run(write, text, message):
    assert refusal(find_project, write({"Pulumi.yaml": text})) == message


@pytest.mark.parametrize("line", ["stackConfigDir: stacks", "config: stacks"])
def test_is_read_from_the_folder_the_project_names(write, line):
    root = write(
        {"Pulumi.yaml": f"name: shop\nruntime: python\n{line}\n", "stacks/Pulumi.dev.yaml": "config: {a:b: 1}"}
    )
    assert load_config(find_project(root), "dev").values == {"a:b": "1"}


def test_names_the_stacks_that_have_a_file(write):
    root = write({"Pulumi.yaml": "name: shop\nruntime: python\n", "Pulumi.b.yaml": "", "Pulumi.a.c.yml": ""})
    project = find_project(root)
    assert stack_names(project) == ["a.c", "b"]
    assert refusal(load_config, project, "x") == (
        "no stack 'x': Pulumi.x.yaml does not exist; stacks with a file: a.c, b; --simulate-config runs without one"
    )


def test_says_so_where_no_stack_has_a_file(write):
    project = find_project(write({"Pulumi.yaml": "name: shop\nruntime: python\n"}))
    assert refusal(load_config, project, "dev") == (
        "no stack 'dev': Pulumi.dev.yaml does not exist; stacks with a file: none; --simulate-config runs without one"
    )


def test_passes_every_value_as_text(config):
    text = "config: {'s:a': x, 's:b': 1, 's:c': true, 's:d': [1, {e: 2}], 's:f': null, 's:g': '', 's:h': 1.50}"
    assert config(text).values == {
        "s:a": "x",
        "s:b": "1",
        "s:c": "true",
        "s:d": '[1,{"e":2}]',
        "s:f": "",
        "s:g": "",
        "s:h": "1.5",
    }


def test_takes_a_key_without_a_namespace_for_the_projects(config):
    assert config("config: {size: 1, 'aws:region': r, 'aws:config:profile': p}").values == {
        "shop:size": "1",
        "aws:region": "r",
        "aws:profile": "p",
    }


def test_prefers_the_key_in_full_where_it_stands_both_ways(config):
    assert config("config: {'shop:size': full, size: short}").values == {"shop:size": "full"}


def test_refuses_a_key_that_is_none(config):
    assert refusal(config, "config: {'a:b:c': 1}") == (
        "Pulumi.dev.yaml: config: a:b:c: expected namespace:key, for instance aws:region or shop:size"
    )


@pytest.mark.parametrize(("text", "kind"), [("config: []", "list"), ("config: text", "str"), ("config: 0", "int")])
def test_refuses_a_section_that_is_no_mapping(config, text, kind):
    assert refusal(config, text) == f"Pulumi.dev.yaml: config: expected a mapping of keys to values, got {kind}"


@pytest.mark.parametrize("text", ["", "config:\n", "config: {}\n", "encryptionsalt: v1:x\n"])
def test_is_empty_where_the_file_says_nothing(config, text):
    loaded = config(text)
    assert (loaded.values, loaded.secret_keys, loaded.notes) == ({}, (), ())


def test_holds_a_placeholder_for_each_encrypted_value_and_says_which_keys_are_secret(config):
    loaded = config(
        """
        config:
          shop:password: {secure: 'v1:abc'}
          shop:nested: {users: [{name: ann, key: {secure: 'v1:def'}}]}
          shop:plain: {secure: x, more: y}
        """
    )
    assert loaded.values == {
        "shop:password": "[secret]",
        "shop:nested": '{"users":[{"key":"[secret]","name":"ann"}]}',
        "shop:plain": '{"more":"y","secure":"x"}',
    }
    assert loaded.secret_keys == ("shop:password", "shop:nested")


def test_sets_overrides_over_the_file(config):
    loaded = config("config: {'s:a': {b: 1}, 's:p': {secure: 'v1:x'}}", "s:a.b=2", "size=3", "s:p=open")
    assert loaded.values == {"s:a": '{"b":1}', "s:a.b": "2", "shop:size": "3", "s:p": "open"}
    assert loaded.secret_keys == ()


def test_sets_overrides_as_paths_where_told(config):
    loaded = config("config: {'s:a': {b: 1, c: 2}}", "s:a.b=5", "list[0]=x", paths=True)
    assert loaded.values == {"s:a": '{"b":5,"c":2}', "shop:list": '["x"]'}


def test_takes_defaults_and_required_keys_from_the_project(config):
    declared = "config:\n  size: {type: integer, default: 3}\n  name: {type: string}\n  aws:region: {value: r}\n"
    assert config("config: {name: x}", declared=declared).values == {
        "shop:name": "x",
        "shop:size": "3",
        "aws:region": "r",
    }
    assert config("", "name=y", declared=declared).values["shop:name"] == "y"
    assert refusal(config, "", declared=declared) == (
        "Pulumi.dev.yaml: missing shop:name; add it to the file, or pass --config shop:name=VALUE, or --simulate-config"
    )


def test_checks_overrides_against_the_declared_types(config):
    declared = "config:\n  size: {type: integer}\n"
    assert refusal(config, "", "size=big", declared=declared) == (
        "--config: shop:size: expected a whole number, as Pulumi.yaml says, got 'big'; correct it"
    )


def test_notes_environments_it_cannot_read(config):
    assert config("environment: [aws]\n").notes == (
        "environments (`environment:`) are kept in Pulumi ESC and were not read",
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    st.dictionaries(
        st.text(alphabet="abc", min_size=1), st.lists(st.integers(-(2**53), 2**53) | st.booleans()), max_size=3
    )
)
def test_can_be_read_back_by_the_program(config, objects):
    values = config(json.dumps({"config": {f"shop:{key}": value for key, value in objects.items()}})).values
    assert {key.removeprefix("shop:"): json.loads(value) for key, value in values.items()} == objects


def test_resolves_main_below_the_root(write):
    root = write({"Pulumi.yaml": "name: shop\nruntime: python\nmain: src\n"})
    assert find_project(Path(root)).program == root / "src"


def test_may_be_written_in_json(write):
    root = write(
        {
            "Pulumi.json": '{"name": "shop", "runtime": {"name": "python", "options": {"virtualenv": "v"}}}',
            "Pulumi.dev.json": '{"config": {"a:b": [1]}}',
        }
    )
    project = find_project(root)
    assert (project.file, project.options, stack_names(project)) == ("Pulumi.json", {"virtualenv": "v"}, ["dev"])
    assert load_config(project, "dev").values == {"a:b": "[1]"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "Pulumi.json: expected an object of keys and values, got list"),
        (
            "{",
            "Pulumi.json: cannot be read: Expecting property name enclosed in double quotes: line 1 column 2 (char 1); "
            "save it as JSON in UTF-8",
        ),
    ],
)
def test_refuses_json_that_holds_no_project(write, text, message):
    assert refusal(find_project, write({"Pulumi.json": text})) == message


def test_keeps_what_its_template_suggests_and_its_packages(write):
    text = "name: shop\nruntime: python\ntemplate: {config: {size: {default: 3}}}\npackages: {eks: x, aws: y}\n"
    project = find_project(write({"Pulumi.yaml": text}))
    assert (project.template, project.packages, project.options) == ({"shop:size": {"default": 3}}, ("eks", "aws"), {})


@pytest.mark.parametrize(
    ("text", "parts"),
    [("dev", ("organization", "dev")), ("acme/dev", ("acme", "dev")), ("acme/shop/dev", ("acme", "dev"))],
)
def test_takes_a_stacks_organization_from_its_name(write, text, parts):
    root = write({"Pulumi.yaml": "name: shop\nruntime: python\n", "Pulumi.dev.yaml": "config: {a:b: 1}"})
    project = find_project(root)
    assert split_stack(project, text) == parts
    assert load_config(project, text).values == {"a:b": "1"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a/b/c/d", "stack 'a/b/c/d': expected NAME, ORG/NAME or ORG/PROJECT/NAME, for instance dev"),
        ("a/", "stack 'a/': expected NAME, ORG/NAME or ORG/PROJECT/NAME, for instance dev"),
        ("", "stack '': expected NAME, ORG/NAME or ORG/PROJECT/NAME, for instance dev"),
        ("a/b/c", "stack 'a/b/c': this is project 'shop', not 'b'; pass c"),
    ],
)
def test_refuses_a_stack_name_that_is_none(write, text, message):
    project = find_project(write({"Pulumi.yaml": "name: shop\nruntime: python\n"}))
    assert refusal(split_stack, project, text) == message


def test_leaves_missing_keys_to_who_runs_the_program(write):
    text = "name: shop\nruntime: python\nconfig:\n  b: {type: string}\n  shop:a: {type: string}\n"
    root = write({"Pulumi.yaml": text, "Pulumi.dev.yaml": ""})
    loaded = load_config(find_project(root), "dev", partial=True)
    assert (loaded.missing, loaded.file, loaded.values) == (("shop:a", "shop:b"), "Pulumi.dev.yaml", {})


def test_needs_no_stack_file_where_it_is_simulated(write):
    loaded = load_config(find_project(write({"Pulumi.yaml": "name: shop\nruntime: python\n"})), "dev", simulate=True)
    assert (loaded.values, loaded.file) == ({}, "Pulumi.dev.yaml")
    assert loaded.notes == ("Pulumi.dev.yaml does not exist: its configuration is simulated",)
