"""Reads `Pulumi.yaml` and `Pulumi.<stack>.yaml` into what the CLI would hand to a program."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import UserError
from ..model import REDACTED
from . import config_path, yaml

_PROJECT_FILES = ("Pulumi.yaml", "Pulumi.yml")


@dataclass(frozen=True, kw_only=True)
class Project:
    """A Pulumi project on disk."""

    name: str
    """Project name: the namespace of its own configuration."""

    root: Path
    """Folder that holds `Pulumi.yaml`."""

    program: Path
    """Folder or file that `main` names; the root itself where it names none."""

    stack_folder: Path
    """Folder of the stack files."""

    declared: Mapping[str, Any] = field(default_factory=dict)
    """The `config` section: key -> default value or declaration."""


@dataclass(frozen=True, kw_only=True)
class StackConfig:
    """A stack's configuration, as the CLI passes it: every value a string, objects as JSON."""

    values: Mapping[str, str]
    secret_keys: tuple[str, ...]
    notes: tuple[str, ...] = ()


def find_project(folder: Path) -> Project:
    """Return the project *folder* is in, looking upwards as the CLI does. Raises UserError where there is none."""
    for candidate in (folder.resolve(), *folder.resolve().parents):
        for name in _PROJECT_FILES:
            if (candidate / name).is_file():
                return _project(candidate, candidate / name)
    raise UserError(f"{folder}: no Pulumi.yaml here or in any folder above; run in a Pulumi project, or pass --cwd FOLDER")


def _project(root: Path, file: Path) -> Project:
    text = yaml.read(file)
    name = text.get("name")
    if not isinstance(name, str):
        raise UserError(f"{file.name}: name: expected the project's name, got {name!r}; add a line 'name: my-project'")
    runtime = text.get("runtime")
    runtime = runtime.get("name") if isinstance(runtime, dict) else runtime
    if runtime != "python":
        raise UserError(f"{file.name}: runtime: expected 'python', got {runtime!r}; only Python programs can be run")
    config = text.get("config") or {}
    folder = text.get("stackConfigDir") or (config if isinstance(config, str) else ".")
    return Project(
        name=name,
        root=root,
        program=root / str(text.get("main") or "."),
        stack_folder=root / str(folder),
        declared=config if isinstance(config, dict) else {},
    )


def stack_names(project: Project) -> list[str]:
    """Return the stacks that have a file."""
    return sorted(path.name.removeprefix("Pulumi.").removesuffix(path.suffix) for path in _stack_files(project))


def _stack_files(project: Project) -> Iterable[Path]:
    return (path for pattern in ("Pulumi.*.yaml", "Pulumi.*.yml") for path in project.stack_folder.glob(pattern))


def load_config(project: Project, stack: str, overrides: Iterable[str] = (), *, paths: bool = False) -> StackConfig:
    """Return the configuration of *stack*, with `key=value` *overrides* set over it (as paths where *paths*).

    Raises UserError where the stack has no file, a key has no namespace, an override is malformed, or a key that
    the project declares without a default is missing: all missing keys in one message.
    """
    file = _stack_file(project, stack)
    text = yaml.read(file)
    section = text.get("config") or {}
    if not isinstance(section, dict):
        raise UserError(f"{file.name}: config: expected a mapping of keys to values, got {type(section).__name__}")
    values = {_full_key(file.name, key): value for key, value in section.items()}
    for override in overrides:
        config_path.assign(values, override, project.name, path=paths)
    _apply_declared(project, file.name, values)
    notes = ("environments (`environment:`) are kept in Pulumi ESC and were not read",) if text.get("environment") else ()
    return StackConfig(
        values={key: _as_string(_hide(value)) for key, value in values.items()},
        secret_keys=tuple(key for key, value in values.items() if _holds_secret(value)),
        notes=notes,
    )


def _stack_file(project: Project, stack: str) -> Path:
    for suffix in ("yaml", "yml"):
        file = project.stack_folder / f"Pulumi.{stack}.{suffix}"
        if file.is_file():
            return file
    known = ", ".join(stack_names(project)) or "none"
    raise UserError(f"no stack {stack!r}: Pulumi.{stack}.yaml does not exist; stacks with a file: {known}")


def _full_key(file: str, key: Any) -> str:
    parts = str(key).split(":")
    if len(parts) == 3 and parts[1] == "config":  # the form that old versions of the CLI wrote
        return f"{parts[0]}:{parts[2]}"
    if len(parts) != 2 or not all(parts):
        raise UserError(f"{file}: config: {key}: expected namespace:key; write it as aws:region or project:{key}")
    return str(key)


def _apply_declared(project: Project, file: str, values: dict[str, Any]) -> None:
    missing = []
    for key, declaration in sorted(project.declared.items()):
        full = key if ":" in key else f"{project.name}:{key}"
        if full in values:
            continue
        default = declaration
        if isinstance(declaration, dict):
            default = declaration.get("default", declaration.get("value"))
        if default is not None:
            values[full] = default
        elif full.startswith(f"{project.name}:"):
            missing.append(full)
    if missing:
        flags = " ".join(f"--config {key}=VALUE" for key in missing)
        raise UserError(f"{file}: missing {', '.join(missing)}; add to the file, or pass {flags}")


def _holds_secret(value: Any) -> bool:
    if isinstance(value, dict):
        return _is_secret(value) or any(_holds_secret(item) for item in value.values())
    return isinstance(value, list) and any(_holds_secret(item) for item in value)


def _is_secret(value: dict[str, Any]) -> bool:
    return list(value) == ["secure"] and isinstance(value["secure"], str)


def _hide(value: Any) -> Any:
    """Return *value* with a placeholder for each encrypted value: the key to them is the user's."""
    if isinstance(value, dict):
        return REDACTED if _is_secret(value) else {str(key): _hide(item) for key, item in value.items()}
    return [_hide(item) for item in value] if isinstance(value, list) else value


def _as_string(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
