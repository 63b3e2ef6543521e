"""Runs checkov over a folder, offline, and reads what it says of each case and check."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Verdict = Literal["PASSED", "FAILED"]
"""As checkov says it."""

SERIES = "3.3."
_FOUND = 1
"""The exit code of a run that found something."""

_FRAMEWORKS = ("--framework", "terraform", "kubernetes")
_QUIET = {"CKV_SKIP_PACKAGE_UPDATE_CHECK": "true", "LOG_LEVEL": "ERROR", "NO_COLOR": "1"}


class CheckovError(Exception):
    """Checkov is not there, is another one, or did not answer: one line that says what to do."""


@dataclass(frozen=True)
class Check:
    """What checkov says of one of its checks."""

    name: str
    entities: frozenset[str]
    """Terraform types, and kinds of Kubernetes objects, that it reads."""


def find(path: str) -> Path:
    """Return the executable at *path* or, where that is "", on PATH. Raises CheckovError."""
    found = shutil.which(path or "checkov")
    if not found:
        raise CheckovError(f"no checkov at {path or 'PATH'}: install checkov {SERIES}x in an environment of its own")
    version = _run(Path(found), ["--version"])[1].strip()
    if not version.startswith(SERIES):
        raise CheckovError(f"{found} is checkov {version}; the comparison is written for {SERIES}x")
    return Path(found)


def verdicts(checkov: Path, folder: Path, checks: Iterable[str]) -> Mapping[tuple[str, str], Verdict]:
    """Return (case, check id) -> verdict for each sub-folder of *folder*, a case each.

    FAILED where any of the case's resources fails. What checkov has nothing to say of is left out.
    Raises CheckovError where it cannot read a file.
    """
    arguments = ["--directory", str(folder), *_FRAMEWORKS, "--output", "json", "--compact", "--skip-download"]
    code, output = _run(checkov, [*arguments, "--check", ",".join(sorted(set(checks)))])
    if code not in (0, _FOUND):
        raise CheckovError(f"checkov ended with {code}: {output[-300:]}")
    reports = json.loads(output)
    results = [one.get("results", {}) for one in (reports if isinstance(reports, list) else [reports])]
    unread = sorted(path for one in results for path in one.get("parsing_errors", ()))
    if unread:
        raise CheckovError(f"checkov cannot read {', '.join(unread)}")
    found: dict[tuple[str, str], Verdict] = {}
    found.update((_key(record), "PASSED") for one in results for record in one.get("passed_checks", ()))
    found.update((_key(record), "FAILED") for one in results for record in one.get("failed_checks", ()))
    return found


def _key(record: Mapping[str, Any]) -> tuple[str, str]:
    """Return (case, check id) of a record, whose file is `/<case>/main.tf`."""
    return Path(record["file_path"]).parts[1], record["check_id"]


def catalogue(checkov: Path) -> Mapping[str, Check]:
    """Return check id -> what it is, of checkov's Terraform and Kubernetes checks."""
    names: dict[str, str] = {}
    entities: dict[str, set[str]] = {}
    for line in _run(checkov, ["--list", *_FRAMEWORKS])[1].splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        if len(cells) > 5 and cells[1].startswith("CKV"):
            # The same id may have a name per framework, and Kubernetes' own is about the manifests written here.
            if cells[1] not in names or cells[5] == "Kubernetes":
                names[cells[1]] = cells[4]
            entities.setdefault(cells[1], set()).add(cells[3])
    return {id_: Check(name, frozenset(entities[id_])) for id_, name in sorted(names.items())}


def _run(checkov: Path, arguments: list[str]) -> tuple[int, str]:
    """Return (exit code, what it wrote)."""
    done = subprocess.run(
        [str(checkov), *arguments], capture_output=True, text=True, check=False, env={**os.environ, **_QUIET}
    )
    return done.returncode, done.stdout or done.stderr
