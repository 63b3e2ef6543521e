"""The command line..."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from importlib import metadata
from pathlib import Path

import pytest

from stackwright import cli, verbs

TOPIC = "import pulumi, pulumi_aws as aws\npulumi.export('arn', aws.sns.Topic('t', name='x').arn)\n"


@pytest.fixture
def verb(monkeypatch):
    """Put an action in the place of `preview`."""

    def into(action) -> None:
        monkeypatch.setattr(verbs.preview, "_preview", action)

    return into


def stop(error: BaseException):
    def action(_options):
        raise error

    return action


def test_previews_a_stack(project, capsys):
    assert cli.run(["preview", "dev", "-C", str(project(TOPIC)), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["outputs"] == {"arn": "arn:aws:sns:eu-west-1:123456789012:x"}


def test_takes_the_folder_it_is_in_for_the_project(project, capsys, monkeypatch):
    monkeypatch.chdir(project(TOPIC))
    assert cli.run(["preview", "dev", "--all"]) == 0
    assert "t  sns.Topic" in capsys.readouterr().out


def test_passes_configuration_on(project, capsys):
    root = project("import pulumi\npulumi.export('a', pulumi.Config().get_object('a'))\n")
    arguments = ["preview", "dev", "--cwd", str(root), "--format", "json", "--config-path"]
    assert cli.run([*arguments, "-c", "a.b=1", "--config", "a.c[0]=x"]) == 0
    assert json.loads(capsys.readouterr().out)["outputs"] == {"a": {"b": 1, "c": ["x"]}}


def test_pins_its_exit_codes():
    assert (cli.FINE, cli.FINDINGS, cli.WRONG_INPUT, cli.BUG, cli.INTERRUPTED) == (0, 1, 2, 3, 130)


def test_returns_what_the_verb_returns(verb):
    verb(lambda _options: cli.FINDINGS)
    assert cli.run(["preview", "dev"]) == 1


def test_says_what_the_user_can_mend_in_one_line(project, capsys):
    assert cli.run(["preview", "prod", "-C", str(project())]) == 2
    assert capsys.readouterr() == (
        "",
        "stackwright: no stack 'prod': Pulumi.prod.yaml does not exist; stacks with a file: dev"
        "; --simulate-config runs without one\n",
    )


def test_says_where_the_users_program_fails_without_a_traceback(project, capsys):
    assert cli.run(["preview", "dev", "-C", str(project("x = 1\nx / 0\n"))]) == 2
    assert capsys.readouterr() == (
        "",
        "stackwright: __main__.py:2: ZeroDivisionError: division by zero\n    x / 0\n",
    )


def test_ends_with_130_when_interrupted(verb, capsys):
    verb(stop(KeyboardInterrupt()))
    assert cli.run(["preview", "dev"]) == 130
    assert capsys.readouterr() == ("", "stackwright: interrupted\n")


def test_ends_with_3_and_a_traceback_where_the_fault_is_its_own(verb, capsys):
    verb(stop(RuntimeError("our own")))
    assert cli.run(["preview", "dev"]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Traceback (most recent call last):\n")
    assert err.endswith(
        "RuntimeError: our own\nstackwright: this is a bug in stackwright; please report it with the text above\n"
    )


BAD = "import pulumi_aws as aws\naws.rds.Instance('d', instance_class='db.t4g.micro', storage_encrypted=False)\n"
POLICY = str(Path(__file__).parents[2] / "policy")


@pytest.fixture
def broken_pipe(monkeypatch):
    """Give standard output a pipe that nobody reads."""
    read, write = os.pipe()
    os.close(read)
    with contextlib.suppress(BrokenPipeError), os.fdopen(write, "w", encoding="utf-8") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        yield pipe


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit"])
@pytest.mark.parametrize(("program", "code"), [(BAD, 1), ("", 0)])
def test_ends_with_what_it_found_where_its_reader_left(project, broken_pipe, capfd, form, program, code):
    root = str(project(program))
    assert cli.run(["preview", "dev", "-C", root, "--policy-pack", POLICY, "--format", form]) == code
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
@pytest.mark.parametrize("verb", [["list"], ["explain", "rds-encrypted"]])
def test_ends_with_0_where_the_reader_of_rules_left(broken_pipe, capfd, verb, form):
    assert cli.run(["policy", *verb, "--policy-pack", POLICY, "--format", form]) == 0
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("code", [0, 1])
@pytest.mark.parametrize("way", ["write", "writelines"])
def test_ends_with_the_trials_result_where_its_reader_left(broken_pipe, monkeypatch, way, code):
    def lengthy(*_arguments, out, **_options):
        getattr(out, way)("xy" * 100_000)
        return code

    monkeypatch.setattr("stackwright.commands.policy.test", lengthy)
    assert cli.run(["policy", "test", "--policy-pack", POLICY]) == code


def test_is_content_when_its_reader_leaves(verb, capfd):
    kept = os.dup(sys.stdout.fileno())
    verb(stop(BrokenPipeError()))
    try:
        assert cli.run(["preview", "dev"]) == 0
    finally:
        os.dup2(kept, sys.stdout.fileno())
        os.close(kept)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "stackwright: error: the following arguments are required: VERB"),
        (["deploy"], "stackwright: error: argument VERB: invalid choice: 'deploy'"),
        (["preview", "dev", "--format", "pdf"], "argument --format: invalid choice: 'pdf'"),
        (["preview", "dev", "--what"], "error: unrecognized arguments: --what"),
    ],
)
def test_ends_with_2_where_the_arguments_are_wrong(arguments, message, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.run(arguments)
    out, err = capsys.readouterr()
    assert (ended.value.code, out) == (2, "")
    assert message in err


def test_shows_a_state_file_without_a_project(tmp_path, capsys):
    state = tmp_path / "state.json"
    state.write_text('{"version": 3, "deployment": {"resources": []}}')
    assert cli.run(["preview", "prod", "--state", str(state), "-C", str(tmp_path)]) == 0
    assert "as deployed: read from the stack's state" in capsys.readouterr().out


def test_ends_with_2_where_no_stack_is_named(capsys):
    assert cli.run(["preview"]) == 2
    assert capsys.readouterr().err.startswith("stackwright: no stack named; pass the STACK ")


def test_hands_on_what_is_said_of_other_stacks(project, capsys):
    program = """
        import pulumi
        pulumi.export("vpc", pulumi.StackReference("acme/network/dev").get_output("vpc"))
        """
    root = str(project(program))
    assert cli.run(["preview", "dev", "-C", root, "--stack-output", "acme/network/dev.vpc=vpc-1"]) == 0
    assert "vpc  vpc-1" in capsys.readouterr().out
    assert cli.run(["preview", "dev", "-C", root, "--stack-state", "acme/network/dev=none.json"]) == 2
    assert "none.json" in capsys.readouterr().err


def test_hands_a_command_to_the_rehearsal(monkeypatch, tmp_path):
    given = {}

    def rehearse(command, **options):
        given.update(options, command=command)
        return 7

    monkeypatch.setattr("stackwright.commands.rehearse.rehearse", rehearse)
    arguments = ["--fail", "db=create", "--keep", "--forget", "-C", str(tmp_path), "--", "pulumi", "up", "--yes"]
    assert cli.run(["rehearse", *arguments]) == 7
    assert given.pop("environment") is os.environ
    assert given.pop("err") is sys.stderr
    assert given == {
        "command": ["pulumi", "up", "--yes"],
        "cwd": tmp_path,
        "fail": ["db=create"],
        "keep": Path(),
        "forget": True,
    }


def test_says_its_version(capsys, monkeypatch):
    monkeypatch.setattr(metadata, "version", lambda name: f"1.2.3 of {name}")
    with pytest.raises(SystemExit) as ended:
        cli.run(["--version"])
    assert (ended.value.code, capsys.readouterr().out) == (0, "stackwright 1.2.3 of stackwright\n")


def test_says_so_where_it_is_run_from_its_source(capsys, monkeypatch):
    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)
    with pytest.raises(SystemExit) as ended:
        cli.run(["--version"])
    assert (ended.value.code, capsys.readouterr().out) == (0, "stackwright (not installed)\n")


@pytest.mark.parametrize("arguments", [["--help"], ["preview", "--help"]])
def test_explains_itself(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.run(arguments)
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("usage: stackwright")
