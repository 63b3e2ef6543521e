"""The `pulumi` that stands in front of the real one..."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from stackwright.errors import UserError
from stackwright.rehearsal.arguments import Call
from stackwright.rehearsal.folder import Folder, kept
from stackwright.rehearsal.shim import Settings, Shim, install, main

from .conftest import FakeCli

Write = Callable[[Mapping[str, str]], Path]
Run = Callable[..., Any]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return kept(tmp_path / "rehearsal")


@pytest.fixture
def root(write: Write) -> Path:
    return (
        write({"app/Pulumi.yaml": "name: shop\nruntime: python\n", "app/Pulumi.dev.yaml": "config: {a: x}\n"}) / "app"
    )


@pytest.fixture
def settings(folder: Folder, fake_cli: FakeCli, tmp_path: Path) -> dict[str, Any]:
    return {
        "pulumi": str(fake_cli.program),
        "root": str(folder.root),
        "user_home": str(tmp_path / "home"),
        "passphrase": False,
        "own_backend": False,
        "environment": {"PULUMI_BACKEND_URL": f"file://{folder.state}", "PULUMI_CONFIG_PASSPHRASE": "ours"},
    }


@pytest.fixture
def run(root: Path, folder: Folder, settings: dict[str, Any]) -> Run:
    """Return what the real CLI is called with, and set `run.environment` to what in."""

    def arguments(text: str, *, own: Path | None = None, **environment: str) -> list[str] | None:
        state = own or folder.state
        run.environment = {"PATH": os.environ["PATH"], "PULUMI_BACKEND_URL": f"file://{state}", **environment}
        shim = Shim(Settings(**{**settings, "own_backend": own is not None}), run.environment)
        found = shim.arguments(Call(tuple(text.split())), root)
        return None if found is None else list(found)

    run: Any = arguments
    return arguments


def copy(folder: Folder, stack: str = "dev") -> Path:
    return folder.stack_files("shop") / f"Pulumi.{stack}.yaml"


def test_makes_the_stack_and_gives_it_a_file_of_its_own(
    run: Run, root: Path, folder: Folder, fake_cli: FakeCli
) -> None:
    before = (root / "Pulumi.dev.yaml").read_bytes()
    assert run("up --yes -s acme/shop/dev") == ["up", "--config-file", str(copy(folder)), "--yes", "-s", "dev"]
    place = folder.stack_files("shop")
    assert fake_cli.calls() == [f"{place}|stack init dev --no-select --non-interactive --color=never|stack="]
    assert (root / "Pulumi.dev.yaml").read_bytes() == before


def test_makes_the_stack_once(run: Run, fake_cli: FakeCli) -> None:
    run("up -s dev")
    run("config set a b -s dev")
    assert len(fake_cli.calls()) == 1


def test_says_which_stack_is_meant_where_the_call_does_not(run: Run, folder: Folder) -> None:
    assert run("preview") == ["preview", "--config-file", str(copy(folder))]
    assert run.environment["PULUMI_STACK"] == "dev"


def test_takes_the_stack_file_that_is_named(run: Run, root: Path, folder: Folder) -> None:
    (root / "other.yaml").write_text("config: {b: y}\n")
    assert run("up -s dev --config-file other.yaml") == ["up", "--config-file", str(copy(folder)), "-s", "dev"]
    assert (folder.stack_files("shop") / "Pulumi.dev.origin").read_text() == "config: {b: y}\n"


def test_stands_in_for_secrets_that_nobody_can_read(
    run: Run, root: Path, fake_cli: FakeCli, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "Pulumi.dev.yaml").write_text("config: {token: {secure: v1:a:b}}\n")
    run("up -s dev")
    run("up -s dev")
    assert [call.split("|")[1] for call in fake_cli.calls()[1:]] == [
        "config set-all --path --stack dev --secret shop:token=[secret] --non-interactive --color=never"
    ]
    assert capsys.readouterr().err.count("1 secret value cannot be read here and stands as [secret]") == 1


@pytest.mark.parametrize("text", ["stack init two", "stack init acme/two", "stack init -s two"])
def test_makes_a_stack_where_told_and_selects_it(run: Run, fake_cli: FakeCli, text: str) -> None:
    assert run(text) == ["stack", "select", "two"]
    assert "stack init two" in fake_cli.calls()[0]


def test_makes_a_stack_without_selecting_it(run: Run) -> None:
    assert run("stack init two --no-select") is None


def test_makes_a_stack_in_the_folder_that_is_named(run: Run, root: Path) -> None:
    (root / "down").mkdir()
    assert run("-C down stack init two") == ["-C", "down", "stack", "select", "two"]


def test_lets_the_cli_refuse_a_stack_that_is_there(run: Run) -> None:
    run("stack init two")
    assert run("stack init two") == ["stack", "init", "two"]


def test_makes_a_stack_that_is_selected_and_has_a_file(run: Run, fake_cli: FakeCli) -> None:
    assert run("stack select dev") == ["stack", "select", "dev"]
    assert len(fake_cli.calls()) == 1
    assert run("stack select none") == ["stack", "select", "none"]
    assert len(fake_cli.calls()) == 1
    assert run("stack select -c new") == ["stack", "select", "-c", "new"]
    assert len(fake_cli.calls()) == 2


def test_keeps_the_projects_stack_file_from_being_removed(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("stack rm --yes dev") == ["stack", "rm", "--preserve-config", "--yes", "dev"]
    assert run("stack rm --preserve-config dev") == ["stack", "rm", "--preserve-config", "dev"]
    assert "--remove" not in run("destroy --remove -s dev")
    assert "the stack was kept, for its file is the project's" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["stack rename x", "stack change-secrets-provider default", "config cp -d x"])
def test_refuses_what_writes_to_the_projects_stack_files(run: Run, text: str) -> None:
    verb = " ".join(text.split()[:2])
    with pytest.raises(UserError, match=f"pulumi {verb}: writes to the project's own stack files"):
        run(text)


@pytest.mark.parametrize("verb", ["login", "logout"])
def test_leaves_out_logging_in_and_out(run: Run, verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(f"{verb} --local") is None
    assert (
        capsys.readouterr().err == f"stackwright: pulumi {verb}: left out, as a rehearsal keeps its state to itself\n"
    )


@pytest.mark.parametrize("text", ["up --help", "whoami", "stack ls", "version", ""])
def test_passes_on_what_needs_no_stack(run: Run, fake_cli: FakeCli, text: str) -> None:
    assert run(text) == text.split()
    assert fake_cli.calls() == []


def test_passes_on_a_call_whose_stack_nobody_knows(run: Run, root: Path) -> None:
    (root / "Pulumi.prod.yaml").touch()
    assert run("up") == ["up"]


def test_passes_on_a_call_outside_a_project(settings: dict[str, Any], tmp_path: Path) -> None:
    assert Shim(Settings(**settings), {}).arguments(Call(("up", "-s", "dev")), tmp_path / "none") == ("up", "-s", "dev")


def test_says_why_a_stack_cannot_be_made(run: Run) -> None:
    with pytest.raises(UserError, match="stack refuse cannot be made: error: no"):
        run("up -s refuse")


@pytest.mark.parametrize("packed", [False, True])
def test_does_not_touch_real_resources_in_the_users_own_backend(run: Run, tmp_path: Path, packed: bool) -> None:
    stacks = tmp_path / "own" / ".pulumi" / "stacks" / "shop"
    stacks.mkdir(parents=True)
    content = json.dumps({"resources": [{"urn": "urn:pulumi:dev::shop::a:b:C::d"}]}).encode()
    name, content = ("dev.json.gz", gzip.compress(content)) if packed else ("dev.json", content)
    (stacks / name).write_bytes(content)
    with pytest.raises(UserError, match="holds resources that no rehearsal made; unset PULUMI_BACKEND_URL"):
        run("up -s dev", own=tmp_path / "own")


def test_goes_on_with_what_a_rehearsal_made_in_the_users_own_backend(run: Run, tmp_path: Path) -> None:
    run("up -s dev", own=tmp_path / "own")
    (tmp_path / "own" / ".pulumi" / "stacks" / "shop" / "dev.json").write_text('{"urn": "made by a rehearsal"}')
    assert run("up -s dev", own=tmp_path / "own")


def test_becomes_the_real_one(
    folder: Folder, settings: dict[str, Any], root: Path, fake_cli: FakeCli, tmp_path: Path
) -> None:
    script = install(folder, Settings(**settings))
    (root / "stackwright").mkdir()  # a module of the project's own must not be taken for ours
    (root / "stackwright" / "__init__.py").write_text("raise SystemExit('taken')")
    environment = {"PATH": os.environ["PATH"], "PULUMI_BACKEND_URL": f"file://{folder.state}", "FAKE_EXIT": "5"}
    done = subprocess.run([script, "up", "--message", "two words"], cwd=root, env=environment, check=False)
    assert done.returncode == 5
    assert fake_cli.calls()[1:] == [f"{root}|up --config-file {copy(folder)} --message two words|stack=dev"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [(["login"], 0, "left out"), (["stack", "rename", "x"], 2, "stackwright: pulumi stack rename: writes to")],
)
def test_ends_where_nothing_is_left_to_do(
    folder: Folder,
    settings: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    said: str,
) -> None:
    install(folder, Settings(**settings))
    monkeypatch.setattr("sys.argv", ["-c", str(folder.programs / "settings.json"), *arguments])
    with pytest.raises(SystemExit) as raised:
        main()
    assert raised.value.code == code
    assert said in capsys.readouterr().err


def test_hands_its_arguments_and_environment_to_the_real_one(
    folder: Folder, settings: dict[str, Any], root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(folder, Settings(**settings))
    called: list[Any] = []
    monkeypatch.setattr("os.execve", lambda *arguments: called.extend(arguments))
    monkeypatch.setattr("sys.argv", ["-c", str(folder.programs / "settings.json"), "preview"])
    monkeypatch.setenv("PULUMI_BACKEND_URL", f"file://{folder.state}")
    monkeypatch.delenv("PULUMI_STACK", raising=False)
    monkeypatch.chdir(root)
    main()
    program, arguments, environment = called
    assert (program, arguments) == (settings["pulumi"], ["pulumi", "preview", "--config-file", str(copy(folder))])
    assert environment["PULUMI_STACK"] == "dev"


def test_keeps_to_the_rehearsals_state_whatever_the_script_has_set(
    folder: Folder,
    settings: dict[str, Any],
    root: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    install(folder, Settings(**settings))
    environments: list[Any] = []
    monkeypatch.setattr("os.execve", lambda *arguments: environments.append(arguments[2]))
    monkeypatch.setattr("sys.argv", ["-c", str(folder.programs / "settings.json"), "destroy", "-s", "dev"])
    monkeypatch.setenv("PULUMI_BACKEND_URL", f"file://{tmp_path}/real")
    monkeypatch.setenv("PULUMI_CONFIG_PASSPHRASE", "theirs")
    monkeypatch.chdir(root)
    main()
    main()
    for environment in environments:
        assert environment["PULUMI_BACKEND_URL"] == f"file://{folder.state}"
        assert environment["PULUMI_CONFIG_PASSPHRASE"] == "ours"
    assert len(environments) == 2
    assert (folder.state / ".pulumi" / "stacks" / "shop" / "dev.json").is_file()
    assert not (tmp_path / "real").exists()
    told = "stackwright: the backend that the command has set was left out, as a rehearsal keeps its state to itself\n"
    assert capsys.readouterr().err == told
    install(folder, Settings(**settings))  # the next rehearsal in a folder that is kept tells again
    main()
    assert capsys.readouterr().err == told


def test_ends_silently_where_it_is_interrupted(folder: Folder, settings: dict[str, Any], root: Path) -> None:
    script = install(folder, Settings(**settings))
    done = subprocess.run(
        [script, "up", "-s", "interrupt"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        # Jobs in a shell's background are started deaf to it, and hand that on.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
