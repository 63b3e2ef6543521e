"""What stands for a value that is not known, not there or not to be shown."""

from __future__ import annotations

from typing import Any

UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""What the engine's protocol writes for text that is not known yet. Source: `UnknownStringValue` in Pulumi's
`sdk/go/common/resource/plugin/rpc.go`."""


class Unknown:
    """A value that only a deployment can tell."""

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __deepcopy__(self, _memo: object) -> Unknown:
        return self  # there is one, and it is recognised by being it


class Absent:
    """A property that the program did not set."""

    def __repr__(self) -> str:
        return "ABSENT"


UNKNOWN = Unknown()
ABSENT = Absent()


class Secret:
    """A value that may be judged and must not be shown."""

    __slots__ = ("content",)

    def __init__(self, content: Any) -> None:
        self.content = content

    def __repr__(self) -> str:
        return "[secret]"


def is_unknown(raw: Any) -> bool:
    """Return whether only a deployment can tell the value; of a text, some part of it."""
    return raw is UNKNOWN or (isinstance(raw, str) and UNKNOWN_TEXT in raw)


def whole(value: Any) -> Any:
    """Return a whole number as int: the engine's protocol has only floating-point numbers."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def holds_secret(raw: Any) -> bool:
    """Return whether any part of a value is marked secret."""
    if isinstance(raw, dict):
        return any(map(holds_secret, raw.values()))
    if isinstance(raw, list):
        return any(map(holds_secret, raw))
    return isinstance(raw, Secret)


def holds_text(raw: Any) -> bool:
    """Return whether any part of a value is text, names of members aside."""
    if isinstance(raw, dict):
        return any(map(holds_text, raw.values()))
    if isinstance(raw, list):
        return any(map(holds_text, raw))
    return isinstance(raw, str)
