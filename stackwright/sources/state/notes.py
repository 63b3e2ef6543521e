"""Says in notes what a state file leaves open: half-done operations, broken resources, secrets nobody could read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ...model import Resource, Secret, Unknown
from .envelope import Deployment
from .resource import Record

# More names than this in one note help nobody.
_NAMED = 5

_HOLDERS = (dict, list, Secret)


def notes(
    deployment: Deployment,
    records: Iterable[Record],
    operations: Iterable[tuple[str, Record]],
    kept: Iterable[Resource],
) -> list[str]:
    """Return the notes on *deployment*: when it was written, then what is out of the ordinary in it.

    *records* are all the resources in the file, *operations* those that never ended by their kind, *kept* what was
    made of the records.
    """
    records = list(records)
    found = [_written(deployment.body.get("manifest")), "" if records else "the stack has no resources"]
    found += [_about(phrase, *(r for r in records if marked(r))) for phrase, marked in _MARKS]
    found += [
        _about(f"{{}} left in the middle of {kind}, and what became of it is unknown; run `pulumi refresh`", *cut)
        for kind, cut in _by_kind(operations)
    ]
    encrypted = sum(_encrypted(section) for each in kept for section in (each.inputs, each.outputs))
    if encrypted:
        found.append(
            f"{_count(encrypted, 'value')} encrypted, and not read; "
            "`pulumi stack export --show-secrets` writes them in clear"
        )
    if deployment.unknown_features:
        found.append(f"written with features that are not known here: {', '.join(deployment.unknown_features)}")
    metadata = deployment.body.get("metadata")
    if isinstance(metadata, dict) and metadata.get("integrity_error"):
        found.append("Pulumi found this state inconsistent when it wrote it; run `pulumi state repair`")
    return [note for note in found if note]


_MARKS = (
    ("{} pending deletion, left out", lambda record: record.flag("delete")),
    ("{} deleted and not yet created anew", lambda record: record.flag("pendingReplacement")),
    ("{} to be replaced by the next update", lambda record: record.flag("taint")),
    ("{} created, but failed to become ready", lambda record: bool(record.texts("initErrors"))),
)


def adopted(orphans: Iterable[Resource]) -> list[str]:
    """Return the note on resources whose parent is not in the file."""
    return [note for note in [_about("{} without the parent that the state names, shown at the top", *orphans)] if note]


def _written(manifest: Any) -> str:
    """Return when and by what the state was written, where the manifest says so."""
    if not isinstance(manifest, dict):
        return ""
    time = re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d", str(manifest.get("time")))
    version = re.fullmatch(r"v?(\d[\w.+-]{0,40})", str(manifest.get("version")))
    if time is None or time[0].startswith("0001"):  # Go's zero time: never written
        return ""
    by = f" by Pulumi {version[1]}" if version else ""
    return f"deployed state, written {time[0].replace('T', ' ')} UTC{by}"


def _about(phrase: str, *found: Record | Resource) -> str:
    """Return *phrase* with how many resources it is about, then their names; nothing where there are none."""
    if not found:
        return ""
    named = sorted(f"{each.urn.split('::', 3)[3]} ({each.type})" for each in found)
    more = [f"{len(named) - _NAMED} more"] if len(named) > _NAMED else []
    return f"{phrase.format(_count(len(named), 'resource'))}: {', '.join(named[:_NAMED] + more)}"


def _by_kind(operations: Iterable[tuple[str, Record]]) -> Iterator[tuple[str, list[Record]]]:
    by_kind: dict[str, list[Record]] = {}
    for kind, record in operations:
        by_kind.setdefault(kind, []).append(record)
    yield from sorted(by_kind.items())


def _encrypted(value: Any) -> int:
    """Return how many secrets in *value* nobody could read."""
    if isinstance(value, Secret):
        return 1 if isinstance(value.value, Unknown) else _encrypted(value.value)
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return sum(_encrypted(each) for each in inner if isinstance(each, _HOLDERS))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun} is" if number == 1 else f"{number} {noun}s are"
