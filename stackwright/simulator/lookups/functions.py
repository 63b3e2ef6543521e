"""Where the installed SDKs declare what a function answers: token -> its `Get...Result` class."""

from __future__ import annotations

import functools
import importlib
import importlib.util
import inspect
import keyword
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .. import classes

_CLASS = re.compile(r"^class (\w+Result)\b", re.MULTILINE)
_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@functools.cache
def result_class(token: str) -> type[Any] | None:
    """Return the class whose properties are what *token* answers; None where no installed SDK declares one."""
    for root, folder in _packages(token.split(":", 1)[0]):
        for path in _files(folder, token):
            name = _class_name(path, token)
            if name:
                parts = path.relative_to(folder).with_suffix("").parts
                return _load(".".join((root, *parts)), name)
    return None


def snake(name: str) -> str:
    """Return camelCase as the SDKs write it in Python: `getDbInstance` is `get_db_instance`."""
    return _CAPITAL.sub("_", name).lower()


def _packages(package: str) -> Iterator[tuple[str, Path]]:
    """Yield (module, folder) of the installed SDKs that may be *package*: Pulumi's own, then other publishers'."""
    suffix = "_" + package.replace("-", "_")
    loaded = sorted(name for name in list(sys.modules) if name.endswith(suffix) and "." not in name)
    for root in dict.fromkeys(("pulumi" + suffix, *loaded)):
        try:
            spec = importlib.util.find_spec(root)
        except (ImportError, ValueError):
            continue
        if spec is not None and spec.origin:
            yield root, Path(spec.origin).parent


def _files(folder: Path, token: str) -> Iterator[Path]:
    """Yield the files that may define *token*: where generated SDKs put it, then any other of that name."""
    _, _, rest = token.partition(":")
    module, _, name = rest.rpartition(":")
    segments = [segment for segment in module.split("/") if segment not in ("", "index", name)]
    file = snake(name) + ".py"
    expected = folder.joinpath(*map(_identifier, segments), file)
    if expected.is_file():
        yield expected
    yield from sorted(folder.rglob(file))


def _identifier(segment: str) -> str:
    plain = segment.replace("-", "_").lower()
    return plain + "_" if keyword.iskeyword(plain) else plain


def _class_name(path: Path, token: str) -> str:
    text = path.read_text(encoding="utf-8")
    at = max(text.find(f"'{token}'"), text.find(f'"{token}"'))
    if at < 0:
        return ""
    named = re.compile(r"[^\n]*\btyp=(\w+)").match(text, at)
    first = named or _CLASS.search(text)
    return first[1] if first else ""


def _load(module: str, name: str) -> type[Any] | None:
    parts = module.split(".")
    try:
        with classes.IMPORTING:
            for count in range(1, len(parts)):
                # A lazy package loads itself when asked for any name. It must be whole before a module in it is loaded:
                # that would take the place of the function by its name.
                hasattr(importlib.import_module(".".join(parts[:count])), "outputs")
            found = getattr(importlib.import_module(module), name, None)
    except Exception:  # generated code of any version: one that cannot be imported declares nothing
        return None
    return found if inspect.isclass(found) else None
