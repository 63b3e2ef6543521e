"""The text of every file that manifests are written to."""

from __future__ import annotations

from collections.abc import Sequence

from ...checks.manifests.objects import LeftOut, Objects
from ...checks.manifests.tree import Tree
from ..wording import visible
from .yaml import dump

NOT_RENDERED = "NOT-RENDERED.md"


def texts(tree: Tree, stacks: Sequence[Objects]) -> dict[str, str]:
    """Return path -> text of all files of *tree*, and of a page on what is left out where anything is."""
    found = {file.path: dump(file.document, file.comments) for file in tree.files}
    page = _page(stacks)
    return {NOT_RENDERED: page, **found} if page else found


def said(left_out: LeftOut) -> str:
    """Return what is left out and why, on one line."""
    return visible(f"{left_out.what}: {left_out.reason}")


def _page(stacks: Sequence[Objects]) -> str:
    """Return the page on what is left out, by stack."""
    blocks = [
        "\n".join([f"## {stack.stack}", "", *(f"- {said(each)}" for each in stack.left_out)])
        for stack in stacks
        if stack.left_out
    ]
    head = "# Not rendered\n\nThese are not in the overlays: a diff with a cluster does not show them.\n\n"
    return head + "\n\n".join(blocks) + "\n" if blocks else ""
