"""Reads one resource of a state file into a resource of the model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NoReturn
from urllib.parse import unquote

from ...errors import UserError
from ...model import Options, Resource, Source
from .file import kind
from .value import MalformedValueError, properties

ROOT_TYPE = "pulumi:pulumi:Stack"
PROVIDER = "pulumi:providers:"

_POSITION = re.compile(r"project:///(.+)#(\d{1,9})(?:,\d+)?")

# Outside the project, or a package installed in it: an SDK constructs resources too, in `get` and the like.
_NOT_OWN = re.compile(r"^\.\./|(^|/)(site-packages|node_modules)/")

_AGAIN = "export the state again with `pulumi stack export`"


class Record:
    """A resource as it stands in a file: reads its fields, each of one kind, or says where another stands."""

    def __init__(self, table: Any, where: str) -> None:
        """Take *table*, found at *where*: file and place in it. Raises UserError where it is no object."""
        if not isinstance(table, dict):
            raise UserError(f"{where}: expected a resource, got {kind(table)}; {_AGAIN}")
        self._table: Mapping[str, Any] = table
        self._where = where
        self.urn = self._required("urn")
        if not self.urn.startswith("urn:pulumi:") or self.urn.count("::") < 3:
            self.refuse("urn", f"expected urn:pulumi:STACK::PROJECT::TYPE::NAME, got {self.urn!r}")
        self.type = self._required("type")

    def text(self, key: str) -> str:
        """Return a text, empty where there is none."""
        value = self._table.get(key)
        if value is not None and not isinstance(value, str):
            self.refuse(key, f"expected text, got {kind(value)}")
        return value or ""

    def flag(self, key: str) -> bool:
        """Return true or false; false where it does not say."""
        value = self._table.get(key)
        if value is not None and not isinstance(value, bool):
            self.refuse(key, f"expected true or false, got {kind(value)}")
        return bool(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty where there is none."""
        return self._texts(self._table.get(key), key)

    def texts_by_key(self, key: str) -> dict[str, tuple[str, ...]]:
        """Return a table of lists of texts in order of its keys, empty where there is none."""
        table = self._section(key)
        return {name: self._texts(table[name], f"{key}.{name}") for name in sorted(table)}

    def properties(self, key: str) -> dict[str, Any]:
        """Return a section of property values as plain values, with their marks."""
        try:
            return properties(self._section(key))
        except MalformedValueError as error:
            raise UserError(f"{self._where}: {key}: {error} ({self.urn!r})") from None

    def frames(self) -> tuple[str, ...]:
        """Return the source positions of its stack trace, innermost first; the frames that have none left out."""
        trace = self._table.get("stackTrace")
        found = (
            [frame.get("sourcePosition") for frame in trace if isinstance(frame, dict)]
            if isinstance(trace, list)
            else []
        )
        return tuple(position for position in found if isinstance(position, str))

    def refuse(self, key: str, problem: str) -> NoReturn:
        """Raise UserError about a field."""
        raise UserError(f"{self._where}: {key}: {problem}; {_AGAIN}")

    def _required(self, key: str) -> str:
        value = self.text(key)
        if not value:
            self.refuse(key, "a resource has none")
        return value

    def _section(self, key: str) -> Mapping[str, Any]:
        value = self._table.get(key)
        if value is not None and not isinstance(value, dict):
            self.refuse(key, f"expected an object, got {kind(value)}")
        return value or {}

    def _texts(self, value: Any, key: str) -> tuple[str, ...]:
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.refuse(key, "expected a list of text")
        return tuple(value)


def resource(record: Record, version: int) -> Resource:
    """Return the resource that *record* describes in schema *version* (1-4).

    What older versions do not say is filled in as the engine does when it reads them: source `migrate/resource.go` in
    `pkg/resource/stack` of pulumi/pulumi.
    """
    inputs, outputs = record.properties("inputs"), record.properties("outputs")
    plugin = _plugin_version(inputs, outputs) if record.type.startswith(PROVIDER) else ""
    dependencies = tuple(sorted(record.texts("dependencies")))
    by_input = record.texts_by_key("propertyDependencies")
    if version < 3:
        by_input = dict.fromkeys(inputs, dependencies)
    return Resource(
        urn=record.urn,
        type=record.type,
        name=record.urn.split("::", 3)[3],
        parent="" if record.type == ROOT_TYPE else record.text("parent"),
        provider=record.text("provider") if version > 1 else "",
        custom=record.flag("custom"),
        read=version > 1 and record.flag("external"),
        id=record.text("id"),
        inputs=inputs,
        outputs=outputs,
        dependencies=dependencies,
        property_dependencies={key: tuple(sorted(urns)) for key, urns in by_input.items() if urns},
        options=_options(record, plugin),
        source=None if record.type == ROOT_TYPE else _source(record),
    )


def _plugin_version(*sections: dict[str, Any]) -> str:
    """Take the version of its plugin, an option in a program, out of a provider's properties, and return it.

    Source: `SetProviderVersion` in `pkg/resource/deploy/providers/registry.go` of pulumi/pulumi.
    """
    versions = [section.pop("version", None) for section in sections]
    return next((version for version in versions if isinstance(version, str)), "")


def _options(record: Record, version: str) -> Options:
    return Options(
        protect=record.flag("protect"),
        ignore_changes=record.texts("ignoreChanges"),
        retain_on_delete=record.flag("retainOnDelete"),
        additional_secret_outputs=record.texts("additionalSecretOutputs"),
        replace_on_changes=record.texts("replaceOnChanges"),
        aliases=record.texts("aliases"),
        deleted_with=record.text("deletedWith"),
        import_id=record.text("importID"),
        version=version,
    )


def _source(record: Record) -> Source | None:
    """Return where in the program a resource was written: in the program's own files, where its stack trace has one."""
    first = _place(record.text("sourcePosition"))
    if first is None or not _NOT_OWN.search(first.file):
        return first
    places = (place for place in map(_place, record.frames()) if place)
    return next((place for place in places if not _NOT_OWN.search(place.file)), first)


def _place(position: str) -> Source | None:
    """Return the place that `project:///main.py#12,3` names: line 12 of a file relative to the project.

    Source: `parseSourcePosition` in `pkg/resource/deploy/source_eval.go` of pulumi/pulumi.
    """
    found = _POSITION.fullmatch(position)
    return Source(unquote(found[1]), int(found[2])) if found else None
