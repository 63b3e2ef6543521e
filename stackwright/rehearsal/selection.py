"""Says which stack a call means that names none: the one selected for its project, or the only one with a file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from .stack_files import Project


def default_stack(project: Project, folder: Path, homes: Iterable[Path], environment: Mapping[str, str]) -> str:
    """Return the bare name of the stack that a call in *folder* means; empty where that cannot be told.

    *homes* are the folders that may hold the CLI's selection, the first before the others; each is like `~/.pulumi`.
    """
    chosen = environment.get("PULUMI_STACK") or _selected(project, _reached(project, folder, environment), homes)
    stacks = project.stacks()
    return chosen.rsplit("/", 1)[-1] or (stacks[0] if len(stacks) == 1 else "")


def _selected(project: Project, reached: Path, homes: Iterable[Path]) -> str:
    """Return the stack selected for the project; source of the files' names and content: Pulumi's `pkg/workspace`."""
    names = [f"{project.name}-{_sha1(str(place))}-workspace.json" for place in dict.fromkeys([reached, project.file])]
    found = (_selection(home / "workspaces" / name) for home in homes for name in names)
    return next((stack for stack in found if stack), "")


def _reached(project: Project, folder: Path, environment: Mapping[str, str]) -> Path:
    """Return the project's file as the CLI names it where its folder was reached through a link."""
    logical = Path(environment.get("PWD") or folder)
    if logical.resolve() == folder.resolve():
        for candidate in (logical, *logical.parents):
            if (candidate / project.file.name).is_file():
                return candidate / project.file.name
    return project.file


def _selection(file: Path) -> str:
    try:
        settings = json.loads(file.read_text(encoding="utf-8"))
        names = {*(settings.get("stacks") or {}).values()} or {settings.get("stack") or ""}
    except (OSError, ValueError, AttributeError):
        return ""
    return str(names.pop()) if len(names) == 1 else ""


def _sha1(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()
