"""JSON values as YAML that every reader, old or new, takes for the very same values."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

import yaml

# Text that no version of YAML takes for anything else. Digits first, signs and dots could begin a number or a date.
_PLAIN = re.compile(r"(?:\.\./)*[A-Za-z/](?:[\w./-]|:(?=[\w/]))*", re.ASCII)
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "inf", "nan"})


class _Dumper(yaml.SafeDumper):
    """Block style throughout, each key on a line of its own, lists indented as `kubectl` writes them."""

    def ignore_aliases(self, _data: Any) -> bool:
        """Write a value in full each time it stands there: a reader of JSON values knows no anchors."""
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Return plain text where nobody could mistake it, lines as a block, and anything else quoted."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        style = None
    elif "\n" in text and not text[0].isspace() and text.replace("\n", "").isprintable():
        style = "|"
    else:
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


def _number(dumper: yaml.SafeDumper, number: float) -> yaml.ScalarNode:
    """Return a number as JSON writes it, with a point so that no reader takes it for text."""
    text = repr(number)
    return dumper.represent_scalar("tag:yaml.org,2002:float", text if "." in text else text.replace("e", ".0e"))


_Dumper.add_representer(str, _text)
_Dumper.add_representer(float, _number)


def dump(value: Any, comments: Sequence[str] = ()) -> str:
    """Return *value* as a YAML document below *comments*; keys are sorted, but for those that say what it is."""
    head = "".join(f"# {comment}\n" for comment in comments)
    return head + yaml.dump(_ordered(value), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=math.inf)


def _ordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value, key=_rank)}
    return [_ordered(item) for item in value] if isinstance(value, list) else value


_FIRST = ("apiVersion", "kind", "metadata", "name", "namespace", "op", "path")


def _rank(key: str) -> tuple[int, str]:
    return _FIRST.index(key) if key in _FIRST else len(_FIRST), key
