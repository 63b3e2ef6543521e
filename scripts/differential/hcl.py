"""Writes the AWS resources of a fixture's case as Terraform: blocks, real references, JSON texts as `jsonencode`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from policy.guardrails.kit.fixtures import Case, FixtureResource, JsonText
from policy.guardrails.values import UNKNOWN, Secret
from pulumi_names import nested, wires

from .naming import arguments_of, is_list, named, snake, terraform_types

_REFERENCE = re.compile(r"\$\{([a-z][\w-]*)\.([A-Za-z]\w*)\}")
_IDENTIFIER = re.compile(r"[A-Za-z_][\w-]*")
PROVIDER = "pulumi:providers:aws"


class UntranslatableError(Exception):
    """Something of a case that has no Terraform form: which, and why."""


def document(case: Case, mark: str) -> str:
    """Return the Terraform file of *case*, "" for one with no resource that has such a form.

    *mark* ends every label, so that no resource of one case is taken for one of another.
    Raises UntranslatableError where the file would say something else than the case.
    """
    written = _Writer(case, mark)
    blocks = [written.resource(one) for one in case.resources if terraform_type(one)]
    return "\n".join(blocks)


def terraform_type(one: FixtureResource) -> str:
    """Return the Terraform type of a resource, "" for what Terraform has no block for."""
    return "" if one.component or one.remote or one.opaque else terraform_types().get(one.type, "")


class _Writer:
    """Writes blocks; knows the other resources of the case, that a string may refer to."""

    def __init__(self, case: Case, mark: str) -> None:
        self._others = {one.name: one for one in case.resources}
        self._mark = mark

    def resource(self, one: FixtureResource) -> str:
        body = list(self._members(arguments_of(one.type), one.properties, one.type, "  "))
        if one.type == PROVIDER:
            return "\n".join(['provider "aws" {', f'  alias = "{self._label(one)}"', *body, "}", ""])
        if one.provider:
            body.append(f"  provider = aws.{self._label(self._others[one.provider])}")
        if one.options.get("protect"):
            body.append("  lifecycle {\n    prevent_destroy = true\n  }")
        return "\n".join([f'resource "{terraform_type(one)}" "{self._label(one)}" {{', *body, "}", ""])

    def _label(self, one: FixtureResource) -> str:
        return f"{re.sub(r'[^A-Za-z0-9_-]', '_', one.name)}_{self._mark}"

    def _members(
        self, arguments: type[Any] | None, properties: Mapping[str, Any], where: str, indent: str
    ) -> Iterator[str]:
        """Yield the lines of a block's arguments and inner blocks."""
        hints = wires(arguments) if arguments else {}
        for name, value in properties.items():
            if arguments and name not in hints:
                raise UntranslatableError(f"{where} has no property {name!r} in the installed SDK")
            inner = nested(hints.get(name))
            block = inner is not None and _holds_objects(value)
            called = (
                named(arguments, name, block=inner is not None, several=is_list(hints[name]))
                if arguments
                else snake(name)
            )
            if value is None:
                continue
            if not block:
                yield f"{indent}{called} = {self.expression(value)}"
                continue
            for element in value if isinstance(value, list) else [value]:
                body = self._members(inner, _opened(element), f"{where} {name}", f"{indent}  ")
                yield "\n".join([f"{indent}{called} {{", *body, f"{indent}}}"])

    def expression(self, value: Any) -> str:
        """Return a value as Terraform writes it."""
        if value is UNKNOWN:
            raise UntranslatableError("a value that is not known has no text in Terraform")
        if isinstance(value, Secret):
            return self.expression(value.content)
        if isinstance(value, JsonText):
            return f"jsonencode({self.expression(value.content)})"
        if isinstance(value, dict):
            return "{" + ", ".join(f"{_key(key)} = {self.expression(one)}" for key, one in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(self.expression(one) for one in value) + "]"
        if isinstance(value, str):
            return self._text(value)
        return json.dumps(value)

    def _text(self, text: str) -> str:
        """Return a string: a lone reference bare, a JSON text as the call that makes it, others quoted."""
        if (content := _json(text)) is not None:
            return f"jsonencode({self.expression(content)})"
        alone = _REFERENCE.fullmatch(text)
        if alone and alone[1] in self._others:
            return self._traversal(alone)
        parts: list[str] = []
        end = 0
        for match in _REFERENCE.finditer(text):
            if match[1] in self._others:
                parts += [quoted(text[end : match.start()]), f"${{{self._traversal(match)}}}"]
                end = match.end()
        return f'"{"".join([*parts, quoted(text[end:])])}"'

    def _traversal(self, match: re.Match[str]) -> str:
        """Return a reference in Terraform's words, or the text that a resource without a block is known to have."""
        target, attribute = self._others[match[1]], match[2]
        if not terraform_type(target):
            return json.dumps(str(target.outputs.get(attribute, f"{target.name}-{attribute}")))
        arguments = arguments_of(target.type)
        called = named(arguments, attribute, block=False, several=False) if arguments else snake(attribute)
        return f"{terraform_type(target)}.{self._label(target)}.{called}"


def quoted(text: str) -> str:
    """Return a text as it stands between quotes, its own `${` and `%{` taken literally."""
    return json.dumps(text, ensure_ascii=False)[1:-1].replace("${", "$${").replace("%{", "%%{")


def _key(key: str) -> str:
    return key if _IDENTIFIER.fullmatch(key) else f'"{quoted(key)}"'


def _json(text: str) -> Any:
    """Return what a JSON text of an object or a list says, None for any other text."""
    if text[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None


def _holds_objects(value: Any) -> bool:
    return isinstance(_opened(value), dict) or (isinstance(value, list) and all(_holds_objects(one) for one in value))


def _opened(value: Any) -> Any:
    return value.content if isinstance(value, Secret) else value
