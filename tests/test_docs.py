"""The documentation is true: its outputs are real, its commands run, its links lead somewhere."""

from __future__ import annotations

import importlib.util
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from stackwright import cli
from stackwright.rehearsal import failures
from stackwright.sources import context_file

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def readme_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("readme", ROOT / "docs" / "readme.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def blocks(language: str, page: str = "README.md") -> list[str]:
    return re.findall(rf"^ *```{language}\n(.*?)^ *```", (ROOT / page).read_text(), re.DOTALL | re.MULTILINE)


def commands() -> list[str]:
    """Return the tool's commands that the README and the page on cost show, without their comments.

    Those that write into the project, or need what is not here, are left out.
    """
    shown = [block for page in ("README.md", "docs/cost/README.md") for block in blocks("sh", page)]
    lines = (line.split("  #")[0].split(" > ")[0].strip() for block in shown for line in block.splitlines())
    verbs = ("stackwright preview", "stackwright policy", "stackwright cost", "stackwright prices show")
    elsewhere = ("--cwd", "--save", "origin/")
    return [
        line for line in dict.fromkeys(lines) if line.startswith(verbs) and not any(one in line for one in elsewhere)
    ]


def rehearsals() -> list[str]:
    """Return the rehearsals that the README shows: what they do takes the CLI, and `tests/engine` does it."""
    return [found.strip() for block in blocks("sh") for found in re.findall(r"stackwright rehearse[^#&|\n]*", block)]


def test_shows_real_outputs_and_the_components_that_there_are() -> None:
    script = readme_script()
    text = script.README.read_text(encoding="utf-8")

    assert script.without_seconds(script.updated(text)) == script.without_seconds(text), "run make readme"
    assert script.RULES.read_text(encoding="utf-8") == script.rules(), "run make readme"
    assert script.USAGE.read_text(encoding="utf-8") == script.usage(), "run make readme"


@pytest.mark.parametrize("command", commands())
def test_shows_commands_that_run(command: str) -> None:
    done = subprocess.run([sys.executable, "-m", *shlex.split(command)], cwd=ROOT, capture_output=True, check=False)

    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("command", rehearsals())
def test_shows_rehearsals_the_tool_understands(command: str) -> None:
    options = cli._parser().parse_args(shlex.split(command)[1:])

    assert options.command[:1] == ["pulumi"] or options.forget
    assert len(failures.parse(options.fail).unused()) == len(options.fail)


@pytest.mark.parametrize("block", blocks("json"))
def test_shows_a_context_file_that_can_be_read(block: str, tmp_path: Path) -> None:
    (tmp_path / context_file.FILE).write_text(block, encoding="utf-8")

    assert context_file.load(tmp_path).answer("aws:ec2/getAmi:getAmi", {"owners": ["amazon"]}, "eu-west-1", "prod")


@pytest.mark.parametrize("block", blocks("python"))
def test_shows_python_that_runs(block: str, tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", block], cwd=tmp_path, capture_output=True, check=False)

    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_to_what_is_there(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8"))

    assert [target for target in targets if not (page.parent / target).exists()] == []


def catalogue() -> list[dict[str, object]]:
    command = [sys.executable, "-m", "stackwright", "policy", "list", "--format", "json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("page", "heading", "field"),
    [("README.md", "## Remediation", "remediates"), ("engine.md", "", "needsSecretness")],
)
def test_lists_the_rules_that_can_mend_and_those_that_see_less_on_the_engine(page, heading, field) -> None:
    text = (ROOT / "docs" / "policy" / page).read_text(encoding="utf-8").partition(heading or "\n")[2]
    rules = catalogue()
    wanted = {rule["id"] for rule in rules if rule[field]}

    assert wanted
    assert {rule for rule in wanted if f"`{rule}`" not in text} == set()
    if heading:
        named = {rule["id"] for rule in rules if f"`{rule['id']}`" in text}
        assert named == wanted
