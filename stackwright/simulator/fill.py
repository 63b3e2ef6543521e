"""What a provider adds inside the structures it was given: a nested output that the program left out."""

from __future__ import annotations

import enum
import typing
from typing import Any

import pulumi

from ..marks import SIGNATURE
from ..model import Secret
from . import hints
from .template import Compiler, Maker


def filler(hint: Any, path: str, space: hints.Namespace, compiler: Compiler) -> Filler | None:
    """Return what completes a value of *hint* at *path*; None where there is no structure to complete."""
    hint = hints.choice(hint, space)
    if getattr(typing.get_origin(hint), "__name__", "") in ("Sequence", "list"):
        return filler(typing.get_args(hint)[0], path + "[]", space, compiler)
    if not isinstance(hint, type) or issubclass(hint, (enum.Enum, pulumi.Resource, pulumi.Asset, pulumi.Archive)):
        return None
    return Filler(hint, path, compiler) if hints.properties(hint) else None


class Filler:
    """Completes values of one nested type; what it needs to know of the type it learns when it is needed."""

    def __init__(self, cls: type[Any], path: str, compiler: Compiler) -> None:
        self._cls = cls
        self._declared = hints.properties(cls)
        self._space = hints.namespace(cls)
        self._path = path
        self._compiler = compiler
        self._always = [
            wire
            for wire, hint in self._declared.items()
            if not hints.optional(hint) or compiler.overrides_below(f"{path}.{wire}")
        ]
        self._makers: dict[str, Maker | None] = {}
        self._below: dict[str, Filler | None] = {}

    def __call__(self, value: Any, about: Any) -> Any:
        """Return *value*, or each of a list, with what the provider always adds to it."""
        if isinstance(value, Secret):
            return Secret(self(value.value, about))
        if isinstance(value, list):
            return [self(item, about) for item in value]
        if not isinstance(value, dict) or SIGNATURE in value:
            return value
        done = {}
        for wire, item in value.items():
            below = self._filler(wire)
            done[wire] = below(item, about) if below else item
        for wire in self._always:
            if wire not in value:
                maker = self._maker(wire)
                if maker is not None:
                    done[wire] = maker(about)
        return done

    def _filler(self, wire: str) -> Filler | None:
        if wire not in self._below:
            hint = self._declared.get(wire, str)
            self._below[wire] = filler(hint, f"{self._path}.{wire}", self._space, self._compiler)
        return self._below[wire]

    def _maker(self, wire: str) -> Maker | None:
        if wire not in self._makers:
            path = f"{self._path}.{wire}"
            self._makers[wire] = self._compiler.compile(self._declared[wire], wire, self._space, path, (self._cls,))
        return self._makers[wire]
