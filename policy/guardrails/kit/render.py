"""The resources of a fixture's case become what a rule sees, with references known or not known yet."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from ..inventory import Inventory
from ..item import Item
from ..marks import UNKNOWN, UNKNOWN_TEXT, Secret, holds_secret
from ..types import canonical
from .fixtures import Case, FixtureError, FixtureResource, JsonText, json_text

PROJECT, STACK = "fixtures", "test"
_REFERENCE = re.compile(r"\$\{([a-z][\w-]*)\.([A-Za-z]\w*)\}")
_ACCOUNT, _REGION = "123456789012", "eu-west-1"


def inventory(case: Case, *, known: bool = True) -> Inventory:
    """Return the stack of *case*.

    Where *known* is false, no output is known, as in a preview on the engine: a property with a reference in it is
    unknown as a whole, and only the edge it makes tells what it refers to.
    """
    by_name = {one.name: one for one in case.resources}
    items = {name: _item(case, one, by_name, known=known) for name, one in by_name.items()}
    for one in case.resources:
        if one.provider:
            items[one.name].provider = items[one.provider]
    root = Item(
        urn=f"urn:pulumi:{STACK}::{PROJECT}::pulumi:pulumi:Stack::{PROJECT}-{STACK}",
        type="pulumi:pulumi:Stack",
        name=f"{PROJECT}-{STACK}",
        custom=False,
    )
    return Inventory([root, *items.values()], project=PROJECT, stack=STACK)


def _item(case: Case, one: FixtureResource, others: Mapping[str, FixtureResource], *, known: bool) -> Item:
    edges: dict[str, tuple[str, ...]] = {}
    inputs: dict[str, Any] = {}
    for key, value in one.properties.items():
        found: list[str] = []
        inputs[key] = _replaced(value, case, others, found, known=known)
        if found:
            edges[key] = tuple(dict.fromkeys(urn(others[name]) for name in found))
    return Item(
        urn=urn(one),
        type=canonical(one.type),
        name=one.name,
        inputs=inputs,
        outputs=dict(outputs(one)) if known else {},
        id=outputs(one)["id"] if known else "",
        parent=urn(others[one.parent]) if one.parent else "",
        property_dependencies=edges,
        custom=not (one.component or one.remote),
        read=one.read,
        opaque=one.opaque or ("its children are made elsewhere" if one.remote else ""),
        protect=bool(one.options.get("protect", False)),
        configuration=case.configuration,
        retain_on_delete=bool(one.options.get("retainOnDelete", False)),
    )


def urn(one: FixtureResource) -> str:
    """Return the URN of a fixture's resource."""
    return f"urn:pulumi:{STACK}::{PROJECT}::{one.type}::{one.name}"


def outputs(one: FixtureResource) -> dict[str, Any]:
    """Return the simulated outputs of a fixture's resource: its id, its ARN, and what the fixture says."""
    service = one.type.split(":")[1].split("/")[0] if one.type.count(":") > 1 else ""
    if one.type == "aws:s3/bucket:Bucket":
        arn = f"arn:aws:s3:::{one.name}"
    elif service == "iam":
        arn = f"arn:aws:iam::{_ACCOUNT}:{one.type.rsplit(':', 1)[1].lower()}/{one.name}"
    else:
        arn = f"arn:aws:{service}:{_REGION}:{_ACCOUNT}:{one.type.rsplit(':', 1)[-1].lower()}/{one.name}"
    own = {key: value for key, value in one.properties.items() if isinstance(value, (str, bool, int, float))}
    return {"name": one.name, **own, "id": f"{one.name}-0a1b2c3d", "arn": arn, **one.outputs}


def _replaced(value: Any, case: Case, others: Mapping[str, FixtureResource], found: list[str], *, known: bool) -> Any:
    """Return *value* with its references replaced; *found* collects the names of what it refers to."""
    if isinstance(value, JsonText):
        inner = _replaced(value.content, case, others, found, known=known)
        text = json_text(_textual(inner))
        if UNKNOWN_TEXT in text and not known:
            return UNKNOWN
        return Secret(text) if holds_secret(inner) else text  # a text with a secret in it is one, as in a program
    if isinstance(value, Secret):
        return Secret(_replaced(value.content, case, others, found, known=known))
    if isinstance(value, dict):
        return {key: _replaced(inner, case, others, found, known=known) for key, inner in value.items()}
    if isinstance(value, list):
        return [_replaced(inner, case, others, found, known=known) for inner in value]
    if not isinstance(value, str):
        return value
    names = [name for name, _ in _REFERENCE.findall(value) if name in others]
    found += names
    if names and not known:
        return UNKNOWN
    return _REFERENCE.sub(lambda match: _output(match, case, others), value)


def _output(match: re.Match[str], case: Case, others: Mapping[str, FixtureResource]) -> str:
    name, attribute = match.groups()
    if name not in others:
        return match.group()
    known = outputs(others[name])
    if attribute not in known:
        raise FixtureError(
            f"{case.title}: {name} has no output {attribute!r}; say what it is: `outputs: {{{attribute}: ...}}`"
        )
    return str(known[attribute])


def _textual(value: Any) -> Any:
    """Return the content of a JSON text with what is unknown or secret in it as the text a program would put there."""
    if value is UNKNOWN:
        return UNKNOWN_TEXT
    if isinstance(value, Secret):
        return _textual(value.content)
    if isinstance(value, dict):
        return {key: _textual(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_textual(inner) for inner in value]
    return json.loads(json.dumps(value))
