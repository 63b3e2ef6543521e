"""The real engine, run with the pack, says of a stack what the tool says without it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from .conftest import ROOT, Rehearsal

VIOLATION = re.compile(
    r" +- \[(mandatory|advisory|remediate)\] (?:\[severity: \w+\] +)?(\S+)  \((\S+: .+|\d+ resources?)\)"
)
FAILED = "error: preview failed"
UNENCRYPTED = ("components/database/instance.py", '"storage_encrypted": True', '"storage_encrypted": False')
OLD_METADATA = ("components/network/nat_instance.py", '"http_tokens": "required"', '"http_tokens": "optional"')
EXCEPTION = """
- rule: rds-encrypted
  resource: "*aws:rds/instance:Instance::database"
  reason: Holds nothing but generated test data.
  owner: platform@acme.example
  ticket: PLAT-900
  expires: {last}
"""

Place = tuple[str, str]
"""Rule, and logical name of the resource."""


class Guarded:
    """A copy of this project with the pack in it."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        self._rehearsal = rehearsal
        self.project = rehearsal.project
        shutil.copytree(ROOT / "policy", self.project / "policy", ignore=shutil.ignore_patterns("__pycache__"))

    def write(self, change: tuple[str, str, str]) -> None:
        """Replace a text in a file of the project."""
        file, old, new = change
        text = (self.project / file).read_text()
        assert text.count(old) == 1
        (self.project / file).write_text(text.replace(old, new))

    def excuse(self, last: str) -> None:
        """Write an exception for a database that is not encrypted, good to the day *last*."""
        entries = (ROOT / "policy" / "exceptions.yaml").read_text() + EXCEPTION.format(last=last)
        (self.project / "policy" / "exceptions.yaml").write_text(entries)

    def configure(self, levels: object) -> list[str]:
        """Write a configuration of the pack, and return the options that name it."""
        file = self.project / "levels.json"
        file.write_text(json.dumps(levels))
        return ["--policy-pack-config", str(file)]

    def pulumi(self, command: str, stack: str, *options: str, fails: bool = False) -> str:
        """Rehearse a command of the CLI with the pack, and return what it printed."""
        words = ["pulumi", command, "--stack", stack, "--policy-pack", "policy", *options]
        return self._rehearsal.run(" ".join(words), fails=fails)

    def up(self, stack: str, *options: str, fails: bool = False) -> str:
        """Rehearse an update with the pack."""
        return self.pulumi("up --yes --skip-preview", stack, *options, fails=fails)

    def state(self, stack: str) -> Path:
        """Return the file that the state of *stack* is exported to."""
        self._rehearsal.resources(stack)
        return Path(f"{self._rehearsal.kept}.json")

    def inputs(self, stack: str, type_: str) -> list[dict[str, Any]]:
        """Return the inputs of the resources of *type_* in the state."""
        return [one["inputs"] for one in self._rehearsal.resources(stack) if one["type"] == type_]

    def report(self, *arguments: str) -> tuple[int, Any]:
        """Return the exit code of `stackwright preview`, and what it says of policies."""
        command = [sys.executable, "-m", "stackwright", "preview", *arguments, "--format", "json"]
        command += ["--policy-pack", "policy"]
        environment = self._rehearsal.environment
        done = subprocess.run(command, cwd=self.project, env=environment, capture_output=True, check=False)
        return done.returncode, json.loads(done.stdout)["policy"]

    def offline(self, *arguments: str) -> tuple[int, set[Place]]:
        """Return the exit code of `stackwright preview`, and what fails."""
        code, report = self.report(*arguments)
        found = report["findings"]
        assert {one["status"] for one in found} <= {"fail", "suppressed"}
        return code, {(one["rule"], name(one["urn"])) for one in found if one["status"] == "fail"}


def name(urn: str) -> str:
    return urn.rsplit("::", 1)[-1]


def failing(printed: str) -> set[Place]:
    """Return what the CLI lists under Policies, but for what is not known yet."""
    found = {(rule, place.rpartition(": ")[2]) for _, rule, place in VIOLATION.findall(printed)}
    return {one for one in found if one[0] != "policy-all-judged"}


def waiting(printed: str) -> set[Place]:
    """Return what the CLI lists as not known yet."""
    found = set()
    _, _, rest = printed.partition("during preview: values are not known yet.")
    for line in rest.splitlines()[1:]:
        rules, _, places = line.strip().partition(": ")
        if not places or line.lstrip().startswith("-"):
            break
        found |= {(rule, place.split(" ")[0]) for rule in rules.split(", ") for place in places.split(", ")}
    return found


@pytest.fixture
def guarded(rehearsal: Rehearsal) -> Guarded:
    return Guarded(rehearsal)


def test_in_a_preview_but_for_what_is_not_known_yet_and_in_the_update_and_in_its_state(guarded: Guarded) -> None:
    everything = guarded.configure({"all": "advisory"})
    code, offline = guarded.offline("prod", *everything)
    assert (code, len(offline) > 15) == (0, True)

    previewed = guarded.pulumi("preview", "prod", *everything)
    assert failing(previewed) <= offline <= failing(previewed) | waiting(previewed)
    assert previewed.count("during preview") == 1

    assert failing(guarded.up("prod", *everything)) == offline
    assert guarded.offline("--state", str(guarded.state("prod")), *everything) == (0, offline)


def test_of_a_mistake_in_a_component_until_it_is_excused_and_again_when_the_excuse_has_expired(
    guarded: Guarded,
) -> None:
    guarded.write(UNENCRYPTED)
    refused = guarded.pulumi("preview", "dev", fails=True)
    assert re.search(r"- \[mandatory\] \[severity: high\]  rds-encrypted  \(aws:rds:Instance: database\)", refused)
    assert "storageEncrypted must be true, found false. Set storage_encrypted=True" in refused
    assert FAILED in refused
    assert guarded.offline("dev") == (1, failing(refused))

    assert ("rds-encrypted", "database") in failing(guarded.up("dev", fails=True))
    assert guarded.inputs("dev", "aws:rds/instance:Instance") == []

    guarded.excuse(str((datetime.now(UTC) + timedelta(days=30)).date()))
    assert failing(guarded.pulumi("preview", "dev")) == guarded.offline("dev")[1] == set()

    guarded.excuse("2020-01-01")
    expired = guarded.pulumi("preview", "dev", fails=True)
    assert "(an exception for this expired on 2020-01-01)" in expired
    assert guarded.offline("dev") == (1, failing(expired))


def test_at_the_levels_that_the_packs_configuration_sets_and_of_what_is_wrong_with_it(guarded: Guarded) -> None:
    guarded.write(UNENCRYPTED)
    guarded.write(OLD_METADATA)
    levels = guarded.configure({"rds-encrypted": "disabled", "instance-imdsv2-required": "advisory"})
    advised = {("instance-imdsv2-required", "network-nat-instance-template")}
    assert failing(guarded.pulumi("preview", "dev", *levels)) == advised
    assert guarded.offline("dev", *levels) == (0, advised)

    wrong = guarded.pulumi("preview", "dev", *guarded.configure({"rds-encrypted": "fatal"}), fails=True)
    assert '"fatal" is not a valid enforcement level' in wrong
    days = {"rds-backup-retention": {"minDays": "many"}}
    wrong = guarded.pulumi("preview", "dev", *guarded.configure(days), fails=True)
    assert "rds-backup-retention: minDays: " in wrong


def test_and_puts_right_what_it_is_told_to(guarded: Guarded) -> None:
    guarded.write(OLD_METADATA)
    assert ("instance-imdsv2-required", "network-nat-instance-template") in guarded.offline("dev")[1]

    levels = guarded.configure({"instance-imdsv2-required": "remediate"})
    (remedy,) = guarded.report("dev", *levels)[1]["packs"][0]["remediations"]
    assert (remedy["rule"], remedy["path"]) == ("instance-imdsv2-required", "metadataOptions.httpTokens")
    assert "- [remediate]  instance-imdsv2-required  (1 resource)" in guarded.up("dev", *levels)
    (template,) = guarded.inputs("dev", "aws:ec2/launchTemplate:LaunchTemplate")
    options = template["metadataOptions"]
    assert (options["httpTokens"], options["httpPutResponseHopLimit"]) == ("required", 1)
