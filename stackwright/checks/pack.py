"""A policy pack is named by the stack or on the command line, with a configuration of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import UserError
from ..sources import yaml

KEY = "stackwright:policyPacks"
_PACK_FILE = "PulumiPolicy.yaml"


@dataclass(frozen=True, kw_only=True)
class Pack:
    """One policy pack to run."""

    folder: Path
    """Where it is: the folder with PulumiPolicy.yaml."""

    named: str
    """As it was named, for messages and reports."""

    config: Mapping[str, Any]
    """Policy -> level or parameters, as in Pulumi's --policy-pack-config; empty for none."""


def of_stack(config: Mapping[str, str], root: Path) -> list[Pack]:
    """Return the packs that the stack's configuration names, relative to the project's *root*. Raises UserError."""
    text = config.get(KEY)
    if text is None:
        return []
    where = f"{KEY}: expected a list of folders, each text or {{path: FOLDER, config: FILE}}"
    try:
        entries = json.loads(text)
    except ValueError:
        raise UserError(f"{where}; got {text!r}") from None
    if not isinstance(entries, list):
        raise UserError(f"{where}; got {text}")
    return [_of_entry(entry, root, where) for entry in entries]


def _of_entry(entry: Any, root: Path, where: str) -> Pack:
    if isinstance(entry, str):
        entry = {"path": entry}
    path, config = (entry.get("path"), entry.get("config")) if isinstance(entry, dict) else (None, None)
    if not isinstance(path, str) or not isinstance(config, str | None) or set(entry) - {"path", "config"}:
        raise UserError(f"{where}; got {json.dumps(entry)}")
    return _pack(root / path, path, root / config if config else None, KEY)


def of_command_line(folders: Sequence[Path], configs: Sequence[Path]) -> list[Pack]:
    """Return the packs that --policy-pack names, with the files that --policy-pack-config names, in order.

    Raises UserError where there are configurations, and not one for each pack.
    """
    if configs and len(configs) != len(folders):
        raise UserError(
            f"--policy-pack-config is given {len(configs)} times and --policy-pack {len(folders)} times; give one"
            " configuration for each pack, in the same order"
        )
    files: Sequence[Path | None] = configs or [None] * len(folders)
    return [_pack(folder, str(folder), file, "--policy-pack") for folder, file in zip(folders, files, strict=True)]


def _pack(folder: Path, named: str, config: Path | None, where: str) -> Pack:
    if not folder.is_dir():
        raise UserError(f"{where}: {named}: no such folder; name the folder of a policy pack")
    if not (folder / _PACK_FILE).is_file():
        raise UserError(f"{where}: {named}: no {_PACK_FILE} in it; name the folder of a policy pack")
    return Pack(folder=folder, named=named, config=_read(config) if config else {})


def _read(file: Path) -> dict[str, Any]:
    """Return a pack's configuration: JSON, and so YAML as well."""
    if not file.is_file():
        raise UserError(f"--policy-pack-config: {file}: no such file; name a JSON file")
    return yaml.read(file)
