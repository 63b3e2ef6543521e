"""Reads properties by path: absent has a default, and what only a deployment could tell is never taken for a value."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from ...model import UNKNOWN, Secret, Unknown

__all__ = ["UNKNOWN", "Section", "Undecided"]
_Default = TypeVar("_Default")
_ABSENT: Any = None


MOST = Decimal(10) ** 15
"""What no quantity of a resource is above."""


class Undecided(Exception):  # noqa: N818, no mistake of anybody: the estimate says it
    """A property that would tell does not: it is known only after the deployment, or is not what it should be."""

    def __init__(self, path: str, why: str = "") -> None:
        super().__init__(f"{path} is {why or 'known only after the deployment'}")
        self.path = "" if why else path
        """The property that only a deployment can tell; empty where it is wrong instead."""


class Section:
    """Some properties of a resource, by their names in Pulumi's schema: an object of them, or all."""

    __slots__ = ("_path", "secrets", "values")

    def __init__(self, values: Mapping[str, Any], path: str = "", secrets: list[str] | None = None) -> None:
        self.values = values
        self.secrets = [] if secrets is None else secrets
        """Every secret text that was read, in order: one list for all that are read together."""
        self._path = path

    def value(self, path: str) -> Any:
        """Return the plain value at a dotted *path*, None where there is none. Raises Undecided.

        A list of one object is read as that object: pulumi-aws writes many single blocks so.
        """
        found: Any = self.values
        for key in path.split("."):
            found = self._one(found, path)
            if not isinstance(found, Mapping):
                return None
            found = found.get(key)
        return self._plain(found, path)

    def text(self, path: str, default: str = "") -> str:
        """Return the text at *path*; *default* where there is none. Raises Undecided."""
        found = self.value(path)
        return default if found in (_ABSENT, "") else str(found)

    def number(self, path: str, default: Decimal | int | None = 0) -> Decimal:
        """Return the number at *path*, at least 0; *default* where there is none. Raises Undecided."""
        found = self.value(path)
        if found in (_ABSENT, ""):
            found = default
        wrong = Undecided(self._named(path), "no number of at least 0")
        try:
            number = Decimal(str(found))
        except InvalidOperation:
            raise wrong from None
        if number.is_nan() or not 0 <= number <= MOST:
            raise wrong
        return number

    def flag(self, path: str, default: bool = False) -> bool:
        """Return the boolean at *path*, also written as text; *default* where there is none. Raises Undecided."""
        found = self.value(path)
        if found in (_ABSENT, ""):
            return default
        return found.lower() == "true" if isinstance(found, str) else bool(found)

    def has(self, path: str) -> bool:
        """Return whether *path* has a value, known or not; an empty text, list or object is none."""
        try:
            return self.value(path) not in (_ABSENT, "", [], {})
        except Undecided:
            return True

    def texts(self, path: str) -> list[str]:
        """Return the list of texts at *path*, one text as a list of itself. Raises Undecided."""
        found = self.value(path)
        if found is None:
            return []
        return [str(self._plain(one, path)) for one in (found if isinstance(found, list | tuple) else [found])]

    def count(self, path: str) -> int:
        """Return how many elements the list or object at *path* has, known or not. Raises Undecided."""
        found = self.value(path)
        return 0 if found is None else len(found) if isinstance(found, list | tuple | Mapping) else 1

    def items(self, path: str) -> list[Section]:
        """Return the objects of the list at *path*, one object as a list of itself. Raises Undecided."""
        found = self.value(path)
        if found is None:
            return []
        several = found if isinstance(found, list | tuple) else [found]
        plain = enumerate(self._plain(one, path) for one in several)
        name = self._named(path)
        return [Section(one, f"{name}[{place}]", self.secrets) for place, one in plain if isinstance(one, Mapping)]

    def section(self, path: str) -> Section:
        """Return the object at *path*, an empty one where there is none. Raises Undecided."""
        return next(iter(self.items(path)), Section({}, self._named(path), self.secrets))

    def mapping(self, path: str) -> dict[str, Any]:
        """Return the object at *path* by its keys, which may hold dots as labels do; empty where there is none.

        Raises Undecided.
        """
        found = self.value(path)
        pairs = found.items() if isinstance(found, Mapping) else ()
        return {str(key): self._plain(value, f"{path}.{key}") for key, value in pairs}

    def json(self, path: str) -> list[Section]:
        """Return the objects of the JSON text at *path*, as `items`. Raises Undecided, also where it is no JSON."""
        found = self.value(path)
        if isinstance(found, str):
            try:
                found = json.loads(found)
            except ValueError:
                raise Undecided(self._named(path)) from None
        return Section({"json": found}, self._named(path), self.secrets).items("json")

    def _named(self, path: str) -> str:
        """Return *path* as a message names it."""
        return f"{self._path}.{path}" if self._path else path

    def _one(self, found: Any, path: str) -> Any:
        found = self._plain(found, path)
        if isinstance(found, list | tuple) and len(found) == 1:
            found = self._plain(found[0], path)
        return found

    def _plain(self, found: Any, path: str) -> Any:
        while isinstance(found, Secret):
            found = found.value
            self.secrets.extend(_texts(found))
        if isinstance(found, Unknown):
            raise Undecided(self._named(path))
        return found


def _texts(found: Any) -> Iterator[str]:
    """Yield the texts and numbers inside a secret value."""
    if isinstance(found, Mapping):
        found = list(found.values())
    if isinstance(found, list | tuple):
        for one in found:
            yield from _texts(one)
    elif isinstance(found, str | int | float | Decimal) and not isinstance(found, bool) and str(found):
        yield str(found)
