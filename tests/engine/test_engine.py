"""The real engine builds, keeps and takes down what the stack files describe, on a simulated cloud."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from .conftest import Rehearsal

DEV_SECRET = "sk_live_a_value_that_must_not_be_seen"
SIGNATURE = "4dabf18193072939515e22adb298388d"  # Pulumi's mark of a value that is not plain JSON
SECRET_MARK = "1b47061264138c4ac30d75fd1eb44270"
CHANGED = re.compile(r"\d+ (?:created|updated|replaced|deleted)")


def plain(value: Any, project: Path) -> Any:
    """Return a value of the state as a preview writes it: secrets by marker, assets by their place in the project."""
    if isinstance(value, list):
        return [plain(item, project) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get(SIGNATURE) == SECRET_MARK:
        return "[secret]"
    table = {key: plain(item, project) for key, item in value.items()}
    if SIGNATURE in table:
        table.pop("hash", None)
        if "path" in table:
            table["path"] = table["path"].removeprefix(f"{project}/")
    return table


def deployed(rehearsal: Rehearsal, stack: str, previewed: dict[str, Any]) -> dict[str, Any]:
    """Return URN -> what a resource in the state is, without names that were made for it and are as previewed."""
    found = {}
    for resource in rehearsal.resources(stack):
        if "::pulumi:providers:" in resource["urn"] and "::default" in resource["urn"]:
            continue
        outputs = previewed.get(resource["urn"], {}).get("outputs", {})
        inputs = plain(resource.get("inputs", {}), rehearsal.project)
        given = previewed.get(resource["urn"], {}).get("inputs", {})
        made = {key for key, value in inputs.items() if key not in given and value == outputs.get(key)}
        one = {
            "type": resource["type"],
            "parent": resource.get("parent", ""),
            "id": resource.get("id", ""),
            "inputs": {key: value for key, value in inputs.items() if key not in made},
            "outputs": plain(resource.get("outputs", {}), rehearsal.project),
        }
        found[resource["urn"]] = without_the_engines(one) if one["type"].startswith("pulumi:providers:") else one
    return found


def without_the_engines(provider: dict[str, Any]) -> dict[str, Any]:
    """Return a provider without what the engine gives it: an id, another one each time, and the plugin's version."""
    del provider["id"]
    for part in ("inputs", "outputs"):
        provider[part] = {key: value for key, value in provider[part].items() if key not in ("version", "__internal")}
    return provider


def assert_as_previewed(rehearsal: Rehearsal, stack: str) -> None:
    """The engine's resources are those of the preview: URNs, types, parents, ids, inputs and outputs."""
    previewed = {resource["urn"]: resource for resource in rehearsal.preview(stack)}
    found = deployed(rehearsal, stack, previewed)
    assert sorted(found) == sorted(previewed)
    for urn, resource in found.items():
        assert resource == {key: previewed[urn][key] for key in resource}, urn


def test_dev_fails_where_told_then_goes_on_and_changes_nothing_more_then_one_setting(rehearsal: Rehearsal) -> None:
    before = rehearsal.files()

    failed = rehearsal.up("dev", "--fail", "aws:rds/instance:Instance=create", fails=True)
    assert "CreateDBInstance, https response error StatusCode: 400" in failed
    assert "InsufficientDBInstanceCapacity" in failed
    built = {resource["type"] for resource in rehearsal.resources("dev")}
    assert "aws:ec2/vpc:Vpc" in built
    assert "aws:rds/instance:Instance" not in built

    assert re.search(r"\+ \d+ created\n    \d+ unchanged", rehearsal.up("dev"))
    assert not CHANGED.search(rehearsal.up("dev"))
    assert_as_previewed(rehearsal, "dev")
    assert rehearsal.files() == before

    stack_file = rehearsal.project / "Pulumi.dev.yaml"
    stack_file.write_text(stack_file.read_text().replace("storageGib: 20", "storageGib: 30"))
    changed = rehearsal.up("dev")
    assert re.search(r"~  aws:rds:Instance database updated .*~allocatedStorage", changed)
    assert [summary.split()[1] for summary in CHANGED.findall(changed)] == ["updated"]  # with its alarms, in place

    down = rehearsal.run("pulumi destroy --yes --skip-preview --stack dev")
    assert CHANGED.findall(down)[-1].endswith(" deleted")
    assert rehearsal.resources("dev") == []


def test_prod_is_as_previewed_and_is_not_taken_down_until_it_is_told_to_destroy(rehearsal: Rehearsal) -> None:
    before = rehearsal.files()
    rehearsal.up("prod")
    assert not CHANGED.search(rehearsal.up("prod"))
    assert_as_previewed(rehearsal, "prod")
    built = len(rehearsal.resources("prod"))

    refused = rehearsal.run("pulumi destroy --yes --stack prod", fails=True)
    assert "database" in refused
    assert "protect" in refused
    assert len(rehearsal.resources("prod")) == built

    rehearsal.run("pulumi config set removal destroy --stack prod")
    rehearsal.up("prod")
    rehearsal.run("pulumi destroy --yes --skip-preview --stack prod")
    assert rehearsal.resources("prod") == []
    assert rehearsal.files() == before


def test_keeps_a_secure_value_out_of_the_state_the_output_and_the_project(rehearsal: Rehearsal) -> None:
    """The value is encrypted in the rehearsal's stack file, travels as a secret, and is encrypted in the state."""
    printed = rehearsal.run(
        "pulumi config set --stack dev --path secrets.stripe.description 'Payment provider key'"
        " && pulumi config set --stack dev --path secrets.stripe.source supplied"
        f" && pulumi config set --stack dev --secret --path secretValues.stripe {DEV_SECRET}"
        " && pulumi up --yes --skip-preview --stack dev"
    )
    versions = [
        resource
        for resource in rehearsal.resources("dev")
        if resource["type"] == "aws:secretsmanager/secretVersion:SecretVersion"
    ]

    assert any("ciphertext" in json.dumps(version["inputs"]["secretString"]) for version in versions)
    assert DEV_SECRET not in printed
    for folder in (rehearsal.kept, rehearsal.project):
        assert [path for path in folder.rglob("*") if path.is_file() and DEV_SECRET.encode() in path.read_bytes()] == []


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ("--path network.nat twin", "stackwright:network.nat"),
        ("--path services.api.cpu 3", "stackwright:services.api.cpu"),
    ],
)
def test_refuses_a_mistake_in_one_line_and_registers_nothing(rehearsal: Rehearsal, arguments: str, line: str) -> None:
    printed = rehearsal.run(f"pulumi config set --stack dev {arguments} && pulumi preview --stack dev", fails=True)

    assert f"Pulumi.dev.yaml: {line}: " in printed
    assert "Traceback" not in printed
    assert "aws:" not in printed


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_leaves_nothing_behind_when_it_is_interrupted(rehearsal: Rehearsal, number: signal.Signals, code: int) -> None:
    before = rehearsal.files()
    process = subprocess.Popen(
        rehearsal.arguments("pulumi up --yes --skip-preview --stack dev"),
        env=rehearsal.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if "aws:" in line and "creating" in line:
            break
    os.killpg(process.pid, number)
    process.communicate(timeout=90)

    assert process.returncode == code
    deadline = time.monotonic() + 10  # what the engine has ended may take a moment to be gone
    while left(rehearsal) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert left(rehearsal) == []
    assert rehearsal.files() == before


def left(rehearsal: Rehearsal) -> list[str]:
    """Return the command lines of the processes that run in the rehearsal's environment."""
    if not Path("/proc/self/environ").exists():
        return []
    mark = f"TMPDIR={rehearsal.environment['TMPDIR']}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue  # another user's, or gone
    return found
