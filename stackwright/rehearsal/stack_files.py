"""A rehearsal's own copies of the stack files: the CLI writes to those, never to the project's."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import UserError
from ..model import REDACTED
from ..sources import yaml
from ..sources.configuration.path import full_key
from ..sources.configuration.value import holds_secret, is_secret

_PROJECT_FILES = ("Pulumi.yaml", "Pulumi.yml")
_PASSPHRASE = (None, "", "default", "passphrase")


@dataclass(frozen=True)
class Project:
    """A Pulumi project in any language."""

    file: Path
    text: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The project's name."""
        return str(self.text.get("name", ""))

    @property
    def stack_folder(self) -> Path:
        """Folder of the stack files."""
        config = self.text.get("config")
        return self.file.parent / str(self.text.get("stackConfigDir") or (config if isinstance(config, str) else "."))

    def stack_file(self, stack: str) -> Path:
        """Return the file of *stack*, which need not exist."""
        return self.stack_folder / f"Pulumi.{stack}{self.file.suffix}"

    def stacks(self) -> list[str]:
        """Return the stacks that have a file, sorted."""
        suffix = self.file.suffix
        found = self.stack_folder.glob(f"Pulumi.*{suffix}")
        return sorted(file.name.removeprefix("Pulumi.").removesuffix(suffix) for file in found)


def find_project(folder: Path) -> Project | None:
    """Return the project that *folder* is in; None where it is in none. Raises UserError where it is not readable."""
    for candidate in (folder, *folder.parents):
        for name in _PROJECT_FILES:
            if (candidate / name).is_file():
                return Project(candidate / name, yaml.read(candidate / name))
    return None


@dataclass(frozen=True)
class Prepared:
    """The rehearsal's copy of a stack file."""

    file: Path
    original: bytes
    """What the copy was made of."""

    secrets: tuple[str, ...] = ()
    """Paths of the secret values that nobody here can read: the caller sets a stand-in for each."""

    notes: tuple[str, ...] = ()
    """What the user must know about the copy."""

    def finish(self) -> None:
        """Remember that the copy is complete: until the original changes, it is used as it is."""
        _origin(self.file).write_bytes(self.original)


def prepare(project: Project, stack: str, source: Path, folder: Path, *, passphrase: bool) -> Prepared:
    """Return the copy of *source* in *folder*, made anew where *source* has changed since it was made.

    *passphrase* says that the user has given the one that reads the file's secrets. Without it, or where another
    service keeps the key, no secret value can be read.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    runtime = {"name": project.name, "runtime": "python"}
    (folder / "Pulumi.yaml").write_text(json.dumps(runtime), encoding="utf-8")
    file = folder / f"Pulumi.{stack}.yaml"
    origin = _origin(file)
    original = source.read_bytes() if source.is_file() else b""
    if file.is_file() and origin.is_file() and origin.read_bytes() == original:
        return Prepared(file, original)
    values = yaml.read(source) if original else {}
    config = _full_keys(values.get("config"), project.name, source.name)
    salt = values.get("encryptionsalt")
    secrets: tuple[str, ...] = ()
    if not (passphrase and salt and values.get("secretsprovider") in _PASSPHRASE):
        salt = yaml.read(file).get("encryptionsalt") if file.is_file() else None
        secrets = tuple(path for key in config for path in _secret_paths(_path("", key), config[key]))
        config = {key: _blank(value) for key, value in config.items()}
    file.touch(mode=0o600)
    copy = {"config": config, **({"encryptionsalt": salt} if salt else {})}
    file.write_text(json.dumps(copy), encoding="utf-8")  # JSON is YAML
    return Prepared(file, original, secrets, tuple(_notes(source.name, values, len(secrets))))


def _origin(file: Path) -> Path:
    """Return where the original of the copy *file* is kept."""
    return file.with_suffix(".origin")


def _notes(name: str, values: Mapping[str, Any], secrets: int) -> Iterator[str]:
    if secrets:
        mend = (
            "set PULUMI_CONFIG_PASSPHRASE to rehearse with the real ones"
            if values.get("encryptionsalt")
            else "another service keeps the key"
        )
        one = f"{secrets} secret value{'s' if secrets > 1 else ''}"
        yield f"{name}: {one} cannot be read here and stand{'' if secrets > 1 else 's'} as {REDACTED}: {mend}"
    if values.get("environment"):
        yield f"{name}: environments (`environment:`) are kept in Pulumi ESC and were not read"


def _full_keys(section: Any, project: str, name: str) -> dict[str, Any]:
    if section is None:
        return {}
    if not isinstance(section, dict):
        raise UserError(f"{name}: config: expected a mapping of keys to values, got {type(section).__name__}")
    short = {full_key(key, project, f"{name}: config: "): value for key, value in section.items() if ":" not in key}
    full = {full_key(key, project, f"{name}: config: "): value for key, value in section.items() if ":" in key}
    return {**short, **full}


def _secret_paths(path: str, value: Any) -> Iterator[str]:
    """Yield the path of each encrypted value, as `pulumi config set --path` takes it."""
    if is_secret(value):
        yield path
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _secret_paths(_path(path, key), item)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _secret_paths(f"{path}[{index}]", item)


def _path(path: str, key: str) -> str:
    if not path:  # a key in full: its namespace stays as it is
        namespace, _, name = key.partition(":")
        return f"{namespace}:{_path(' ', name).strip('. ')}"
    if set(key) & set('.[]"'):
        quoted = key.replace('"', r"\"")
        return f'{path}["{quoted}"]'
    return f"{path}.{key}"


def _blank(value: Any) -> Any:
    """Return *value* with an empty text for each encrypted value."""
    if not holds_secret(value):
        return value
    if is_secret(value):
        return ""
    return {key: _blank(item) for key, item in value.items()} if isinstance(value, dict) else list(map(_blank, value))


def provider_settings(file: Path, package: str) -> dict[str, Any]:
    """Return what the stack file *file* configures for *package*; nothing where there is no such file."""
    config = (yaml.read(file).get("config") or {}) if file.is_file() else {}
    found = {key.replace(":config:", ":"): value for key, value in config.items() if key.startswith(f"{package}:")}
    return {key.partition(":")[2]: value for key, value in found.items() if not holds_secret(value)}
