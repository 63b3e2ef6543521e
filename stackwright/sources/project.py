"""Reads `Pulumi.yaml` and `Pulumi.<stack>.yaml` into what the CLI would hand to a program."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import UserError
from . import yaml
from .configuration import declared
from .configuration import path as config_path
from .configuration import value as config_value

_SUFFIXES = ("yaml", "yml", "json")
_PROJECT_FILES = tuple(f"Pulumi.{suffix}" for suffix in _SUFFIXES)


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

    file: str = "Pulumi.yaml"
    """Name of the project file."""

    declared: Mapping[str, Any] = field(default_factory=dict)
    """The `config` section: key -> default value or declaration."""

    template: Mapping[str, Any] = field(default_factory=dict)
    """What `pulumi new` would ask for: key -> description and, often, a default."""

    options: Mapping[str, Any] = field(default_factory=dict)
    """Options of the runtime: virtual environment, toolchain."""

    packages: tuple[str, ...] = ()
    """Packages whose SDK `pulumi install` generates."""


@dataclass(frozen=True, kw_only=True)
class StackConfig:
    """A stack's configuration, as the CLI passes it: every value a string, objects as JSON."""

    values: Mapping[str, str]
    secret_keys: tuple[str, ...]
    notes: tuple[str, ...] = ()
    file: str = "Pulumi.dev.yaml"
    """Name of the stack file, for messages."""

    missing: tuple[str, ...] = ()
    """Keys that the project declares, and that have neither value nor default."""


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
    text = _read(file)
    name = text.get("name")
    if not isinstance(name, str):
        raise UserError(f"{file.name}: name: expected the project's name, got {name!r}; add a line 'name: my-project'")
    runtime = text.get("runtime")
    options = _table(runtime, "options")
    runtime = runtime.get("name") if isinstance(runtime, dict) else runtime
    if runtime != "python":
        raise UserError(f"{file.name}: runtime: expected 'python', got {runtime!r}; only Python programs can be run")
    config = text.get("config") or {}
    folder = text.get("stackConfigDir") or (config if isinstance(config, str) else ".")
    return Project(
        name=name,
        root=root,
        file=file.name,
        program=root / str(text.get("main") or "."),
        stack_folder=root / str(folder),
        declared=_full(config if isinstance(config, dict) else {}, name, file.name),
        template=_full(_table(text.get("template"), "config"), name, file.name),
        options=options,
        packages=tuple(str(package) for package in _table(text, "packages")),
    )


def _table(text: Any, key: str) -> dict[str, Any]:
    """Return the mapping under *key*, an empty one where there is none."""
    found = text.get(key) if isinstance(text, dict) else None
    return found if isinstance(found, dict) else {}


def _full(section: Mapping[str, Any], project: str, file: str) -> dict[str, Any]:
    return {config_path.full_key(key, project, f"{file}: config: "): value for key, value in section.items()}


def _read(file: Path) -> dict[str, Any]:
    """Return the mapping in a file of YAML, or of JSON by its name."""
    if file.suffix != ".json":
        return yaml.read(file)
    try:
        found = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise UserError(f"{file.name}: cannot be read: {error}; save it as JSON in UTF-8") from None
    if not isinstance(found, dict):
        raise UserError(f"{file.name}: expected an object of keys and values, got {type(found).__name__}")
    return found


def split_stack(project: Project, text: str) -> tuple[str, str]:
    """Return the organization and the name of a stack given as `name`, `org/name` or `org/project/name`.

    Raises UserError where it names another project, or has more parts. The organization of a bare name is the one
    that the CLI gives to programs without one.
    """
    *owner, name = text.split("/")
    if len(owner) > 2 or not all((*owner, name)):
        raise UserError(f"stack {text!r}: expected NAME, ORG/NAME or ORG/PROJECT/NAME, for instance dev")
    if len(owner) == 2 and owner[1] != project.name:
        raise UserError(f"stack {text!r}: this is project {project.name!r}, not {owner[1]!r}; pass {name}")
    return (owner[0] if owner else "organization"), name


def stack_names(project: Project) -> list[str]:
    """Return the stacks that have a file."""
    return sorted(path.name.removeprefix("Pulumi.").removesuffix(path.suffix) for path in _stack_files(project))


def _stack_files(project: Project) -> Iterable[Path]:
    return (path for suffix in _SUFFIXES for path in project.stack_folder.glob(f"Pulumi.*.{suffix}"))


def load_config(
    project: Project,
    stack: str,
    overrides: Iterable[str] = (),
    *,
    paths: bool = False,
    partial: bool = False,
    simulate: bool = False,
) -> StackConfig:
    """Return the configuration of *stack*, with `key=value` *overrides* set over it (as paths where *paths*).

    Raises UserError where the stack has no file, a key or an override is malformed, a value is not of the type that
    the project declares, or a key that it declares without a default is missing: all missing keys in one message.
    With *partial* the missing keys are returned instead: whoever runs the program may find more of them. With
    *simulate* a stack needs no file.
    """
    file = _stack_file(project, split_stack(project, stack)[1], simulate)
    text = _read(file) if file.is_file() else {}
    section = {} if text.get("config") is None else text["config"]
    if not isinstance(section, dict):
        raise UserError(f"{file.name}: config: expected a mapping of keys to values, got {type(section).__name__}")
    values = _namespaced(section, project.name, file.name)
    origins = dict.fromkeys(values, file.name)
    for override in overrides:
        origins[config_path.assign(values, override, project.name, path=paths)] = "--config"
    missing = declared.apply(project.declared, project.name, project.file, values, origins)
    if missing and not partial:
        raise UserError(declared.missing_message(file.name, missing, declared.secrets(project.declared), values))
    return StackConfig(
        values={key: config_value.as_text(config_value.hide(value)) for key, value in values.items()},
        secret_keys=tuple(key for key, value in values.items() if config_value.holds_secret(value)),
        notes=tuple(_notes(file, text)),
        file=file.name,
        missing=missing,
    )


def _notes(file: Path, text: Mapping[str, Any]) -> Iterable[str]:
    if not file.is_file():
        yield f"{file.name} does not exist: its configuration is simulated"
    if text.get("environment"):
        yield "environments (`environment:`) are kept in Pulumi ESC and were not read"


def _stack_file(project: Project, stack: str, simulate: bool) -> Path:
    """Return the stack's file; where it needs none, the place it would have."""
    for suffix in _SUFFIXES:
        file = project.stack_folder / f"Pulumi.{stack}.{suffix}"
        if file.is_file():
            return file
    if simulate:
        return project.stack_folder / f"Pulumi.{stack}.yaml"
    known = ", ".join(stack_names(project)) or "none"
    raise UserError(
        f"no stack {stack!r}: Pulumi.{stack}.yaml does not exist; stacks with a file: {known}"
        "; --simulate-config runs without one"
    )


def _namespaced(section: dict[str, Any], project: str, file: str) -> dict[str, Any]:
    """Return the section with every key in full; where one stands both ways, the full one wins, as in the CLI."""
    short = {key: value for key, value in section.items() if ":" not in key}
    full = {key: value for key, value in section.items() if ":" in key}
    where = f"{file}: config: "
    return {config_path.full_key(key, project, where): value for key, value in {**short, **full}.items()}
