"""Writes the AWS resources of a fixture's case as Terraform: blocks, real references, JSON texts as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pulumi_names import nested, wires

from policy.guardrails.kit.fixtures import Case, FixtureResource, JsonText
from policy.guardrails.marks import UNKNOWN, UNKNOWN_TEXT, Secret

from .naming import arguments_of, is_list, is_text, named, snake, terraform_types

REFERENCE = re.compile(r"\$\{([a-z][\w-]*)\.([A-Za-z]\w*)\}")
PROVIDER = "pulumi:providers:aws"
_IDENTIFIER = re.compile(r"[A-Za-z_][\w-]*")
_UNKNOWN = "var.not_known"
_SPECIAL = re.compile(f"{REFERENCE.pattern}|{UNKNOWN_TEXT}")


class UntranslatableError(Exception):
    """Something of a case that has no form elsewhere: which, and why."""


def document(case: Case, mark: str) -> str:
    """Return the Terraform file of *case*, "" for one with no resource that has such a form.

    *mark* ends every label, so that no resource of one case is taken for one of another. What is not known is a
    variable without a value, a resource that the program only reads is a data source.
    Raises UntranslatableError where the file would say something else than the case.
    """
    writer = _Writer(case, mark)
    blocks = "\n".join(writer.resource(one) for one in case.resources if terraform_type(one))
    return f'{blocks}\nvariable "{_UNKNOWN.removeprefix("var.")}" {{}}\n' if _UNKNOWN in blocks else blocks


def terraform_type(one: FixtureResource) -> str:
    """Return the Terraform type of a resource, "" for what Terraform has no block for."""
    return "" if one.component or one.remote or one.opaque else terraform_types().get(one.type, "")


def plain(value: Any) -> Any:
    """Return *value* as JSON has it: secrets opened, JSON texts as the text they are, UNKNOWN_TEXT for no value yet."""
    if value is UNKNOWN:
        return UNKNOWN_TEXT
    if isinstance(value, Secret):
        return plain(value.content)
    if isinstance(value, JsonText):
        return json.dumps(plain(value.content))
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value


def quoted(text: str) -> str:
    """Return a text as it stands between quotes, its own `${` and `%{` taken literally."""
    return json.dumps(text, ensure_ascii=False)[1:-1].replace("${", "$${").replace("%{", "%%{")


class _Writer:
    """Writes blocks; knows the other resources of the case, that a string may refer to."""

    def __init__(self, case: Case, mark: str) -> None:
        self._others = {one.name: one for one in case.resources}
        self._mark = mark

    def resource(self, one: FixtureResource) -> str:
        body = list(self._members(arguments_of(one.type), plain(one.properties), one.type, "  "))
        if one.type == PROVIDER:
            return "\n".join(['provider "aws" {', f'  alias = "{self._label(one)}"', *body, "}", ""])
        if one.provider:
            body.append(f"  provider = aws.{self._label(self._others[one.provider])}")
        if one.options.get("protect"):
            body.append("  lifecycle {\n    prevent_destroy = true\n  }")
        block = "data" if one.read else "resource"
        return "\n".join([f'{block} "{terraform_type(one)}" "{self._label(one)}" {{', *body, "}", ""])

    def _label(self, one: FixtureResource) -> str:
        return f"{re.sub(r'[^A-Za-z0-9_-]', '_', one.name)}_{self._mark}"

    def _members(
        self, arguments: type[Any] | None, properties: Mapping[str, Any], where: str, indent: str
    ) -> Iterator[str]:
        """Yield the arguments and the inner blocks of a block."""
        hints = wires(arguments) if arguments else {}
        for name, value in properties.items():
            if arguments and name not in hints:
                raise UntranslatableError(f"{where} has no property {name!r} in the installed SDK")
            inner = nested(hints.get(name))
            if arguments:
                called = named(arguments, name, block=inner is not None, several=is_list(hints[name]))
            else:
                called = snake(name)
            if inner and isinstance(value, dict) and is_text(hints[name]):
                # The SDK writes it as the JSON text that the provider takes.
                yield f"{indent}{snake(name)} = {self._text(json.dumps(value))}"
            elif inner and _holds_objects(value):
                for element in value if isinstance(value, list) else [value]:
                    body = self._members(inner, element, f"{where} {name}", f"{indent}  ")
                    yield "\n".join([f"{indent}{called} {{", *body, f"{indent}}}"])
            elif value is not None:
                yield f"{indent}{called} = {self._expression(value)}"

    def _expression(self, value: Any) -> str:
        if isinstance(value, dict):
            return "{" + ", ".join(f"{_key(key)} = {self._expression(one)}" for key, one in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(self._expression(one) for one in value) + "]"
        return self._text(value) if isinstance(value, str) else json.dumps(value)

    def _text(self, text: str) -> str:
        """Return a string: a lone reference bare, as checkov draws its edges from those, any other quoted."""
        alone = _SPECIAL.fullmatch(text)
        if alone and (found := self._expressed(alone)):
            return found
        parts: list[str] = []
        end = 0
        for match in _SPECIAL.finditer(text):
            if found := self._expressed(match):
                parts += [quoted(text[end : match.start()]), f"${{{found}}}"]
                end = match.end()
        return f'"{"".join([*parts, quoted(text[end:])])}"'

    def _expressed(self, match: re.Match[str]) -> str:
        """Return a reference in Terraform's words, "" for one to nothing of the case, as IAM's own variables are.

        What Terraform has no block for is the text it stands for.
        """
        name, attribute = match.groups()
        if not name:
            return _UNKNOWN
        if name not in self._others:
            return ""
        target = self._others[name]
        if not terraform_type(target):
            return json.dumps(str(target.outputs.get(attribute, f"{name}-{attribute}")))
        arguments = arguments_of(target.type)
        called = named(arguments, attribute, block=False, several=False) if arguments else snake(attribute)
        return f"{'data.' if target.read else ''}{terraform_type(target)}.{self._label(target)}.{called}"


def _key(key: str) -> str:
    return key if _IDENTIFIER.fullmatch(key) else f'"{quoted(key)}"'


def _holds_objects(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and all(isinstance(one, dict) for one in value))
