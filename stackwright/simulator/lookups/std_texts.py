"""Functions of the std package over texts."""

from __future__ import annotations

import base64
import csv
import gzip
import hashlib
import io
import json
import re
import urllib.parse
from collections.abc import Callable, Mapping
from typing import Any

GO_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
"""What Go's JSON escapes beside what any does, for `str.translate`; source: Go's encoding/json, HTMLEscape."""

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")


def _hashed(algorithm: str, *, encoded: bool = False) -> Callable[..., str]:
    def digest(given: str) -> str:
        found = hashlib.new(algorithm, given.encode(), usedforsecurity=False)
        return base64.b64encode(found.digest()).decode() if encoded else found.hexdigest()

    return digest


def go_json(value: Any) -> str:
    """Return JSON as Go writes it: keys in order, without spaces, and safe within HTML."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.translate(GO_ESCAPES)


def _base64gzip(given: str) -> str:
    return base64.b64encode(gzip.compress(given.encode(), mtime=0)).decode()


def _replace(text: str, search: str, replace: str) -> str:
    """Replace a text, or what an expression between slashes matches."""
    if len(search) > 1 and search[0] == search[-1] == "/":
        # A group is `$1` or `${name}` there, and `\1` or `\g<name>` in Python.
        return re.sub(search[1:-1], re.sub(r"\$(?:\{(\w+)\}|(\w+))", r"\\g<\1\2>", replace), text)
    return text.replace(search, replace)


def _format(given: str, args: list[Any] | None = None) -> str:
    """Return a text formatted as Go does: `%v` and `%s` for anything, `%d`, `%f`, `%x`, `%q` and `%t`."""
    values = iter(args or [])

    def fill(match: re.Match[str]) -> str:
        flags, verb = match[1], match[2]
        if verb == "%":
            return "%"
        value = next(values)
        if verb == "t":
            return str(value).lower()
        if verb == "q":
            return json.dumps(value, ensure_ascii=False)
        if verb in "sv":
            return f"%{flags.replace('#', '')}s" % _text(value)
        if verb == "b":
            return f"{int(value):{flags}b}"
        return f"%{flags}{verb}" % (int(value) if verb in "doxXc" and isinstance(value, float) else value)

    return re.sub(r"%([-+# 0]*\d*(?:\.\d+)?)([a-zA-Z%])", fill, given)


def _text(value: Any) -> str:
    if isinstance(value, (dict, list)):
        return go_json(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "<nil>" if value is None else str(value)


def _formatlist(given: str, args: list[Any]) -> list[str]:
    """Return one text for each element of the lists among *args*, single values repeated."""
    length = max((len(arg) for arg in args if isinstance(arg, list)), default=1)
    columns = [arg if isinstance(arg, list) else [arg] * length for arg in args]
    return [_format(given, list(row)) for row in zip(*columns, strict=True)]


def _substr(given: str, length: int, offset: int = 0) -> str:
    start = offset % len(given) if offset < 0 and given else offset
    return given[start:] if length < 0 else given[start : start + length]


def _regex(pattern: str, string: str) -> Any:
    match = re.search(pattern, string)
    return _captures(match) if match else []


def _captures(match: re.Match[str]) -> Any:
    named = match.groupdict("")
    if named:
        return named
    return list(match.groups("")) or match[0]


def _regexall(pattern: str, string: str) -> list[Any]:
    return [_captures(match) for match in re.finditer(pattern, string)]


def _csvdecode(given: str) -> list[dict[str, str]]:
    return [dict(row) for row in csv.DictReader(io.StringIO(given))]


def _title(given: str) -> str:
    return _WORD.sub(lambda match: match[0].capitalize(), given)


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "base64decode": lambda given: base64.b64decode(given).decode(),
    "base64encode": lambda given: base64.b64encode(given.encode()).decode(),
    "base64gzip": _base64gzip,
    "base64sha256": _hashed("sha256", encoded=True),
    "base64sha512": _hashed("sha512", encoded=True),
    "chomp": lambda given: given.rstrip("\r\n"),
    "csvdecode": _csvdecode,
    "endswith": lambda given, suffix: given.endswith(suffix),
    "format": _format,
    "formatlist": _formatlist,
    "indent": lambda given, spaces: given.replace("\n", "\n" + " " * int(spaces)),
    "join": lambda given, separator: separator.join(map(str, given)),
    "jsondecode": lambda given: json.loads(given),
    "jsonencode": lambda given=None: go_json(given),
    "lower": lambda given: given.lower(),
    "md5": _hashed("md5"),
    "regex": _regex,
    "regexall": _regexall,
    "replace": _replace,
    "sha1": _hashed("sha1"),
    "sha256": _hashed("sha256"),
    "sha512": _hashed("sha512"),
    "split": lambda separator, text: text.split(separator) if separator else list(text),
    "startswith": lambda given, prefix: given.startswith(prefix),
    "strrev": lambda given: given[::-1],
    "substr": _substr,
    "title": _title,
    "tostring": lambda given=None: None if given is None else _text(given),
    "trim": lambda given, cutset: given.strip(cutset),
    "trimprefix": lambda given, prefix: given.removeprefix(prefix),
    "trimspace": lambda given: given.strip(),
    "trimsuffix": lambda given, suffix: given.removesuffix(suffix),
    "upper": lambda given: given.upper(),
    "urlencode": lambda given: urllib.parse.quote_plus(given),
}
"""Name -> what computes it."""
