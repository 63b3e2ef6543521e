"""Reads a file, or what is piped in, into one JSON object: any encoding a user may have, one line where it fails."""

from __future__ import annotations

import gzip
import io
import json
import math
import re
import sys
import zlib
from pathlib import Path
from typing import Any, NoReturn

from ...errors import UserError

STDIN = Path("-")

_EXPORT = "`pulumi stack export --file state.json`"
_GZIP = b"\x1f\x8b"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")  # what a redirection in PowerShell writes
_LOST_PAIR = re.compile(r"\\u[dD][89a-fA-F]")

# What is left, where a reader stops, of a value that ends too early: of a word or a number, of an escape in a text.
_CUT = re.compile(r"(t(r(ue?)?)?|f(a(l(se?)?)?)?|n(ul?)?|-|\.|[eE][-+]?)?")
_CUT_ESCAPE = re.compile(r"\\?u?[0-9a-fA-F]{0,3}")

# More digits than any float has; Python refuses to read very long ones at all.
_DIGITS = 309


def read_text(file: Path) -> str:
    """Return the text of *file*, unpacked where it is gzip; of standard input where *file* is `-`.

    Raises UserError where there is none, or it is not text.
    """
    name = "standard input" if file == STDIN else str(file)
    try:
        content = _piped() if file == STDIN else file.read_bytes()
    except FileNotFoundError:
        raise UserError(f"{name}: no such file; write one with {_EXPORT}") from None
    except IsADirectoryError:
        raise UserError(f"{name}: is a folder; expected the file that {_EXPORT} writes") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UserError(f"{name}: cannot be read: {reason}; pass a file you may read") from None
    return _decode(_unpack(content, name), name)


def _piped() -> bytes:
    if sys.stdin is None or sys.stdin.isatty():
        raise UserError("standard input: nothing is piped in; run `pulumi stack export | stackwright ... -`")
    binary = getattr(sys.stdin, "buffer", None)
    return binary.read() if binary is not None else sys.stdin.read().encode()


def _unpack(content: bytes, name: str) -> bytes:
    if not content.startswith(_GZIP):
        return content
    try:
        with gzip.open(io.BytesIO(content)) as packed:
            return packed.read()
    except (OSError, EOFError, zlib.error):
        raise UserError(f"{name}: the gzip file is truncated or damaged; export it again with {_EXPORT}") from None


def _decode(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-16" if content.startswith(_UTF16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(
            f"{name}: not text at byte {error.start}; expected the JSON that {_EXPORT} writes, in UTF-8"
        ) from None


def parse(text: str, name: str) -> dict[str, Any]:
    """Return the JSON object in *text*, whole numbers as `int`; *name* is the file, for the messages.

    Raises UserError with line and column where *text* ends too early or is not JSON, and where it is no object.
    """
    if not text.strip("\0 \t\r\n"):
        raise UserError(f"{name}: the file is empty; export the state again with {_EXPORT}")
    try:
        found = loads(text)
    except json.JSONDecodeError as error:
        raise UserError(_explain(error, text, name)) from None
    except ValueError as error:
        raise UserError(f"{name}: not JSON: {error}; export the state again with {_EXPORT}") from None
    except RecursionError:
        raise UserError(f"{name}: nested too deeply for a Pulumi state; export it again with {_EXPORT}") from None
    if not isinstance(found, dict):
        raise UserError(f"{name}: expected the object that {_EXPORT} writes, got {kind(found)}; export the state again")
    return found


def loads(text: str) -> Any:
    """Return the JSON value in *text*: whole numbers as `int`, U+FFFD for every half of a surrogate pair, as Go reads.

    Raises ValueError where it is not JSON, or a number is out of range; RecursionError where it is nested too deeply.
    """
    found = json.loads(text, parse_int=_whole, parse_float=_number, parse_constant=_no_number)
    if _LOST_PAIR.search(text):
        paired = json.dumps(found, ensure_ascii=False).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        found = json.loads(paired)  # no report could write half a pair
    return found


def kind(value: Any) -> str:
    """Return what kind of JSON value *value* is, in words: the value itself may be a secret."""
    if value is None:
        return "nothing"
    words = {dict: "an object", list: "a list", str: "text", bool: "true or false"}
    return next((word for type_, word in words.items() if isinstance(value, type_)), "a number")


def _explain(error: json.JSONDecodeError, text: str, name: str) -> str:
    where = f"line {error.lineno}, column {error.colno}"
    rest = text[error.pos :].rstrip()
    cut = _CUT_ESCAPE if error.msg.startswith("Invalid \\") else _CUT
    if cut.fullmatch(rest) or error.msg.startswith("Unterminated string"):
        return f"{name}: ends in the middle, after {where}; the file is truncated, export it again with {_EXPORT}"
    return f"{name}: not JSON at {where}; expected what {_EXPORT} writes"


def _whole(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise ValueError(f"a number of {len(digits)} digits")
    return int(digits)


def _number(text: str) -> int | float:
    """Return a number as Go writes it back: a float without a fraction is whole."""
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"the number {text[:20]} is too large")
    return int(number) if number.is_integer() else number


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no JSON number")
