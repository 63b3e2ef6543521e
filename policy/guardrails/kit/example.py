"""A fixture's case is shown as the program that would make it."""

from __future__ import annotations

import json
import re
from typing import Any

from ..marks import UNKNOWN, Secret
from .fixtures import Case, FixtureResource, JsonText

_REFERENCE = re.compile(r"\$\{([a-z][\w-]*)\.([A-Za-z]\w*)\}")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WIDTH = 100

# Below these the keys are the user's own words, not the SDK's.
_FREE = {"tags", "tagsAll", "variables", "labels", "annotations", "matchLabels", "data", "stringData", "parameters",
         "limits", "requests", "stageVariables", "nodeSelector"}  # fmt: skip


class _Code(str):
    """Text that is written as it is, not as a string."""

    __slots__ = ()


def as_python(case: Case) -> str:
    """Return the resources of *case* as a Pulumi program in Python writes them, references as attributes."""
    names = {one.name for one in case.resources}
    return "\n".join(_resource(one, names) for one in case.resources)


def _resource(one: FixtureResource, names: set[str]) -> str:
    arguments = [_quoted(one.name)]
    arguments += [f"{snake(key)}={_written(_code(value, names, key), 1)}" for key, value in one.properties.items()]
    options = [f"{snake(key)}={value}" for key, value in one.options.items()]
    options += [f"{key}={_identifier(getattr(one, key))}" for key in ("parent", "provider") if getattr(one, key)]
    if options:
        arguments.append(f"opts=pulumi.ResourceOptions({', '.join(options)})")
    call = f"{_identifier(one.name)} = {class_of(one.type)}("
    line = f"{call}{', '.join(arguments)})"
    if len(line) <= _WIDTH and "\n" not in line:
        return line
    return f"{call}\n" + "".join(f"    {argument},\n" for argument in arguments) + ")"


def class_of(token: str) -> str:
    """Return the class that makes a type: `aws.rds.Instance` for `aws:rds/instance:Instance`."""
    package, module, name = [*token.split(":"), "", ""][:3]
    if token.startswith("pulumi:providers:"):
        return f"{name}.Provider"
    module = module.split("/")[0]
    if package == "kubernetes":
        module = module.split(".")[0] + ("/" + token.split(":")[1].split("/")[1] if "/" in token else "")
    inner = ".".join(part for part in re.split(r"[/.]", module) if part not in ("", "index"))
    return ".".join(part for part in (package, inner, name) if part)


def snake(name: str) -> str:
    """Return a wire name as Python's SDKs write it: `storage_encrypted`."""
    return _HUMP.sub("_", name).lower()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _identifier(name: str) -> str:
    return re.sub(r"\W", "_", name)


def _code(value: Any, names: set[str], key: str = "") -> Any:
    """Return *value* with keys in Python's words, and everything that is no plain value as code."""
    if value is UNKNOWN:
        return _Code("other_stack.get_output(...)")
    if isinstance(value, Secret):
        return _Code("config.require_secret(...)")
    if isinstance(value, JsonText):
        return _Code(f"pulumi.Output.json_dumps({_written(_json(value.content, names), 1)})")
    if isinstance(value, dict):
        free = key in _FREE
        return {inner if free else snake(inner): _code(one, names, inner) for inner, one in value.items()}
    if isinstance(value, list):
        return [_code(one, names, key) for one in value]
    return _text(value, names)


def _json(value: Any, names: set[str]) -> Any:
    if isinstance(value, dict):
        return {key: _json(one, names) for key, one in value.items()}
    if isinstance(value, list):
        return [_json(one, names) for one in value]
    return _code(value, names)


def _text(value: Any, names: set[str]) -> Any:
    """Return a text with its references as code: `data.arn`, or `pulumi.Output.format(...)` around them."""
    if not isinstance(value, str):
        return value
    found = [match for match in _REFERENCE.finditer(value) if match.group(1) in names]
    if not found:
        return value
    code = [f"{_identifier(match.group(1))}.{snake(match.group(2))}" for match in found]
    if found[0].group() == value:
        return _Code(code[0])
    pattern = _REFERENCE.sub(lambda match: "{}" if match.group(1) in names else match.group(), value)
    return _Code(f"pulumi.Output.format({_quoted(pattern)}, {', '.join(code)})")


def _written(value: Any, depth: int) -> str:
    """Return the source text of *value*, over several lines where it is long."""
    if isinstance(value, _Code):
        return str(value)
    if not isinstance(value, (dict, list)):
        return _quoted(value) if isinstance(value, str) else repr(value)
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    pairs = (
        [(f"{_quoted(key)}: ", one) for key, one in value.items()]
        if isinstance(value, dict)
        else [("", one) for one in value]
    )
    parts = [f"{key}{_written(one, depth + 1)}" for key, one in pairs]
    line = f"{opening}{', '.join(parts)}{closing}"
    if len(line) + 4 * depth <= _WIDTH and "\n" not in line:
        return line
    indent = "    " * (depth + 1)
    return f"{opening}\n" + "".join(f"{indent}{part},\n" for part in parts) + f"{'    ' * depth}{closing}"
