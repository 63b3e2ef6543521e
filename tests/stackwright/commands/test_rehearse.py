"""`stackwright rehearse`..."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from stackwright.commands.rehearse import rehearse
from stackwright.errors import UserError
from stackwright.rehearsal import folder

Write = Callable[[Mapping[str, str]], Path]

# Writes down what it is called with, and asks the provider server for nothing.
FAKE = '#!/bin/sh\necho "$*" >> "$CALLS"; env > "$CALLS.env"; exit "${FAKE_EXIT:-0}"\n'


# What the engine asks a provider.
ASK = """
import os
import grpc
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc
port = os.environ["PULUMI_DEBUG_PROVIDERS"].rpartition(":")[2]
stub = provider_pb2_grpc.ResourceProviderStub(grpc.insecure_channel(f"127.0.0.1:{port}"))
request = provider_pb2.CreateRequest(urn="urn:pulumi:dev::shop::aws:sns/topic:Topic::orders")
request.properties["name"] = "named"
stub.Invoke(provider_pb2.InvokeRequest(tok="odd:x:y"))
open(os.environ["CALLS"] + ".answer", "w").write(stub.Create(request).properties["arn"])
"""


@pytest.fixture
def root(write: Write, tmp_path: Path) -> Path:
    found = write(
        {
            "Pulumi.yaml": "name: shop\nruntime: python\npackages: {local-x: ./x}\n",
            "Pulumi.dev.yaml": "config:\n  aws:region: eu-west-1\n",
            ".venv/lib/python3.11/site-packages/pulumi_acme/pulumi-plugin.json": '{"name": "acme"}',
            "bin/pulumi": FAKE,
        }
    )
    (found / "bin" / "pulumi").chmod(0o700)
    return found


@pytest.fixture
def run(root: Path, tmp_path: Path) -> Callable[..., tuple[int, str]]:
    """Rehearse a command; return its exit code and what was said."""

    def go(*command: str, environment: Mapping[str, str] | None = None, **options: Any) -> tuple[int, str]:
        err = io.StringIO()
        given = {"cwd": root, "fail": [], "keep": None, "forget": False, **options}
        calls = str(tmp_path / "calls")
        path = f"{root / 'bin'}{os.pathsep}{os.environ['PATH']}"
        user = {"PATH": path, "CALLS": calls, "HOME": str(tmp_path), **(environment or {})}
        return rehearse(command, environment=user, err=err, **given), err.getvalue()

    return go


def called(tmp_path: Path) -> list[str]:
    return (tmp_path / "calls").read_text().splitlines()


def environment(tmp_path: Path) -> dict[str, str]:
    return dict(line.split("=", 1) for line in (tmp_path / "calls.env").read_text().splitlines() if "=" in line)


def test_runs_the_command_and_passes_its_exit_code_through(run: Any, root: Path, tmp_path: Path) -> None:
    code, said = run("pulumi", "up", "-s", "dev", environment={"FAKE_EXIT": "0"})
    assert (code, said) == (0, "")
    assert [call.split()[0] for call in called(tmp_path)] == ["stack", "up"]
    assert run("sh", "-c", "exit 9") == (9, "")


def test_runs_a_script_that_calls_the_cli(run: Any, tmp_path: Path) -> None:
    assert run("sh", "-c", "pulumi whoami && pulumi version") == (0, "")
    assert called(tmp_path) == ["whoami", "version"]


def test_runs_a_cli_that_is_named_by_its_path(run: Any, root: Path, tmp_path: Path) -> None:
    other = root / "other" / "pulumi"
    other.parent.mkdir()
    other.write_text('#!/bin/sh\necho "other $*" >> "$CALLS"\n')
    other.chmod(0o700)
    run(str(other), "whoami")
    assert called(tmp_path) == ["other whoami"]


def test_attaches_every_package_that_the_program_may_use(run: Any, tmp_path: Path) -> None:
    before = list(sys.path)
    run("pulumi", "whoami")
    attached = environment(tmp_path)["PULUMI_DEBUG_PROVIDERS"].split(",")
    names, ports = zip(*(entry.split(":") for entry in attached), strict=True)
    assert {"aws", "kubernetes", "acme", "local-x", "pulumi-python"} <= set(names)
    assert len(set(ports)) == 1
    assert sys.path == before


def test_leaves_nothing_behind(run: Any, root: Path, tmp_path: Path) -> None:
    before = sorted(root.rglob("*"))
    run("pulumi", "up", "-s", "dev")
    home = Path(environment(tmp_path)["PULUMI_HOME"])
    assert home.parent.name.startswith("stackwright-rehearsal-")
    assert not home.parent.exists()
    assert [path for path in sorted(root.rglob("*")) if path.parent != tmp_path or path.is_dir()] == [
        path for path in before if path.parent != tmp_path or path.is_dir()
    ]


def test_keeps_the_state_where_told(run: Any, root: Path, tmp_path: Path) -> None:
    place = root / folder.KEPT
    code, said = run("pulumi", "whoami", keep=Path())
    assert code == 0
    assert said == f"stackwright: kept in {place}: rehearse --keep goes on from here, rehearse --forget removes it\n"
    assert environment(tmp_path)["PULUMI_BACKEND_URL"] == f"file://{place}/state"
    assert "the kept rehearsal was left alone; pass --keep to go on with it" in run("pulumi", "whoami")[1]


def test_keeps_the_state_in_the_folder_that_is_named(run: Any, tmp_path: Path) -> None:
    run("pulumi", "whoami", keep=tmp_path / "mine")
    assert folder.is_kept(tmp_path / "mine")
    assert run(keep=tmp_path / "mine", forget=True) == (0, "")
    assert not (tmp_path / "mine").exists()


def test_forgets_what_was_kept_and_starts_over(run: Any, root: Path) -> None:
    run("pulumi", "whoami", keep=Path())
    mark = root / folder.KEPT / "state" / "mark"
    mark.touch()
    run("pulumi", "whoami", keep=Path(), forget=True)
    assert (root / folder.KEPT).is_dir()
    assert not mark.exists()


def test_tells_of_a_failure_that_never_came(run: Any) -> None:
    code, said = run("pulumi", "whoami", fail=["orders=create"])
    assert code == 2
    assert said.startswith("stackwright: --fail orders=create: nothing failed")
    assert run("sh", "-c", "exit 7", fail=["orders=create"])[0] == 7


def test_keeps_a_script_from_the_users_own_state(run: Any, tmp_path: Path) -> None:
    script = "export PULUMI_BACKEND_URL=file:///real PULUMI_CONFIG_PASSPHRASE=x; pulumi whoami && pulumi whoami"
    code, said = run("sh", "-c", script, keep=tmp_path / "mine")
    found = environment(tmp_path)
    assert (code, said.count("\n")) == (0, 1)
    assert found["PULUMI_BACKEND_URL"] == f"file://{tmp_path}/mine/state"
    assert found["PULUMI_CONFIG_PASSPHRASE"] == (tmp_path / "mine" / "passphrase").read_text()


def test_answers_from_the_simulation_of_the_stack(run: Any, root: Path, tmp_path: Path) -> None:
    (root / "ask.py").write_text(ASK)
    code, said = run("sh", "-c", f"pulumi preview -s dev && {sys.executable} ask.py")
    assert (code, (tmp_path / "calls.answer").read_text()) == (0, "arn:aws:sns:eu-west-1:123456789012:named")
    assert said == "stackwright: look-up odd:x:y: nothing is known of its answer; it was left empty\n"


def test_runs_outside_a_project_too(run: Any) -> None:
    assert run("pulumi", "whoami", cwd=Path("/")) == (0, "")


@pytest.mark.parametrize(
    ("command", "options", "message"),
    [
        ((), {}, r"no command; write it after --, for instance: stackwright rehearse -- pulumi up --stack dev"),
        (("pulumi",), {"cwd": Path("/nowhere")}, r"/nowhere: no such folder; pass the folder of a Pulumi project"),
        (("pulumi",), {"fail": ["x"]}, r"--fail x: expected PATTERN=OPERATION"),
        (("nothing-here",), {}, r"nothing-here: command not found"),
        (("/nowhere/pulumi",), {}, r"/nowhere/pulumi: not found; install the Pulumi CLI"),
    ],
)
def test_says_in_one_line_what_is_wrong(
    run: Any, command: tuple[str, ...], options: Mapping[str, Any], message: str
) -> None:
    with pytest.raises(UserError, match=message):
        run(*command, **options)


def test_says_how_to_get_the_cli(run: Any) -> None:
    with pytest.raises(UserError) as raised:
        run("pulumi", "up", environment={"PATH": "/nowhere"})
    assert str(raised.value) == (
        "pulumi: not found; install the Pulumi CLI (https://www.pulumi.com/docs/install/), or put it on PATH"
    )


def test_reads_the_answers_that_the_project_has_committed(run: Any, root: Path) -> None:
    (root / "stackwright.context.json").write_text(json.dumps({"lookUps": [{}]}))
    with pytest.raises(UserError, match=r"stackwright\.context\.json: entry 1 has no lookUp"):
        run("pulumi", "whoami")
