"""What a resource class declares of its outputs, and whether values are of that form."""

from __future__ import annotations

from collections import abc
from enum import Enum
from typing import Any, get_args, get_origin

from pulumi import _types
from pulumi.runtime import rpc

from ...model import Secret

_TABLES = (dict, abc.Mapping)
_SCALARS = frozenset({str, bool, int, float, type(None)})


class Form:
    """What values of one declared output type look like."""

    __slots__ = ("_by_key", "_item", "_type", "_types", "is_enum", "values")

    def __init__(self, type_: Any) -> None:
        self._type = type_
        self._item: Form | None = None
        self._by_key: dict[str, Form] = {}
        self._types: abc.Mapping[str, Any] = {}
        self.is_enum = isinstance(type_, type) and issubclass(type_, Enum)
        self.values: Form | None = None
        """Form of every value of a table whose keys are the user's."""

        if isinstance(type_, type) and _types.is_output_type(type_):
            self._types = _types.output_type_types(type_)
        elif type_ is dict or get_origin(type_) in _TABLES:
            arguments = get_args(type_)
            self.values = form_of(arguments[1]) if len(arguments) == 2 and arguments[0] is str else ANYTHING

    @property
    def is_table(self) -> bool:
        """Whether values are tables."""
        return self.values is not None or bool(self._types)

    @property
    def item(self) -> Form | None:
        """Form of the items of a list; nothing where the type is no list."""
        if self._item is None:
            try:
                self._item = form_of(rpc._get_list_element_type(self._type))
            except AssertionError:
                return None
        return self._item

    def key(self, wire: str) -> Form | None:
        """Form of the value under *wire*; nothing where no table is declared."""
        if self.values is not None or not self._types:
            return self.values
        found = self._by_key.get(wire)
        if found is None:
            found = self._by_key[wire] = form_of(self._types.get(wire))
        return found


def form_of(type_: Any) -> Form:
    """Return the form of a declared type: `Optional` around it does not count."""
    plain = _types.unwrap_optional_type(type_) if type_ else None
    return ANYTHING if plain is None or plain is Any else Form(plain)


ANYTHING = Form(None)


def fits(value: Any, form: Form | None) -> bool:
    """Say whether *value* surely is of a form: where it may not be, the SDK's own code says."""
    if form is ANYTHING:
        return True
    if form is None:
        return False
    cls = value.__class__
    if cls in _SCALARS or isinstance(value, str):
        return not form.is_enum
    if isinstance(value, dict):
        if not form.is_table:
            return rpc._special_sig_key in value
        return all(fits(item, form.key(key)) for key, item in value.items())
    if cls is list:
        return form.item is not None and all(fits(item, form.item) for item in value)
    return fits(value.value, form) if cls is Secret else True


class Declared:
    """What a resource class declares of its outputs."""

    __slots__ = ("_forms", "plain", "python_names", "types", "wire_names")

    def __init__(self, cls: type, *, typed: bool) -> None:
        self.types: abc.Mapping[str, Any] = _types.resource_types(cls)
        """Wire name -> declared type."""

        self.python_names = _types.resource_pulumi_to_py_names(cls) if typed else {}
        """Wire name -> Python name, where the class's own metadata translates names."""

        self.wire_names = {python: wire for wire, python in self.python_names.items()}
        self._forms: dict[str, Form] = {}
        self.plain = {wire: _types.unwrap_optional_type(type_) for wire, type_ in self.types.items()}
        """Wire name -> declared type without `Optional`."""

    def form(self, wire: str) -> Form:
        """Return the form of one output."""
        found = self._forms.get(wire)
        if found is None:
            found = self._forms[wire] = form_of(self.types.get(wire))
        return found


_DECLARED: dict[tuple[type, bool], Declared] = {}


def declared(cls: type, *, typed: bool) -> Declared:
    """Return what a resource class declares of its outputs; made once."""
    found = _DECLARED.get((cls, typed))
    if found is None:
        found = _DECLARED[cls, typed] = Declared(cls, typed=typed)
    return found
