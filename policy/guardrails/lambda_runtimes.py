"""Which runtimes of Lambda are maintained, by the day that the table was read."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from datetime import date

from .tables import rows

_NAME = re.compile(r"([a-z][a-z.]*?)(\d+(?:\.\d+)*)((?:\.[a-z]\w*)?)")


@dataclass(frozen=True, kw_only=True)
class Runtime:
    """The day from which a runtime gets no more security patches."""

    deprecated: date
    as_of: date
    """Day that the table was read."""

    @property
    def is_maintained(self) -> bool:
        """Whether it still got security patches on the day that the table was read."""
        return self.deprecated > self.as_of


def wrong_with(name: str) -> str:
    """Return what is wrong with a runtime, the end of a sentence; empty where nothing is.

    One that is newer than all of its language in the table is taken to be maintained.
    """
    known = _table().get(name)
    if known:
        return "" if known.is_maintained else f"which Lambda deprecated on {known.deprecated.isoformat()}"
    return "" if _is_newer(name) else "which Lambda does not have"


def _is_newer(name: str) -> bool:
    language, version = _parts(name)
    others = [_parts(other)[1] for other in _table() if _parts(other)[0] == language]
    return bool(others) and version > max(others)


@functools.cache
def _parts(name: str) -> tuple[tuple[str, str], tuple[int, ...]]:
    """Return the language, as what stands before and behind the version, and the version of a runtime."""
    match = _NAME.fullmatch(name)
    if not match:
        return (name, ""), ()
    return (match[1], match[3]), tuple(int(part) for part in match[2].split("."))


@functools.cache
def _table() -> dict[str, Runtime]:
    return {
        row["runtime"]: Runtime(
            deprecated=date.fromisoformat(row["deprecated"]),
            as_of=date.fromisoformat(row["as_of"]),
        )
        for row in rows("lambda_runtimes")
    }
