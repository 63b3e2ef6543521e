"""A task definition's containers are seen one by one, whether they are written as JSON text or as a list."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterable

from .item import Item
from .tables import rows
from .values import Node
from .verdicts import Problem, Undecided, Verdict, Verdicts, each

TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition"
SERVICE = "aws:ecs/service:Service"
TASK_SET = "aws:ecs/taskSet:TaskSet"
CLUSTER = "aws:ecs/cluster:Cluster"

_FREE_KEYS = frozenset({"dockerLabels", "options"})
"""Objects whose keys are labels, or options of a log driver."""


def each_container(task: Item, check: Callable[[Node], Iterable[Verdict]]) -> Verdicts:
    """Yield what *check* says of each container; an unknown in one of them keeps no other from being judged.

    A definition that cannot be read is a problem, as is a container whose keys begin in upper case: the provider takes
    `Privileged` for `privileged`, and no rule would see it. A definition that is not known yet is Undecided.
    """
    definitions = task["containerDefinitions"]
    try:
        containers = definitions.json().items()
    except ValueError:
        yield definitions.says("containerDefinitions must be a JSON list of containers")
        return
    except Undecided as undecided:
        yield undecided
        return
    yield from each(containers, lambda container: _read(container, check))


def _read(container: Node, check: Callable[[Node], Iterable[Verdict]]) -> Verdicts:
    if _has_capitals(container):
        yield container.says(f"{container.path} must have keys that begin in lower case: privileged, not Privileged")
    else:
        yield from check(container)


def _has_capitals(node: Node) -> bool:
    """Return whether a key at or below *node* begins in upper case, where keys are ECS's and not the program's own."""
    with contextlib.suppress(Undecided):
        fields = node.fields()
        inside = [inner for key, inner in fields.items() if key not in _FREE_KEYS] or node.elements()
        return any(key[:1].isupper() for key in fields) or any(map(_has_capitals, inside))
    return False


def refused(container: Node, node: Node, text: str) -> Problem:
    """Return the problem that *node*, a place in *container*, *text* ("must be true").

    Its mark is the container's name, where that is no secret, and the place inside: it stays when containers change
    their order.
    """
    name = container["name"]
    inside = node.path.removeprefix(container.path).lstrip(".")
    return node.problem(text, mark="" if name.unknown or name.secret else f"{name.text()} {inside}".strip())


def is_windows(task: Item) -> bool:
    """Return whether the containers run on Windows; Linux where nothing is said. Raises Undecided where not known."""
    return task.at("runtimePlatform.operatingSystemFamily").text().upper().startswith("WINDOWS")


def may_run_on(task: Item, launch_type: str) -> bool:
    """Return whether the definition names *launch_type* (`EXTERNAL`) among those it is made for."""
    return any(one.text() == launch_type for one in task["requiresCompatibilities"].items())


@functools.cache
def log_drivers() -> frozenset[str]:
    """Return the names of the log drivers that ECS has."""
    return frozenset(row["driver"] for row in rows("ecs_log_drivers"))
