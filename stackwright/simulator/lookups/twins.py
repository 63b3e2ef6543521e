"""What a look-up finds is what the simulator would have made: the same ids, ARNs and outputs as the resource's own."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from .. import classes
from .question import Question


@functools.cache
def type_of(token: str) -> str:
    """Return the resource type whose like a function finds: `aws:ec2/getVpc:getVpc` finds an `aws:ec2/vpc:Vpc`.

    Empty where the SDK has no such type.
    """
    package, module, name = [*token.split(":"), "", ""][:3]
    noun = name.removeprefix("get")
    if noun in ("", name):
        return ""
    folder, bridged, _ = module.partition("/")
    type_ = f"{package}:{folder}/{_lower(noun)}:{noun}" if bridged else f"{package}:{module}:{noun}"
    known = classes.table(package)
    return type_ if type_ in known or (not known and package == "aws") else ""


def found(question: Question, type_: str) -> dict[str, Any]:
    """Return the id, under `id`, and the outputs of the existing resource of *type_* that *question* means.

    Whatever else it is found by, a resource's outputs depend on its id or its name alone.
    """
    noun = type_.rsplit(":", 1)[-1]
    own_id = question.given("id", _lower(noun) + "Id")
    name = "" if own_id else question.name(noun)
    inputs = _inputs(question, name)
    if not own_id and not name:
        own_id = _create(question, type_, question.text("existing-{hex8}"), {})[0]
    if own_id:
        return {**_create(question, type_, own_id, inputs, own_id)[1], "id": own_id}
    id_, outputs = _create(question, type_, name or question.text("existing-{hex8}"), inputs)
    return {**outputs, "id": id_}


def several(question: Question) -> dict[str, Any]:
    """Return `ids`, `arns` and `names` where the question is for all resources of a type: one that exists."""
    if not question.token.endswith("s"):
        return {}
    module, _, name = question.token[:-1].rpartition(":")
    type_ = type_of(f"{module[:-1] if '/' in module else module}:{name}")
    if not type_:
        return {}
    one = found(question, type_)
    named = one.get("name") or one["id"]
    return {"id": question.place.region, "ids": [one["id"]], "arns": [one.get("arn", "")], "names": [named]}


def _inputs(question: Question, name: str) -> dict[str, Any]:
    """Return what the arguments say about the resource's inputs: its name, whatever it is called, and its tags."""
    inputs: dict[str, Any] = dict.fromkeys(("name", "bucket", "identifier"), name) if name else {}
    tags = question.args.get("tags")
    return {**inputs, "tags": dict(tags)} if isinstance(tags, Mapping) else inputs


def _lower(noun: str) -> str:
    return noun[0].lower() + noun[1:]


def _create(
    question: Question, type_: str, name: str, inputs: Mapping[str, Any], id_: str = ""
) -> tuple[str, dict[str, Any]]:
    # Imported here because the simulator imports the look-ups.
    from ..simulator import Simulator

    place = question.place
    simulator = Simulator(region=place.region, account_id=place.account_id, variant=place.variant)
    return simulator.create(type_, f"urn:pulumi:{place.region}::{place.account_id}::{type_}::{name}", inputs, id_)
