"""What was written and what was not, for people and for machines."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from ...checks.manifests.objects import Objects
from ...checks.manifests.tree import Overlay, Tree
from ..wording import counted, visible
from .texts import said


def write_text(tree: Tree, stacks: Sequence[Objects], folder: Path, out: TextIO) -> None:
    """Write a line for each overlay, with the command that compares it with a cluster, and what is not rendered."""
    width = max(len(visible(stack.stack)) for stack in stacks)
    out.writelines(f"  {line}".rstrip() + "\n" for line in _lines(tree, stacks, folder, width))


def _lines(tree: Tree, stacks: Sequence[Objects], folder: Path, width: int) -> Iterator[str]:
    yield ""
    yield f"Manifests of {counted(len(tree.overlays), 'overlay')} are in {visible(str(folder))}"
    yield ""
    for stack in stacks:
        overlays = [overlay for overlay in tree.overlays if overlay.stack == stack.stack]
        name = f"{visible(stack.stack):{width}}"
        for overlay in overlays:
            yield f"{name}  {_counts(overlay)}"
            yield f"{'':{width}}  kubectl diff -k {visible(shlex.quote((folder / overlay.path).as_posix()))}"
        if not overlays:
            yield f"{name}  no Kubernetes objects to write"
    rows = [(visible(stack.stack), said(each)) for stack in stacks for each in stack.left_out]
    if rows:
        yield ""
        yield "Not rendered"
        yield from (f"{name:{width}}  {what}" for name, what in rows)
    yield ""


def _counts(overlay: Overlay) -> str:
    """Return how many objects there are, and of which sort."""
    own = overlay.objects - overlay.in_base
    parts = [
        f"{overlay.in_base} in the base" if overlay.in_base else "",
        f"{overlay.patched} of these patched" if overlay.patched else "",
        f"{own} of its own" if own else "",
        f"{overlay.simulated} with simulated values: do not apply them" if overlay.simulated else "",
    ]
    return f"{counted(overlay.objects, 'object')}: {', '.join(filter(None, parts))}"


def write_json(tree: Tree, stacks: Sequence[Objects], folder: Path, out: TextIO) -> None:
    """Write the same as one JSON object, keys in a fixed order, with a newline at the end."""
    document = {
        "folder": folder.as_posix(),
        "files": [file.path for file in tree.files],
        "stacks": [_stack(stack, tree) for stack in stacks],
    }
    out.write(f"{json.dumps(document, indent=2, ensure_ascii=False)}\n")


def _stack(stack: Objects, tree: Tree) -> dict[str, Any]:
    return {
        "stack": stack.stack,
        "overlays": [
            {
                "path": overlay.path,
                "objects": overlay.objects,
                "inBase": overlay.in_base,
                "patched": overlay.patched,
                "simulated": overlay.simulated,
            }
            for overlay in tree.overlays
            if overlay.stack == stack.stack
        ],
        "notRendered": [{"what": each.what, "reason": each.reason, "urn": each.urn} for each in stack.left_out],
        "simulatedConfig": list(stack.made_up),
    }
