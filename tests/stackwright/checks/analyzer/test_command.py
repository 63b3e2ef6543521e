"""The command that runs a policy pack..."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from stackwright.checks.analyzer import command, project
from stackwright.errors import UserError

PYTHON = "runtime: python\n"


@pytest.fixture(autouse=True)
def _nothing_activated(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VIRTUAL_ENV", "PULUMI_PYTHON_CMD", "PULUMI_HOME"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def found(write: Any) -> Any:
    def find(text: str, **files: str) -> command.Command:
        named = {name.replace("__", "/") if name != "__main__" else "__main__.py": text for name, text in files.items()}
        return command.find(project.read(write({"PulumiPolicy.yaml": text, **named})))

    return find


@pytest.fixture
def program(tmp_path: Path) -> Any:
    def make(path: str) -> Path:
        made = tmp_path / path
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_text("#!/bin/sh\n")
        made.chmod(0o755)
        return made

    return make


def refusal(found: Any, text: str, **files: str) -> str:
    with pytest.raises(UserError) as refused:
        found(text, **files)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def without_policy_sdk(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "pulumi_policy" else real(name))


def test_of_python_is_the_sdks_runner_on_the_tools_interpreter(found: Any, tmp_path: Path) -> None:
    made = found(PYTHON, __main__="")
    assert made.program == [sys.executable, "-u", "-m", "pulumi.policy"]
    assert (made.arguments, made.variables, made.note) == ([str(tmp_path)], {}, "")


def test_of_python_runs_on_the_environment_that_the_pack_names(found: Any, program: Any, tmp_path: Path) -> None:
    python = program("rules/.venv/bin/python")
    made = found("runtime: {name: python, options: {virtualenv: rules/.venv}}\n", __main__="")
    assert made.program[0] == str(python)
    assert made.variables["VIRTUAL_ENV"] == str(tmp_path / "rules" / ".venv")
    assert made.variables["PATH"].split(os.pathsep)[0] == str(python.parent)


def test_of_python_falls_back_to_the_tools_interpreter_and_says_so(found: Any) -> None:
    made = found("runtime: {name: python, options: {virtualenv: none}}\n", __main__="")
    assert made.program[0] == sys.executable
    assert made.note == (
        "PulumiPolicy.yaml names virtualenv 'none', which does not exist; run `pulumi install` (or `python -m venv "
        "none && none/bin/pip install -r requirements.txt`); it ran in the environment that stackwright runs in"
    )


def test_of_python_is_refused_where_nothing_has_the_policy_sdk(
    found: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    without_policy_sdk(monkeypatch)
    assert refusal(found, PYTHON, __main__="") == (
        f"policy pack {tmp_path}: package pulumi_policy is not installed in the environment that stackwright runs in; "
        "run `python -m pip install pulumi-policy`; or name the pack's own virtualenv in PulumiPolicy.yaml"
    )
    missing = refusal(found, "runtime: {name: python, options: {virtualenv: none}}\n", __main__="")
    assert f"policy pack {tmp_path}: PulumiPolicy.yaml names virtualenv 'none', which does not exist" in missing


def test_of_python_is_refused_for_a_toolchain_that_there_is_not(found: Any, tmp_path: Path) -> None:
    said = refusal(found, "runtime: {name: python, options: {toolchain: conda}}\n", __main__="")
    assert said.startswith(f"policy pack {tmp_path}: PulumiPolicy.yaml: runtime: toolchain: expected pip, poetry or uv")


def test_of_python_runs_a_package_that_can_be_built(found: Any, write: Any) -> None:
    text = '[project]\nname = "acme-rules"\n[build-system]\nbuild-backend = "hatchling.build"\n'
    write({"pyproject.toml": text})
    made = found(PYTHON)
    assert (made.program[1:], made.arguments) == (["-u", "-m", "pulumi.run.plugin", "acme-rules"], [])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (None, "neither __main__.py nor a pyproject.toml with a name and a build backend; add a __main__.py"),
        ("[project]\nname = 'x'\n", "neither __main__.py nor a pyproject.toml with a name and a build backend"),
        ("[project\n", "pyproject.toml: cannot be read: "),
    ],
)
def test_of_python_is_refused_where_there_is_nothing_to_run(found: Any, write: Any, text: Any, why: str) -> None:
    if text is not None:
        write({"pyproject.toml": text})
    assert why in refusal(found, PYTHON)


def test_of_python_says_how_to_install_what_a_pack_misses(found: Any, program: Any, tmp_path: Path) -> None:
    program("venv/bin/python")
    made = found("runtime: {name: python, options: {virtualenv: venv}}\n", __main__="")
    pack = project.read(tmp_path)
    assert made.remedy(pack, "ModuleNotFoundError: No module named 'pulumi_policy'") == (
        "package pulumi_policy is not installed in virtualenv 'venv'; run `venv/bin/pip install pulumi-policy`"
    )
    assert made.remedy(pack, "ValueError: boom") == ""


def test_of_nodejs_is_the_sdks_runner(found: Any, program: Any, tmp_path: Path, monkeypatch: Any) -> None:
    node = program("programs/node")
    monkeypatch.setenv("PATH", str(node.parent))
    run = tmp_path / "node_modules" / "@pulumi" / "pulumi" / "cmd" / "run-policy-pack"
    run.mkdir(parents=True)
    made = found("runtime: nodejs\n")
    assert (made.program, made.arguments) == ([str(node), str(run)], [str(tmp_path)])
    assert made.variables == {"PULUMI_NODEJS_TYPESCRIPT": "true"}
    assert made.remedy(project.read(tmp_path), "No module named 'x'") == ""


def test_of_nodejs_follows_the_packs_options(found: Any, program: Any, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("PATH", str(program("programs/node").parent))
    (tmp_path / "node_modules" / "@pulumi" / "pulumi" / "cmd" / "run-policy-pack").mkdir(parents=True)
    made = found("runtime: {name: nodejs, options: {typescript: false, tsconfig: a.json, nodeargs: '--a \"b c\"'}}\n")
    assert made.program[2:] == ["--a", "b c"]
    assert made.variables == {"PULUMI_NODEJS_TSCONFIG_PATH": "a.json"}


def test_of_nodejs_is_refused_without_node(found: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refusal(found, "runtime: nodejs\n") == (
        f"policy pack {tmp_path}: runtime nodejs needs node, which is not on PATH; install Node.js"
    )


def test_of_nodejs_is_refused_without_the_sdk(found: Any, program: Any, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("PATH", str(program("programs/node").parent))
    assert refusal(found, "runtime: nodejs\n") == (
        f"policy pack {tmp_path}: Pulumi's SDK is not installed there; run `npm install` in {tmp_path}"
    )


def test_of_another_runtime_is_its_plugin_on_path(found: Any, program: Any, monkeypatch: Any) -> None:
    plugin = program("programs/pulumi-analyzer-policy-opa")
    monkeypatch.setenv("PATH", str(plugin.parent))
    made = found("runtime: {name: opa, options: {strict: true, mode: x, none: }}\n")
    assert (made.program, made.arguments) == ([str(plugin)], [".", "-mode=x", "-strict=true"])


def test_of_another_runtime_is_the_newest_plugin_that_is_installed(
    found: Any, program: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PULUMI_HOME", str(tmp_path / "home"))
    for version in ("0.9.0", "0.10.1", "0.2.0"):
        newest = program(f"home/plugins/analyzer-policy-opa-v{version}/pulumi-analyzer-policy-opa")
    newest = tmp_path / "home/plugins/analyzer-policy-opa-v0.10.1/pulumi-analyzer-policy-opa"
    assert found("runtime: opa\n").program == [str(newest)]


def test_of_another_runtime_is_refused_without_its_plugin(
    found: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PULUMI_HOME", str(tmp_path / "home"))
    assert refusal(found, "runtime: opa\n") == (
        f"policy pack {tmp_path}: runtime 'opa' is run by pulumi-analyzer-policy-opa, which is neither on PATH nor "
        "among Pulumi's plugins; run `pulumi plugin install analyzer policy-opa`, or put it on PATH"
    )
