"""Reads `Pulumi.yaml` and `Pulumi.<stack>.yaml` into what the CLI would hand to a program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import UserError
from . import config_path, config_value, declared, yaml

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
    if not folder.is_dir():
        raise UserError(f"{folder}: no such folder; pass the folder of a Pulumi project as --cwd FOLDER")
    for candidate in (folder.resolve(), *folder.resolve().parents):
        for name in _PROJECT_FILES:
            if (candidate / name).is_file():
                return _project(candidate, candidate / name)
    raise UserError(
        f"{folder}: no Pulumi.yaml here or in any folder above; run in a Pulumi project, or pass --cwd FOLDER"
    )


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

    Raises UserError where the stack has no file, a key or an override is malformed, a value is not of the type that
    the project declares, or a key that it declares without a default is missing: all missing keys in one message.
    """
    file = _stack_file(project, stack)
    text = yaml.read(file)
    section = {} if text.get("config") is None else text["config"]
    if not isinstance(section, dict):
        raise UserError(f"{file.name}: config: expected a mapping of keys to values, got {type(section).__name__}")
    values = _namespaced(section, project.name, file.name)
    for override in overrides:
        config_path.assign(values, override, project.name, path=paths)
    declared.apply(project.declared, project.name, file.name, values)
    notes = ("environments (`environment:`) are kept in Pulumi ESC and were not read",)
    return StackConfig(
        values={key: config_value.as_text(config_value.hide(value)) for key, value in values.items()},
        secret_keys=tuple(key for key, value in values.items() if config_value.holds_secret(value)),
        notes=notes if text.get("environment") else (),
    )


def _stack_file(project: Project, stack: str) -> Path:
    for suffix in ("yaml", "yml"):
        file = project.stack_folder / f"Pulumi.{stack}.{suffix}"
        if file.is_file():
            return file
    known = ", ".join(stack_names(project)) or "none"
    raise UserError(f"no stack {stack!r}: Pulumi.{stack}.yaml does not exist; stacks with a file: {known}")


def _namespaced(section: dict[str, Any], project: str, file: str) -> dict[str, Any]:
    """Return the section with every key in full; where one stands both ways, the full one wins, as in the CLI."""
    short = {key: value for key, value in section.items() if ":" not in key}
    full = {key: value for key, value in section.items() if ":" in key}
    where = f"{file}: config: "
    return {config_path.full_key(key, project, where): value for key, value in {**short, **full}.items()}
