"""What outputs a resource declares, read from the provider SDK's own Python classes."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import Any

from ..model import Secret
from . import classes, hints, names, patterns
from .coerce import coerced, kind
from .facts import fact
from .fill import Filler, filler
from .template import Compiler, Maker

# A Kubernetes object's declared type does not say which of its properties the server fills in.
_SILENT = "kubernetes:"


class Template:
    """What one resource type answers with, compiled; what only some resources need is compiled when they do."""

    def __init__(self, token: str) -> None:
        self._token = token
        overrides = {path: patterns.maker(text) for path, text in fact(token).outputs.items()}
        overrides |= {name: patterns.maker("{physical}") for name in fact(token).names if name not in overrides}
        self._compiler = Compiler(_leaf, overrides)
        self._cls = classes.find(token)
        self._fillers: dict[str, Filler | None] = {}
        self._other_forms: dict[tuple[str, type[Any]], Maker | None] = {}
        self._kinds: dict[str, type[Any] | None] = {}
        self._declared = hints.properties(self._cls) if self._cls else {}
        taken = hints.inputs(self._cls) if self._cls else frozenset()
        known = [path for path in fact(token).outputs if path.isidentifier()]
        always = [wire for wire, hint in self._declared.items() if wire not in taken or _always(token, hint)]
        self.computed = self._makers(dict.fromkeys([*always, *known]))
        """Wire name -> maker of the outputs that the provider always fills."""

    @functools.cached_property
    def left_out(self) -> Mapping[str, Maker]:
        """Wire name -> maker of the inputs that stay absent when left out, but show where the resource is read."""
        return self._makers(wire for wire in self._declared if wire not in self.computed)

    def outputs(self, inputs: Mapping[str, Any], about: Any, *, read: bool = False) -> dict[str, Any]:
        """Return the outputs of a resource with *inputs*; one that is *read* shows what it was given long ago."""
        made = {wire: make(about) for wire, make in self.computed.items() if wire not in inputs}
        if read:
            made.update((wire, make(about)) for wire, make in self.left_out.items() if wire not in inputs)
        for wire, value in inputs.items():
            made[wire] = self._shown(wire, value, about)
        return made

    def _shown(self, wire: str, value: Any, about: Any) -> Any:
        """Return the output by the name of an input of this *value*."""
        if isinstance(value, (dict, list)) and (make := self._of_another_form(wire, type(value))):
            return make(about)
        if isinstance(value, (dict, list, Secret)) and (complete := self._filler(wire)):
            return complete(value, about)
        return coerced(value, self._kind(wire))

    def _kind(self, wire: str) -> type[Any] | None:
        """Return the plain type of output *wire*; None where it has another, or where the provider takes any."""
        if wire not in self._kinds:
            silent = self._token.startswith(_SILENT) or wire not in self._declared
            space = hints.namespace(self._cls) if self._cls else {}
            self._kinds[wire] = None if silent else kind(self._declared[wire], space)
        return self._kinds[wire]

    def _of_another_form(self, wire: str, form: type[Any]) -> Maker | None:
        """Return what makes output *wire* where it is declared as a list and the input of its name is a table, or so.

        A component's output often bears the name of an input of another type.
        """
        if (wire, form) not in self._other_forms:
            hint = self._declared.get(wire, Any)
            fits = hints.of_form(hint, hints.namespace(self._cls) if self._cls else {}, form)
            self._other_forms[wire, form] = None if fits else self._makers([wire]).get(wire)
        return self._other_forms[wire, form]

    def _makers(self, wires: Iterable[str]) -> dict[str, Maker]:
        space = hints.namespace(self._cls) if self._cls else {}
        made = {
            wire: self._compiler.compile(self._declared.get(wire, str), wire, space, wire, (self._cls,))
            for wire in wires
        }
        return {wire: maker for wire, maker in made.items() if maker is not None}

    def _filler(self, wire: str) -> Filler | None:
        if wire not in self._fillers:
            hint = str if self._token.startswith(_SILENT) else self._declared.get(wire, str)
            space = hints.namespace(self._cls) if self._cls else {}
            self._fillers[wire] = filler(hint, wire, space, self._compiler)
        return self._fillers[wire]


@functools.cache
def template(token: str) -> Template:
    """Return the template of *token*: its facts alone where no installed SDK declares it."""
    with classes.IMPORTING:
        return Template(token)


def _always(token: str, hint: Any) -> bool:
    """Say whether the provider fills an input that was left out."""
    return not token.startswith(_SILENT) and not hints.optional(hint)


def _leaf(prop: str, _path: str, kind: type[Any]) -> Maker:
    """Return what makes a text or a number by the name of its property."""
    if kind is str:
        return patterns.maker(names.pattern(prop, "text"))
    number = kind(names.pattern(prop, "number"))
    return lambda _fields: number
