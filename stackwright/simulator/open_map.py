"""Maps that answer for keys they do not hold: what a look at another system would find cannot be known beforehand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


class OpenText(str):
    """Text that may also be asked for a part by name, for values of which the SDK declares no type."""

    __slots__ = ()

    def __getitem__(self, key: Any) -> Any:
        """Return a character for a number, and the text itself for a name."""
        return self if isinstance(key, str) else super().__getitem__(key)


class OpenMap(dict[str, Any]):
    """A dict that makes up an answer, the same every time, for a key it lacks.

    It holds, shows, compares and serialises what it was given and no more: `in`, iteration and JSON do not see what
    it makes up.
    """

    def __init__(self, answer: Callable[[str], Any], values: Mapping[str, Any] | None = None) -> None:
        super().__init__(values or {})
        self._answer = answer

    def __missing__(self, key: str) -> Any:
        """Return what this map would hold under *key*."""
        return self._answer(str(key))

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value, the caller's own default, or else an answer."""
        if key in self:
            return self[key]
        return self._answer(str(key)) if default is None else default

    def __reduce__(self) -> tuple[Any, ...]:
        """Copy and pickle as the plain dict it holds."""
        return dict, (dict(self),)
