"""Real answers to look-ups, which a project commits in `stackwright.context.json` beside its `Pulumi.yaml`.

    {
      "lookUps": [
        {
          "lookUp": "aws:ec2/getAmi:getAmi",
          "args": {"owners": ["amazon"]},
          "region": "eu-west-1",
          "stack": "prod",
          "answer": {"id": "ami-0123456789abcdef0", "architecture": "arm64"}
        }
      ]
    }

`lookUp` is the function's token and `answer` the outputs that matter, by the provider's names (`vpcId`, not `vpc_id`):
whatever the answer leaves out is simulated. `args`, `region` and `stack` narrow an entry to look-ups with these
arguments among theirs, in this Region, of this stack; left out, any will do. The first entry that fits is taken. The
file holds no secrets: it is committed.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import UserError
from ..model import reveal

FILE = "stackwright.context.json"

_KEYS: Mapping[str, tuple[type[Any], str]] = {
    "lookUp": (str, "a function token"),
    "args": (dict, "a table of arguments"),
    "region": (str, "a Region"),
    "stack": (str, "a stack's name"),
    "answer": (dict, "a table of outputs"),
}
_NEEDED = ("lookUp", "answer")


@dataclass(frozen=True)
class Entry:
    """One committed answer."""

    number: int
    token: str
    answer: Mapping[str, Any]
    args: Mapping[str, Any] = field(default_factory=dict)
    region: str = ""
    stack: str = ""

    def fits(self, token: str, args: Mapping[str, Any], region: str, stack: str) -> bool:
        """Say whether this entry answers the look-up."""
        return (
            self.token == token
            and self.region in ("", region)
            and self.stack in ("", stack)
            and _within(self.args, args)
        )


@dataclass
class Context:
    """The answers of one project, and which of them were taken."""

    entries: tuple[Entry, ...] = ()
    _used: set[int] = field(default_factory=set)

    def answer(self, token: str, args: Mapping[str, Any], region: str, stack: str) -> dict[str, Any] | None:
        """Return the committed outputs for a look-up, to be laid over the simulated ones; None where there are none."""
        plain = reveal(dict(args))
        for entry in self.entries:
            if entry.fits(token, plain, region, stack):
                self._used.add(entry.number)
                return json.loads(json.dumps(entry.answer))  # type: ignore[no-any-return] # a copy of a table
        return None

    def unused(self) -> list[str]:
        """Return one line for each entry that answered nothing, in the order of the file."""
        left = [entry for entry in self.entries if entry.number not in self._used]
        return [f"{FILE}: entry {entry.number} ({entry.token}) answered no look-up" for entry in left]


def load(root: Path) -> Context:
    """Return the answers committed in the project at *root*; none without a file.

    Raises UserError where the file cannot be read as the module describes.
    """
    path = root / FILE
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Context()
    except (OSError, ValueError) as error:
        raise UserError(f"{FILE}: cannot be read: {error}; save it as JSON in UTF-8") from None
    try:
        table = json.loads(text, object_pairs_hook=_table)
    except json.JSONDecodeError as error:
        raise UserError(f"{FILE}:{error.lineno}: not valid JSON: {error.msg}; correct that line") from None
    _check(table, dict, "the file", "a table")
    _known(table, ("lookUps",), "the file")
    rows = table.get("lookUps", [])
    _check(rows, list, "lookUps", "a list of entries")
    return Context(tuple(_entry(number, row) for number, row in enumerate(rows, start=1)))


def _table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return one JSON table. Raises UserError for a key that stands twice: which of the two holds would be a guess."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise UserError(f"{FILE}: the key {key!r} stands twice in one table; keep one")
        found[key] = value
    return found


def _entry(number: int, row: Any) -> Entry:
    where = f"entry {number}"
    _check(row, dict, where, "a table")
    _known(row, tuple(_KEYS), where)
    for key, (kind, expected) in _KEYS.items():
        if key in row:
            _check(row[key], kind, f"{where}: {key}", expected)
    missing = next((key for key in _NEEDED if key not in row), None)
    if missing:
        raise UserError(f"{FILE}: {where} has no {missing}, which is {_KEYS[missing][1]}; add it")
    token, answer = row["lookUp"], row["answer"]
    if token.count(":") != 2 or not all(token.split(":")):
        text = f"{FILE}: {where}: lookUp {token!r} is no token; write it as aws:ec2/getVpc:getVpc"
        raise UserError(text)
    return Entry(number, token, answer, row.get("args", {}), row.get("region", ""), row.get("stack", ""))


def _known(table: Mapping[str, Any], keys: tuple[str, ...], where: str) -> None:
    for key in table:
        if key not in keys:
            close = difflib.get_close_matches(key, keys, n=1)
            hint = f"did you mean {close[0]}?" if close else f"known are {', '.join(keys)}"
            raise UserError(f"{FILE}: {where} has an unknown key {key!r}; {hint}")


def _check(value: Any, kind: type[Any], where: str, expected: str) -> None:
    if not isinstance(value, kind):
        kinds = {dict: "a table", list: "a list", str: "text", bool: "true or false", type(None): "null"}
        got = kinds.get(type(value), "a number")
        raise UserError(f"{FILE}: {where} is {got}, expected {expected}; correct it")


def _within(part: Any, whole: Any) -> bool:
    """Say whether *part* is in *whole*: tables may have more keys, anything else is equal."""
    if isinstance(part, Mapping) and isinstance(whole, Mapping):
        return all(key in whole and _within(value, whole[key]) for key, value in part.items())
    if isinstance(part, list) and isinstance(whole, list):
        return len(part) == len(whole) and all(_within(*pair) for pair in zip(part, whole, strict=True))
    if isinstance(part, bool) or isinstance(whole, bool):
        return part is whole
    return bool(part == whole)
