"""Watches what a program asks of its configuration: finds all keys that are missing in one run, and fills them."""

from __future__ import annotations

import ast
import contextlib
import functools
import linecache
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pulumi

from ...model import REDACTED
from ..failure import is_own
from ..project import Project, StackConfig
from . import declared
from .plausible import plausible
from .value import as_text

_KINDS = {"": "string", "_bool": "bool", "_int": "int", "_float": "float", "_object": "object"}
_DECLARED_KINDS = {"string": "string", "boolean": "bool", "integer": "int", "object": "object", "array": "object"}
_CATCHING = frozenset(error.__name__ for error in pulumi.ConfigMissingError.__mro__)
_REGION = "aws:region"


class Collector:
    """What one run of a program asked for and did not find."""

    def __init__(
        self, project: Project, config: StackConfig, region: str, *, fill: frozenset[str] = frozenset()
    ) -> None:
        self._project = project
        self._region = region
        self._values = config.values
        self._fill = fill.union(config.missing)
        """Keys that are answered even where the program could do without them."""
        self.missing: dict[str, None] = dict.fromkeys(config.missing)
        """Keys that have no value, and that the program or the project requires."""
        self.unset: dict[str, None] = {}
        """Keys that have no value, and that the program went on without."""
        self.secret: set[str] = set(declared.secrets(project.declared) | declared.secrets(project.template))
        """Keys whose values are to be encrypted."""
        self.secret_texts: set[str] = {config.values[key] for key in config.secret_keys}
        """What the values of secret keys are, as text: not to be said anywhere."""
        self.made_up: dict[str, str] = {}
        """Key -> the text of the value that was made up for it."""

    def require(self, original: Callable[..., Any], kind: str, secret: bool, config: pulumi.Config, key: str) -> Any:
        """Answer a `require...` of the program: a miss is noted and answered, so that the run finds the next."""
        full = config.full_key(key)
        try:
            self._note_secret(full, secret)
            return original(config, key)
        except pulumi.ConfigTypeError:
            if not self._is_encrypted(full):
                raise
            return self._answer(full, kind, secret)
        except pulumi.ConfigMissingError:
            if secret:
                self.secret.add(full)
            if full not in self._fill and _is_caught(sys._getframe(2), self._project.root):
                self.unset[full] = None
                raise
            self.missing[full] = None
            return self._answer(full, kind, secret)

    def get(
        self, original: Callable[..., Any], kind: str, secret: bool, config: pulumi.Config, *given: Any, **named: Any
    ) -> Any:
        """Answer a `get...` of the program: a miss is noted, and answered where the key is to be filled."""
        full = config.full_key(given[0] if given else named["key"])
        self._note_secret(full, secret)
        try:
            found = original(config, *given, **named)
        except pulumi.ConfigTypeError:
            if not self._is_encrypted(full):
                raise
            return self._answer(full, kind, secret)
        if found is not None:
            return found
        if _is_sdk(sys._getframe(2)):
            return self._region if full == _REGION else None
        if full not in self._fill:
            self.unset[full] = None
            return None
        self.missing[full] = None
        return self._answer(full, kind, secret)

    def _note_secret(self, full: str, secret: bool) -> None:
        if secret and full in self._values:
            self.secret_texts.add(self._values[full])

    def _is_encrypted(self, full: str) -> bool:
        """Say whether a value is a placeholder, which is text, for one that only its owner can read."""
        return REDACTED in self._values.get(full, "")

    def _answer(self, full: str, kind: str, secret: bool) -> Any:
        value = self._value(full, kind)
        self.made_up[full] = as_text(value)
        # Given as it is: an output made of it would hold a plain copy, which has no more keys than it shows.
        return pulumi.Output.secret("").apply(lambda _: value) if secret else value

    def _value(self, full: str, kind: str) -> Any:
        if full == _REGION:
            return self._region
        name = full.partition(":")[2]
        value = plausible(name, kind, template_default(self._project, full))
        declaration = self._project.declared.get(full)
        wanted = _DECLARED_KINDS.get(str(declaration.get("type")), kind) if isinstance(declaration, dict) else kind
        if kind == "string" and wanted not in ("string", "object"):
            return plausible(name, "string", plausible(name, wanted))
        return value


def template_default(project: Project, key: str) -> Any:
    """Return what the project's template suggests for *key*; nothing where it suggests nothing."""
    entry = project.template.get(key)
    return entry.get("default") if isinstance(entry, dict) else entry


@contextlib.contextmanager
def collecting(collector: Collector) -> Iterator[None]:
    """Let *collector* see every question to `pulumi.Config`, until the block ends."""
    before: dict[str, Any] = {}
    for verb in ("get", "require"):
        for secret in ("", "_secret"):
            for suffix, kind in _KINDS.items():
                name = f"{verb}{secret}{suffix}"
                before[name] = getattr(pulumi.Config, name)
                setattr(pulumi.Config, name, _watched(before[name], getattr(collector, verb), kind, bool(secret)))
    try:
        yield
    finally:
        for name, original in before.items():
            setattr(pulumi.Config, name, original)


def _watched(original: Callable[..., Any], ask: Callable[..., Any], kind: str, secret: bool) -> Callable[..., Any]:
    @functools.wraps(original)
    def accessor(self: pulumi.Config, *given: Any, **named: Any) -> Any:
        return ask(original, kind, secret, self, *given, **named)

    return accessor


def _is_sdk(frame: FrameType) -> bool:
    package = str(frame.f_globals.get("__name__", "")).partition(".")[0]
    return package == "pulumi" or package.startswith("pulumi_")


def _is_caught(frame: FrameType | None, root: Path) -> bool:
    """Say whether the program itself is ready for a missing key: a `try` around the line that asks."""
    while frame is not None:
        file = frame.f_code.co_filename
        if is_own(file, root) and any(frame.f_lineno in lines for lines in _guarded(file)):
            return True
        frame = frame.f_back
    return False


@functools.cache
def _guarded(file: str) -> tuple[range, ...]:
    """Return the lines of *file* on which a missing key is caught."""
    tries = (node for node in ast.walk(ast.parse("".join(linecache.getlines(file)))) if isinstance(node, ast.Try))
    return tuple(
        range(node.body[0].lineno, (node.body[-1].end_lineno or 0) + 1)
        for node in tries
        if any(_catches(handler.type) for handler in node.handlers)
    )


def _catches(caught: ast.expr | None) -> bool:
    if isinstance(caught, ast.Tuple):
        return any(_catches(one) for one in caught.elts)
    name = getattr(caught, "attr", None) or getattr(caught, "id", None)
    return caught is None or name in _CATCHING
