"""Reads a policy pack's `PulumiPolicy.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...errors import UserError
from ...sources import yaml

FILE = "PulumiPolicy.yaml"


@dataclass(frozen=True, kw_only=True)
class Pack:
    """A policy pack on disk.

    The file's `main` is not part of it: the engine starts a pack at its folder whatever `main` says. Source:
    `ExecPlugin` in `sdk/go/common/resource/plugin/plugin.go` of pulumi/pulumi.
    """

    named: Path
    """The folder as the user named it, for messages."""

    folder: Path
    """The folder, absolute."""

    runtime: str
    """Language of the pack: `python`, `nodejs`, `opa`."""

    options: Mapping[str, Any] = field(default_factory=dict)
    """Options of the runtime, such as `virtualenv`."""

    version: str = ""
    """Version that is reported in place of the one the pack says of itself; empty where the file has none."""

    description: str = ""


def read(folder: Path) -> Pack:
    """Return the pack in *folder*. Raises UserError where there is none, or its file does not say how it runs."""
    if not folder.is_dir():
        raise UserError(f"policy pack {folder}: no such folder; pass the folder that holds {FILE}")
    file = folder / FILE
    if not file.is_file():
        raise UserError(f"policy pack {folder}: no {FILE} there; pass the folder that holds one")
    try:
        text = yaml.read(file)
    except UserError as error:
        raise UserError(f"policy pack {folder}: {error}") from None
    runtime, options = _runtime(text.get("runtime"), folder)
    return Pack(
        named=folder,
        folder=folder.absolute(),
        runtime=runtime,
        options=options,
        version=_text(text, "version", folder),
        description=_text(text, "description", folder),
    )


def _runtime(found: Any, folder: Path) -> tuple[str, dict[str, Any]]:
    """Return the runtime's name and options, given as text or as a table."""
    name, options = (found.get("name"), found.get("options")) if isinstance(found, dict) else (found, None)
    if not isinstance(name, str) or not name:
        raise UserError(
            f"policy pack {folder}: {FILE}: runtime: expected a name such as python or nodejs, got {name!r}; "
            "add a line 'runtime: python'"
        )
    if options is not None and not isinstance(options, dict):
        raise UserError(
            f"policy pack {folder}: {FILE}: runtime: options: expected a table, got {options!r}; correct it"
        )
    return name, options or {}


def _text(table: Mapping[str, Any], key: str, folder: Path) -> str:
    """Return the text under *key*, an empty one where there is none; a version such as `1.0` may be a number."""
    found = table.get(key)
    if isinstance(found, (dict, list, bool)):
        raise UserError(f"policy pack {folder}: {FILE}: {key}: expected text, got {found!r}; correct it")
    return "" if found is None else str(found)
