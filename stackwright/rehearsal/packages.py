"""Which providers a program may load: all that are published, and those found in its project and state."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..data import tables

_IN_STATE = re.compile(r'"pulumi:providers:([A-Za-z][\w-]*)"')
_VIRTUAL_ENVIRONMENTS = (".venv", "venv", "env")


def packages(site_folders: Iterable[Path], project: Mapping[str, Any], state: Path) -> list[str]:
    """Return the names of all packages to answer for, sorted.

    *site_folders* are where Python packages are installed, *project* is what `Pulumi.yaml` says, *state* is the
    folder of a file backend.
    """
    return sorted({*published(), *installed(site_folders), *_declared(project), *in_state(state)})


@functools.cache
def published() -> tuple[str, ...]:
    """Return the packages of `data/packages.csv`."""
    return tuple(row["package"] for row in tables.rows("packages"))


def installed(site_folders: Iterable[Path]) -> Iterator[str]:
    """Yield the packages whose SDK is installed in one of *site_folders*, as each SDK's `pulumi-plugin.json` says.

    Source: Pulumi's Python language host, which finds a program's plugins the same way.
    """
    for file in (file for folder in site_folders for file in folder.glob("*/pulumi-plugin.json")):
        try:
            name = json.loads(file.read_text(encoding="utf-8")).get("name")
        except (OSError, ValueError, AttributeError):
            continue  # the language host passes over it as well
        yield str(name or file.parent.name.removeprefix("pulumi_").replace("_", "-"))


def in_state(state: Path) -> Iterator[str]:
    """Yield the packages of the resources in the file backend *state*."""
    for file in sorted((state / ".pulumi" / "stacks").rglob("*.json")):
        yield from _IN_STATE.findall(file.read_text(encoding="utf-8", errors="replace"))


def site_folders(root: Path, project: Mapping[str, Any], environment: Mapping[str, str]) -> list[Path]:
    """Return where the program in *root* has its Python packages, as far as its files tell."""
    runtime = project.get("runtime")
    options = (runtime.get("options") or {}) if isinstance(runtime, dict) else {}
    named = [options["virtualenv"]] if isinstance(options.get("virtualenv"), str) else []
    active = [environment["VIRTUAL_ENV"]] if environment.get("VIRTUAL_ENV") else []
    folders = (root / name for name in (*named, *_VIRTUAL_ENVIRONMENTS, *active))
    return [site for folder in folders for site in sorted(folder.glob("lib/python*/site-packages"))]


def _declared(project: Mapping[str, Any]) -> Iterator[str]:
    """Yield what `Pulumi.yaml` lists under `packages:` and `plugins: providers:`."""
    listed = project.get("packages")
    yield from (str(name) for name in listed) if isinstance(listed, dict) else ()
    plugins = project.get("plugins")
    providers = plugins.get("providers") if isinstance(plugins, dict) else None
    for entry in providers or ():
        if isinstance(entry, dict) and entry.get("name"):
            yield str(entry["name"])
