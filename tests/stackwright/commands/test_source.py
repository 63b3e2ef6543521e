"""A stack comes..."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from stackwright.commands.source import SourceOptions, obtain, obtain_elsewhere
from stackwright.errors import UserError

PROGRAM = """
import pulumi, pulumi_aws as aws
config = pulumi.Config()
pulumi.export("size", config.get_object("size"))
pulumi.export("ami", aws.ec2.get_ami(owners=["self"]).id)
pulumi.export("vpc", pulumi.StackReference("acme/network/dev").get_output("vpc"))
"""


def test_from_a_run_with_the_configuration_given(project):
    options = SourceOptions(stack="dev", folder=project(PROGRAM), config=["size.a=1"], config_paths=True)
    assert obtain(options).stack.outputs["size"] == {"a": 1}


def test_from_a_run_with_the_answers_in_its_context_file(project):
    entry = {"lookUp": "aws:ec2/getAmi:getAmi", "answer": {"id": "ami-real"}}
    idle = {"lookUp": "aws:ec2/getVpc:getVpc", "answer": {"id": "vpc-real"}}
    root = project(PROGRAM, **{"stackwright.context.json": json.dumps({"lookUps": [entry, idle]})})
    stack = obtain(SourceOptions(stack="dev", folder=root)).stack
    assert (stack.outputs["ami"], stack.look_ups[0].origin) == ("ami-real", "context")
    assert "stackwright.context.json: entry 2 (aws:ec2/getVpc:getVpc) answered no look-up" in stack.notes


def test_from_a_run_with_the_outputs_of_other_stacks(project, tmp_path):
    options = SourceOptions(stack="dev", folder=project(PROGRAM), stack_outputs=["acme/network/dev.vpc=vpc-1"])
    assert obtain(options).stack.outputs["vpc"] == "vpc-1"
    saved = tmp_path / "network.json"
    saved.write_text(json.dumps({"vpc": "vpc-2"}))
    options = SourceOptions(stack="dev", folder=project(PROGRAM), stack_states=[f"acme/network/dev={saved}"])
    assert obtain(options).stack.outputs["vpc"] == "vpc-2"


def test_from_a_state_under_the_name_given(tmp_path):
    state = tmp_path / "state.json"
    state.write_text(json.dumps({"version": 3, "deployment": {"resources": []}}))
    stack = obtain(SourceOptions(stack="prod", state=state)).stack
    assert (stack.name, stack.deployed, stack.resources) == ("prod", True, [])


@pytest.mark.parametrize(
    ("name", "stack", "known"), [("shop", "dev", True), ("bank", "dev", False), ("shop", "prod", False)]
)
def test_from_a_state_with_the_settings_of_its_stack_file_where_that_is_here(project, name, stack, known):
    root = project("raise SystemExit", config="config:\n  shop:profile: development\n")
    urn = f"urn:pulumi:{stack}::{name}::pulumi:pulumi:Stack::{name}-{stack}"
    state = root / "state.json"
    resource = {"urn": urn, "type": "pulumi:pulumi:Stack", "custom": False}
    state.write_text(json.dumps({"version": 3, "deployment": {"resources": [resource]}}))
    found = obtain(SourceOptions(state=state, folder=root))
    assert found.config == ({"shop:profile": "development"} if known else {})
    assert found.root == (root if known else None)


def test_from_a_state_in_a_project_of_another_language(tmp_path):
    (tmp_path / "Pulumi.yaml").write_text("name: shop\nruntime: nodejs\n")
    state = tmp_path / "state.json"
    state.write_text(json.dumps({"version": 3, "deployment": {"resources": []}}))
    found = obtain(SourceOptions(stack="prod", state=state, folder=tmp_path))
    assert (found.stack.name, found.root, found.config) == ("prod", None, {})


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"config": ["a=1"], "python": "p"}, "--config, --python"),
        ({"simulate_config": True}, "--simulate-config"),
        ({"stack_outputs": ["a.b=c"], "stack_states": ["a=b"]}, "--stack-output, --stack-state"),
        ({"config_paths": True}, "--config-path"),
    ],
)
def test_from_a_state_without_what_only_a_program_could_use(tmp_path, options, said):
    with pytest.raises(UserError) as refused:
        obtain(SourceOptions(state=tmp_path, **options))
    assert str(refused.value) == f"{said}: nothing to do with --state, which runs no program; leave one of them out"


def test_from_nowhere_where_none_is_named(project, tmp_path):
    with pytest.raises(UserError, match=r"^no stack named; pass the STACK .* or --state FILE$"):
        obtain(SourceOptions(folder=project()))
    with pytest.raises(UserError, match="no such folder"):
        obtain(SourceOptions(stack="dev", folder=tmp_path / "none"))
    with pytest.raises(UserError, match=r"no stack 'prod': Pulumi\.prod\.yaml does not exist; stacks with a file: dev"):
        obtain(SourceOptions(stack="prod", folder=project()))


CLOUD = """
import pulumi, pulumi_aws as aws
account = aws.get_caller_identity().account_id
if pulumi.Config().get_bool("strict"):
    assert account == "123456789012"
pulumi.export("vpc", aws.ec2.Vpc("v", cidr_block="10.0.0.0/16").id)
pulumi.export("account", account)
pulumi.export("cidr", "10.0.0.0/16")
"""


def test_from_another_simulated_cloud_with_nothing_made_up_in_common(project):
    options = SourceOptions(stack="dev", folder=project(CLOUD))
    here, elsewhere = obtain(options).stack, obtain_elsewhere(options)
    assert {key for key in here.outputs if here.outputs[key] == elsewhere.outputs[key]} == {"cidr"}
    with_it = replace(options, deployed=here)
    assert obtain_elsewhere(with_it).outputs["vpc"] == here.outputs["vpc"]


def test_from_another_simulated_cloud_with_other_words_for_what_is_encrypted(project):
    program = """
import json, pulumi
config = pulumi.Config()
pulumi.export("plain", config.get("text"))
pulumi.export("word", "x:" + config.require("password"))
pulumi.export("digits", config.require_int("pin"))
pulumi.export("inner", [config.require_object("all")[key] for key in ("a", "b")])
"""
    stack = (
        "config: {shop:text: '[secret]', shop:password: {secure: v1}, shop:pin: {secure: v1},"
        " shop:all: {a: {secure: v1}, b: 1}}"
    )
    options = SourceOptions(stack="dev", folder=project(program, **{"Pulumi.dev.yaml": stack}))
    here, elsewhere = obtain(options).stack, obtain_elsewhere(options)
    assert (here.outputs["plain"], elsewhere.outputs["plain"]) == ("[secret]", "[secret]")
    assert (here.outputs["word"], elsewhere.outputs["word"]) == ("x:[secret]", "x:[secret] elsewhere")
    assert (here.outputs["inner"], elsewhere.outputs["inner"]) == (["[secret]", 1], ["[secret] elsewhere", 1])
    assert here.simulated_config.keys() == elsewhere.simulated_config.keys() == {"shop:pin"}


def test_from_another_simulated_cloud_that_the_program_can_bear(project):
    options = SourceOptions(stack="dev", folder=project(CLOUD), config=["strict=true"])
    obtain(options)
    with pytest.raises(UserError) as refused:
        obtain_elsewhere(options)
    assert str(refused.value).startswith(
        "dev: to tell what is simulated, the program is run again in another simulated cloud, where it fails:"
        " __main__.py:5: AssertionError"
    )
