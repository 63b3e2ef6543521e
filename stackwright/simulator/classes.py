"""The Python class that an installed SDK has for a type token, whatever the SDK's layout."""

from __future__ import annotations

import functools
import importlib
import json
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pulumi

_TABLE = 'resource_modules="""'

# The SDKs load their modules lazily, and a second thread can see one half loaded.
IMPORTING = threading.RLock()

# The tokens that no table has -> class, of the classes that the program itself has loaded.
_LOADED: dict[str, type[Any]] = {}


@functools.cache
def table(package: str) -> Mapping[str, tuple[str, str]]:
    """Return type token -> (module, class) from the registration table in the SDK's generated `__init__`."""
    text = _source(package)
    start = text.find(_TABLE)
    if start < 0:
        return {}
    start += len(_TABLE)
    entries = json.loads(text[start : text.index('"""', start)])
    return {token: (entry["fqn"], name) for entry in entries for token, name in entry["classes"].items()}


def find(token: str) -> type[Any] | None:
    """Return the class of *token*: by its SDK's table, by the SDK's naming, or among the loaded classes."""
    package = token.split(":", 1)[0]
    places = [table(package).get(token), _by_convention(token)]
    found = (_load(*place) for place in places if place)
    return next((cls for cls in found if cls is not None), None) or _loaded(token)


def token_of(cls: type[Any]) -> str:
    """Return the type token of a resource class; empty where its SDK does not say."""
    token = getattr(cls, "pulumi_type", "")
    if isinstance(token, str) and token:
        return token
    root = cls.__module__.partition(".")[0]
    entries = table(root.removeprefix("pulumi_").replace("_", "-")).items()
    return next((token for token, (module, name) in entries if getattr(_module(module), name, None) is cls), "")


def _source(package: str) -> str:
    """Return the text of a package's `__init__`; empty where none is installed that has one."""
    module = _module("pulumi_" + package.replace("-", "_"))
    if module is None or not getattr(module, "__file__", None):
        return ""
    return Path(module.__file__).read_text(encoding="utf-8")


def _by_convention(token: str) -> tuple[str, str] | None:
    """Return where an SDK without a table has *token*: `pkg:mod/thing:Thing` is `pulumi_pkg.mod.Thing`."""
    package, _, rest = token.partition(":")
    module, _, name = rest.rpartition(":")
    if not (package and module and name.isidentifier()):
        return None
    parts = module.split("/")
    kept = parts[:-1] if len(parts) > 1 and parts[-1].lower() == name.lower() else parts
    path = ".".join(part.replace("-", "_").replace(".", "_").lower() for part in kept if part != "index")
    root = "pulumi_" + package.replace("-", "_")
    return (f"{root}.{path}" if path else root), name


def _load(module: str, name: str) -> type[Any] | None:
    found = getattr(_module(module), name, None)
    return found if isinstance(found, type) and issubclass(found, pulumi.Resource) else None


def _module(name: str) -> Any:
    """Return a module, loaded if need be; None where it is not installed or cannot be loaded here."""
    loaded = sys.modules.get(name)
    if loaded is not None:
        return loaded
    with IMPORTING:
        try:
            return importlib.import_module(name)
        except Exception:  # what a foreign module raises when it is loaded is no concern of the simulation
            return None


def _loaded(token: str) -> type[Any] | None:
    """Return the class marked with *token* among all that are loaded: local SDKs may have any module name."""
    if token not in _LOADED:
        for cls in _subclasses(pulumi.Resource):
            mark = vars(cls).get("pulumi_type")
            if isinstance(mark, str):
                _LOADED.setdefault(mark, cls)
    return _LOADED.get(token)


def _subclasses(cls: type[Any]) -> Iterator[type[Any]]:
    for sub in cls.__subclasses__():
        yield sub
        yield from _subclasses(sub)
