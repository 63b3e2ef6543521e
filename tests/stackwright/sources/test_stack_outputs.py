"""What other stacks export..."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.errors import UserError
from stackwright.model import UNKNOWN, Secret
from stackwright.sources.stack_outputs import StackOutputs

STATES = Path(__file__).with_name("state") / "exports"
PROD = "acme/network/prod"

names = st.from_regex(r"[A-Za-z][A-Za-z0-9_.-]{0,8}", fullmatch=True)


def find(reference: str, *options: str, files: tuple[str, ...] = ()) -> dict[str, Any] | None:
    return StackOutputs.parse(options, files).find(reference)


def saved(folder: Path, document: Any) -> str:
    file = folder / "saved.json"
    file.write_text(json.dumps(document))
    return str(file)


@pytest.mark.parametrize("stack", ["prod", "network/prod", PROD])
@pytest.mark.parametrize("reference", ["prod", "network/prod", PROD])
def test_is_found_by_any_length_of_the_reference(stack, reference):
    assert find(reference, f"{stack}.vpcId=vpc-1") == {"vpcId": "vpc-1"}


@pytest.mark.parametrize("reference", ["dev", "network/dev", "acme/web/prod", "other/network/prod", "network", "d", ""])
def test_is_not_found_by_another_reference(reference):
    assert find(reference, f"{PROD}.vpcId=vpc-1") is None


def test_is_unknown_where_nothing_is_given():
    outputs = StackOutputs.parse([])
    assert (outputs.find(PROD), outputs.unused()) == (None, [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("vpc-1", "vpc-1"),
        ("", ""),
        ("a=b", "a=b"),
        ("12", 12),
        ("1.5", 1.5),
        ("true", True),
        ("null", "null"),
        ("NaN", "NaN"),
        ('"123456789012"', "123456789012"),
        ('["a", 1]', ["a", 1]),
        ('{"a": {"b": 2}}', {"a": {"b": 2}}),
        ("{oh", "{oh"),
        ("0012", "0012"),
        ("[" * 200_000, "[" * 200_000),
    ],
)
def test_is_typed_where_it_is_json_and_text_where_it_is_not(text, value):
    found = find(PROD, f"prod.key={text}")
    assert found is not None
    assert (type(found["key"]), found["key"]) == (type(value), value)


@given(names, names, names, names)
def test_may_have_dots_in_any_name(organization, project, stack, key):
    reference = f"{organization}/{project}/{stack}"
    for tail in (reference, f"{project}/{stack}", stack):
        assert find(reference, f"{tail}.{key}=1") == {key: 1}


def test_joins_what_several_options_say_and_the_last_one_wins():
    assert find(PROD, "prod.a=1", "network/prod.b=2", "prod.a=3") == {"a": 3, "b": 2}


def test_is_of_the_option_that_names_the_stack_best():
    assert find(PROD, f"{PROD}.a=1", "prod.a=2", "network/prod.a=3") == {"a": 1}


def test_is_unknown_where_it_could_be_of_either_of_two_stacks():
    outputs = StackOutputs.parse(["acme/network/prod.a=1", "acme/data/prod.a=2"])
    assert outputs.find("prod") is None
    assert outputs.find("data/prod") == {"a": 2}
    assert outputs.unused() == ["--stack-output acme/network/prod.a: no stack reference reads it"]


def test_names_what_nobody_asked_for_without_its_value(tmp_path):
    file = saved(tmp_path, {"a": 1})
    outputs = StackOutputs.parse(["prod.a=hunter2", "dev.a=1"], [f"stage={file}", f"prod={file}"])
    assert outputs.find(PROD) == {"a": "hunter2"}
    assert outputs.unused() == [
        f"--stack-state stage={file}: no stack reference reads it",
        "--stack-output dev.a: no stack reference reads it",
    ]


def test_is_all_there_is_only_where_a_file_tells_it(tmp_path):
    file = saved(tmp_path, {"a": 1})
    outputs = StackOutputs.parse(["prod.b=2", "dev.a=1"], [f"network/prod={file}"])
    assert [outputs.is_whole(each) for each in (PROD, "acme/network/dev", "acme/network/stage")] == [True, False, False]
    assert len(outputs.unused()) == 3


def test_is_read_from_a_state_with_its_secrets_marked():
    found = find("acme/shop/dev", files=(f"shop/dev={STATES / 'shown.json'}",))
    assert found == {
        "bucket": "store-ff45e65",
        "nested": {"count": 3, "ratio": 0.5, "token": Secret("a-dummy-token")},
        "token": Secret("a-dummy-token"),
    }


def test_stays_secret_where_an_option_says_what_the_state_hides():
    found = find("dev", "dev.token=a-value", "dev.more=1", files=(f"dev={STATES / 'encrypted.json'}",))
    assert found is not None
    assert (found["token"], found["more"], found["bucket"]) == (Secret("a-value"), 1, "store-ff45e65")


REPORT = {"project": "network", "stack": "prod", "region": "eu-west-1", "resources": [], "notes": [], "seconds": 1}


def test_is_read_from_a_previews_report(tmp_path):
    file = saved(tmp_path, {**REPORT, "outputs": {"b": [{"c": "[unknown]"}], "a": "[secret]"}})
    found = find(PROD, files=(f"{PROD}={file}",))
    assert found == {"a": Secret(UNKNOWN), "b": [{"c": UNKNOWN}]}
    assert list(found) == ["a", "b"]


def test_is_read_from_the_table_that_the_cli_prints(tmp_path):
    file = saved(tmp_path, {"vpcId": "vpc-1", "token": "[secret]"})
    assert find(PROD, files=(f"prod={file}",)) == {"token": Secret(UNKNOWN), "vpcId": "vpc-1"}


@pytest.mark.parametrize("output", [{"secret": True, "arn": "a"}, {"value": 1}, {}, "text"])
def test_may_be_a_table_much_like_another_tools(tmp_path, output):
    assert find(PROD, files=(f"prod={saved(tmp_path, {'output': output})}",)) == {"output": output}


@pytest.mark.parametrize(
    ("option", "shown"),
    [
        ("", ""),
        ("prod", "prod"),
        ("prod.vpcId", "prod.vpcId"),
        ("prod=vpc-1", "prod"),
        (".vpcId=1", ".vpcId"),
        ("prod.=1", "prod."),
        ("a/b/c/d.key=1", "a/b/c/d.key"),
        ("a//b.key=1", "a//b.key"),
        ("my stack.key=1", "my stack.key"),
        ("acme/network.v1/prod=1", "acme/network.v1/prod"),
    ],
)
def test_is_refused_where_an_option_is_malformed(option, shown):
    with pytest.raises(UserError) as raised:
        StackOutputs.parse([option])
    assert str(raised.value) == (
        f"--stack-output {shown}: expected REF.KEY=VALUE, for instance acme/network/prod.vpcId=vpc-0123456789abcdef0"
    )


@pytest.mark.parametrize("option", ["", "prod", "network.json", "prod=", "=network.json", "a b=network.json"])
def test_is_refused_where_a_file_is_for_no_stack(option):
    with pytest.raises(UserError) as raised:
        StackOutputs.parse([], [option])
    assert str(raised.value) == (
        f"--stack-state {option}: expected REF=FILE, for instance acme/network/prod=network.json, "
        "with a file that `pulumi stack export` writes"
    )


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        ({"version": 9, "deployment": {}}, "version: the state has schema version 9, newer than this stackwright"),
        ({"Resources": {}}, "this is a CloudFormation template; expected what `pulumi stack export` or"),
        ({}, "this is an empty object, which tells no outputs; expected what `pulumi stack export` or"),
        (
            {"aws:region": {"value": "eu-west-1", "secret": False}, "shop:key": {"secret": True}},
            "this is the output of `pulumi config --json`; expected what `pulumi stack export` or",
        ),
        (
            {"vpc": {"sensitive": False, "type": "string", "value": "vpc-1"}},
            "this is the output of `terraform output -json`; expected what `pulumi stack export` or",
        ),
        ({**REPORT, "outputs": []}, "outputs: expected an object; write the report again"),
        ([1], "expected the object that `pulumi stack export --file state.json` writes, got a list"),
    ],
)
def test_is_refused_where_a_file_holds_something_else(tmp_path, document, problem):
    file = saved(tmp_path, document)
    with pytest.raises(UserError) as raised:
        StackOutputs.parse([], [f"prod={file}"])
    assert str(raised.value).startswith(f"{file}: {problem}")


def test_is_refused_where_a_file_is_missing(tmp_path):
    with pytest.raises(UserError, match="no such file"):
        StackOutputs.parse([], [f"prod={tmp_path}/none.json"])
