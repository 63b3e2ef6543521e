"""Reads the state of a deployed stack, of a program in any language, into the same model as a program's preview."""

from __future__ import annotations

import contextlib
import gc
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ...errors import UserError
from ...model import Resource, Stack
from .. import opaque
from . import notes
from .envelope import Deployment, find_deployment
from .file import STDIN, parse, read_text
from .resource import PROVIDER, ROOT_TYPE, Record, resource

_DEFAULT_PROVIDER = re.compile(r"default(_|$)")
_AWS_PROVIDERS = (f"{PROVIDER}aws", f"{PROVIDER}aws-native")
_ARN_REGION = re.compile(r"arn:aws[a-z-]*:[a-z0-9-]*:([a-z]{2}(?:-[a-z]+)+-\d+):")


def read_state(file: Path, *, project: str = "", stack: str = "") -> Stack:
    """Return the stack whose `pulumi stack export`, or file backend's own checkpoint, *file* is; `-` is standard input.

    *project* and *stack* name it where the file does not, as that of an empty stack. Raises UserError where the file
    cannot be read or is not such a file.
    """
    name = "standard input" if file == STDIN else str(file)
    return read_state_text(read_text(file), name, project=project, stack=stack)


def read_state_text(text: str, name: str, *, project: str = "", stack: str = "") -> Stack:
    """Return the stack whose exported state is *text*; *name* is the file, for the messages. See `read_state`.

    Resources stand in the engine's order. As in a preview, the providers that the engine starts by itself are left
    out, and so are resources that are only waiting to be deleted; a note says how many. Raises UserError.
    """
    started = time.perf_counter()
    with _no_collection():
        read = _stack(parse(text, name), name, project, stack)
    read.seconds = time.perf_counter() - started
    return read


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the cyclic collector still: it would walk a large state again and again, and finds nothing in it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _stack(document: Mapping[str, Any], name: str, project: str, stack: str) -> Stack:
    deployment = find_deployment(document, name)
    records = [Record(table, where) for table, where in _listed(deployment, "resources", name)]
    kept = [record for record in records if not record.flag("delete")]
    _refuse_twins(kept)
    resources = [resource(record, deployment.version) for record in kept]
    found_project, found_stack = _identity(resources, deployment)
    read = Stack(project=found_project or project, name=found_stack or stack, deployed=True)
    read.region = _region(resources)
    read.resources = [each for each in resources if not _is_default_provider(each)]
    for each in read.resources:
        each.opaque = opaque.reason(each)
    read.outputs = next((each.outputs for each in read.resources if each.type == ROOT_TYPE), {})
    read.notes = notes.notes(deployment, records, _operations(deployment, name), read.resources)
    read.notes += notes.adopted(_adopt(read))
    return read


def _listed(deployment: Deployment, section: str, name: str) -> Iterator[tuple[Any, str]]:
    """Yield the items of a list in the deployment, each with its place in the file."""
    items = deployment.body.get(section)
    if items is not None and not isinstance(items, list):
        raise UserError(f"{name}: {section}: expected a list; export the state again with `pulumi stack export`")
    for index, item in enumerate(items or ()):
        yield item, f"{name}: {section}[{index}]"


def _operations(deployment: Deployment, name: str) -> Iterator[tuple[str, Record]]:
    """Yield the operations that never ended: kind, such as `creating`, and resource."""
    for table, where in _listed(deployment, "pending_operations", name):
        kind = table.get("type") if isinstance(table, dict) else None
        if not isinstance(kind, str) or not re.fullmatch(r"[a-z-]+", kind):
            raise UserError(f"{where}: expected an operation with a type; export the state again")
        yield kind, Record(table.get("resource"), f"{where}: resource")


def _refuse_twins(records: Iterable[Record]) -> None:
    """Raise UserError where two resources have one URN: the engine keeps a second only until it is deleted."""
    seen: set[str] = set()
    for record in records:
        if record.urn in seen:
            record.refuse("urn", f"a second resource has the URN {record.urn}; run `pulumi state repair`")
        seen.add(record.urn)


def _identity(resources: Sequence[Resource], deployment: Deployment) -> tuple[str, str]:
    """Return project and stack: the root resource's, else those of most resources, else the backend's."""
    roots = (each.urn for each in resources if each.type == ROOT_TYPE)
    urn = next(roots, "")
    if not urn:
        heads = Counter("::".join(each.urn.split("::")[:2]) for each in resources)
        urn = min(heads, key=lambda head: (-heads[head], head), default="")
    if urn:
        stack, project = urn.removeprefix("urn:pulumi:").split("::")[:2]
        return project, stack
    _, project, stack = ["", "", *deployment.stack.split("/")][-3:]
    return project, stack


def _region(resources: Sequence[Resource]) -> str:
    """Return the Region of most resources: their provider's, else that of their ARNs; empty where none has one."""
    configured = {each.urn: _text(each.inputs.get("region")) for each in resources if each.type in _AWS_PROVIDERS}
    counted = Counter(configured.get(each.provider.rpartition("::")[0], "") for each in resources)
    counted.update(configured.values())
    counted.pop("", None)
    if not counted:
        arns = (_ARN_REGION.match(_text(each.outputs.get("arn"))) for each in resources)
        counted = Counter(found[1] for found in arns if found)
    return min(counted, key=lambda region: (-counted[region], region), default="")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _is_default_provider(found: Resource) -> bool:
    """Say whether the engine started this provider by itself: a program's own has a parent."""
    return found.type.startswith(PROVIDER) and not found.parent and bool(_DEFAULT_PROVIDER.match(found.name))


def _adopt(stack: Stack) -> list[Resource]:
    """Put what has no parent directly below the stack; return those whose parent is missing, or below themselves."""
    by_urn = {each.urn: each for each in stack.resources}
    settled = {stack.urn}
    orphans = []
    for each in stack.resources:
        loose = _loose_ancestor(each, by_urn, settled)
        if loose is not None:
            if loose.parent:
                orphans.append(loose)
            loose.parent = stack.urn
    return orphans


def _loose_ancestor(found: Resource, by_urn: Mapping[str, Resource], settled: set[str]) -> Resource | None:
    """Return the resource, *found* or above it, where the way up to the stack ends too early, if it does.

    What is on the way joins *settled*: resources that need no second look.
    """
    trail: set[str] = set()
    while found.urn not in settled and found.type != ROOT_TYPE:
        trail.add(found.urn)
        if found.parent in settled:
            break
        parent = by_urn.get(found.parent)
        if parent is None or parent.urn in trail:
            settled |= trail
            return found
        found = parent
    settled |= trail
    return None
