"""The stack for people: a header, the tree by component with the facts that matter, exports, a summary."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TextIO

from rich.console import Console
from rich.control import strip_control_codes
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..model import Resource, Stack, redact
from .caveats import caveats, origin, unseen
from .facts import facts
from .layout import GAP, ROOM, SEPARATOR, Paint, join_phrases, painter
from .wording import counted, kind_of, visible

if TYPE_CHECKING:
    from ..checks.cost.report import CostReport
    from ..checks.findings import PolicyReport

_USUAL_WIDTH = 80


def write(
    stack: Stack,
    out: TextIO,
    policy: PolicyReport | None = None,
    cost: CostReport | None = None,
    *,
    every_resource: bool = False,
) -> None:
    """Write *stack*, what *policy* packs found in it and its *cost* to *out*: coloured on a terminal, plain elsewhere
    and under NO_COLOR. With *every_resource* nothing is folded.
    """
    console = Console(file=out, highlight=False, soft_wrap=False, emoji=False, markup=False)
    if console.width < ROOM:  # a terminal that says 0 columns, or nonsense
        console.width = _USUAL_WIDTH
    # Laid out as a whole first: rich flushes what it writes to, and ends the process where the reader has left.
    for line in list(_report(stack, policy, cost, console, every_resource=every_resource)):
        # rich pads each line to its column's width, which copies and diffs badly
        out.write(f"{strip_control_codes(line).rstrip()}\n")


def _report(
    stack: Stack, policy: PolicyReport | None, cost: CostReport | None, console: Console, *, every_resource: bool
) -> Iterator[str]:
    """Yield the lines of the report. Only a few are laid out by rich: a large stack has thousands."""
    yield from _laid_out(console, Padding(_header(stack, console.width), (1, 2)))
    paint = painter(console)
    for line in _tree(stack, console.width - 2 * GAP, paint, every_resource=every_resource):
        yield " " * GAP + line
    yield from _exports(stack, paint)
    for title, rows in (("Summary", _summary(stack)), ("Notes", [("", note) for note in caveats(stack)])):
        if rows:
            yield from _laid_out(console, Padding(_section(title, rows), (1, 2, 0, 2)))
    if policy:
        from .policy_section import policy_section

        for line in policy_section(stack, policy, console.width - 2 * GAP, paint, in_full=every_resource):
            yield " " * GAP + line
    if cost:
        from .cost.section import cost_section

        for line in cost_section(cost, console.width - 2 * GAP, paint):
            yield " " * GAP + line
    if not every_resource:
        hint = "--all lists every resource · --format json is for machines"
        yield from _laid_out(console, Padding(Text(hint, style="dim"), (1, 2, 0, 2)))
    yield ""


def _laid_out(console: Console, block: Padding) -> list[str]:
    with console.capture() as captured:
        console.print(block)
    return captured.get().splitlines()


def _header(stack: Stack, width: int) -> Table:
    """Return project, stack, Region and size on the left, seconds on the right."""
    total = sum(1 for _ in stack.managed())
    left = Text.assemble((f"{stack.project} / {stack.name}", "bold"), "   ")
    size = [counted(total, "resource"), f"{hidden} not seen into" if (hidden := unseen(stack)) else ""]
    left.append(SEPARATOR.join(filter(None, [stack.region, *size])))
    grid = Table.grid(expand=True)
    grid.add_column(ratio=1)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_row(left, f"{stack.seconds:.1f} s" if width >= 40 else "")
    grid.add_row(Text(origin(stack), style="dim"), "")
    return grid


def _tree(stack: Stack, width: int, paint: Paint, *, every_resource: bool) -> Iterator[str]:
    """Yield the lines of the tree: a row per component (or per resource), indented by parent.

    Facts stand beside their row, or below it where *width* leaves them too little room. Names are never cut.
    """
    rows = list(_rows(stack, every_resource=every_resource))
    name_width, kind_width, count_width = (max((len(row[column]) for row in rows), default=0) for column in (0, 1, 3))
    left = name_width + kind_width + 2 * GAP
    beside = width - left - count_width - GAP
    for name, kind, phrases, count, style in rows:
        if beside >= ROOM:
            below = left
            first, *rest = join_phrases(phrases, beside) or [""]
            columns = (f"{name:{name_width}}", f"{kind:{kind_width}}", f"{first:{beside}}", f"{count:>{count_width}}")
        else:
            below = len(name) - len(name.lstrip()) + 2 * GAP
            rest = join_phrases(phrases, width - below)
            columns = (name, kind, count, "")
        styles = (style, "dim", "" if beside >= ROOM else "dim", "dim")
        yield (" " * GAP).join(map(paint, columns, styles))
        yield from (" " * below + line for line in rest)


def _rows(stack: Stack, *, every_resource: bool) -> Iterator[tuple[str, str, list[str], str, str]]:
    """Yield name, kind, facts, number of resources inside and style of each row."""
    children = stack.children()
    managed = {resource.urn for resource in stack.managed()}
    for resource, depth in _walk(children, stack.urn, 0, every_resource=every_resource):
        yield (
            "  " * depth + visible(resource.name),
            visible(kind_of(resource)),
            [_shown(phrase) for phrase in (*facts(resource), *_marks(resource))],
            "" if resource.custom else _size(children, resource.urn, managed),
            "bold" if not depth and not resource.custom else "",
        )


def _shown(phrase: str) -> str:
    """Return a phrase that a terminal shows as it is; its lines are joined, for they are broken anew."""
    return phrase if phrase.isprintable() else visible(" ".join(phrase.split()))


def _size(children: dict[str, list[Resource]], component: str, managed: set[str]) -> str:
    """Return how many managed resources are below *component*; nothing where there are none."""
    below = _walk(children, component, 0, every_resource=True)
    return str(sum(1 for each, _ in below if each.urn in managed) or "")


def _walk(
    children: dict[str, list[Resource]], parent: str, depth: int, *, every_resource: bool
) -> Iterator[tuple[Resource, int]]:
    """Yield the resources below *parent*: all of them, or components and what stands outside any component."""
    for resource in children.get(parent, []):
        if every_resource or not resource.custom or depth == 0:
            yield resource, depth
            yield from _walk(children, resource.urn, depth + 1, every_resource=every_resource)


def _marks(resource: Resource) -> Iterator[str]:
    if resource.options.protect and resource.custom:
        yield "protected"
    if resource.read:
        yield "read, not managed"
    if resource.opaque:
        yield resource.opaque


def _exports(stack: Stack, paint: Paint) -> Iterator[str]:
    """Yield a line per export, however long: an ARN broken over two lines cannot be copied."""
    rows = [row for key, value in sorted(redact(stack.outputs).items()) for row in _leaves(key, value)]
    indent = max((len(key) for key, _ in rows), default=0)
    if rows:
        yield ""
    for index, (key, value) in enumerate(rows):
        title = "Exports" if index == 0 else ""
        yield from f"  {paint(f'{title:7}', 'bold')}  {key:{indent}}  {value}".splitlines()


def _leaves(key: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield a row per value of a nested export: `urls.api`, `urls.web`."""
    if isinstance(value, dict) and value:
        for name, item in value.items():
            yield from _leaves(f"{key}.{name}", item)
    else:
        yield visible(key), _plain(value)


def _plain(value: Any) -> str:
    """Return a value on one line; text that a terminal would act on is quoted."""
    return value if isinstance(value, str) and value.isprintable() else json.dumps(value, ensure_ascii=False)


def _summary(stack: Stack) -> list[tuple[str, str]]:
    managed = list(stack.managed())
    services = Counter(kind_of(resource).split(".")[0] for resource in managed)
    ranked = sorted(services.items(), key=lambda item: (-item[1], item[0]))
    rows = [("resources", f"{len(managed)}: " + ", ".join(f"{number} {service}" for service, number in ranked))]
    protected = sum(1 for resource in managed if resource.options.protect)
    if protected:
        rows.append(("protected", f"{counted(protected, 'resource')} would refuse to be deleted"))
    hidden = unseen(stack)
    if hidden:
        rows.append(("not complete", f"what {counted(hidden, 'part')} would make is not seen"))
    return rows if managed else []


def _section(title: str, rows: Iterable[tuple[str, str]]) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="bold")
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for index, (key, value) in enumerate(rows):
        grid.add_row(title if index == 0 else "", Text(key), Text(value))
    return grid
