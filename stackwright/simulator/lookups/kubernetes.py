"""Kubernetes documents: YAML read as the provider reads it; what only a chart could say stays hidden, and is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import yaml

from ...errors import ProgramError
from .question import Question

_BASE: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"

_OPAQUE = {
    "kubernetes:helm:template": "the chart is not rendered: its resources are not seen",
    "kubernetes:kustomize:directory": "the kustomization is not built: its resources are not seen",
}


def opaque_reason(token: str) -> str | None:
    """Return why resources are hidden behind look-up *token*; None where none are."""
    return _OPAQUE.get(token)


class _Loader(_BASE):  # type: ignore[misc] # the base is C or Python, whichever is installed
    """YAML 1.1 as Kubernetes' own reader takes it: dates and sexagesimals are texts; source: sigs.k8s.io/yaml."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


_SCALARS: tuple[tuple[str, str, list[str]], ...] = (
    ("null", r"~|null|Null|NULL|", [*"~nN", ""]),
    (
        "bool",
        r"y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF",
        [*"yYnNtTfFoO"],
    ),
    ("int", r"[-+]?(0b[01_]+|0x[0-9a-fA-F_]+|0[0-7_]*|[1-9][0-9_]*)", [*"-+0123456789"]),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", [*"-+.0123456789"]),
    ("float", r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", [*"-+."]),
    ("merge", r"<<", ["<"]),
)
for _kind, _pattern, _first in _SCALARS:
    _Loader.add_implicit_resolver(_TAG + _kind, re.compile(f"^(?:{_pattern})$"), _first)


def _boolean(_loader: Any, node: yaml.ScalarNode) -> bool:
    """Return the truth of every spelling, single letters among them."""
    return node.value.lower() in ("y", "yes", "true", "on")


_Loader.add_constructor(_TAG + "bool", _boolean)


def decode(text: str) -> list[Any]:
    """Return the objects of every document in *text*, lists of objects taken apart. Raises ProgramError."""
    try:
        documents = [_plain(document) for document in yaml.load_all(text, _Loader)]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" in line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or " ".join(str(error).split())
        raise ProgramError(f"Kubernetes YAML{line}: {problem}; correct that document") from None
    found: list[Any] = []
    for document in documents:
        if isinstance(document, dict) and str(document.get("kind", "")).endswith("List") and "items" in document:
            found.extend(document["items"] or [])
        elif document is not None:
            found.append(document)
    return found


def _plain(value: Any) -> Any:
    """Return *value* as JSON has it: every key a text."""
    if isinstance(value, dict):
        return {_key(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _key(key: Any) -> str:
    return str(key).lower() if isinstance(key, bool) else str(key)


def _decode(question: Question) -> dict[str, Any]:
    objects = decode(question.given("text"))
    namespace = question.given("defaultNamespace")
    for found in objects:
        if namespace and isinstance(found, dict) and isinstance(found.get("metadata"), dict):
            found["metadata"].setdefault("namespace", namespace)
    return {"result": objects}


def _nothing(_question: Question) -> dict[str, Any]:
    return {"result": []}


ANSWERS: Mapping[str, Callable[[Question], dict[str, Any]]] = {
    "kubernetes:yaml:decode": _decode,
    **dict.fromkeys(_OPAQUE, _nothing),
}
"""Token -> what answers it."""
