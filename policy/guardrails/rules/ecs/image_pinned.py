"""A task definition says which image it runs, and says so for good."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from ...authoring import Item, Level, Node, Parameter, Rule, Severity, Verdicts
from ...images import is_pinned
from ...task_definitions import TASK_DEFINITION, each_container, refused


def _check(task: Item, parameters: Mapping[str, Any]) -> Verdicts:
    yield from each_container(task, functools.partial(_judge, parameters["movingTags"]))


def _judge(moving: list[str], container: Node) -> Verdicts:
    image = container["image"]
    name, _, digest = image.text().partition("@")
    # A colon before the last slash belongs to the registry's port.
    tag = name.rsplit("/", 1)[-1].partition(":")[2]
    if not is_pinned(image.text()) or (tag in moving and not digest):
        yield refused(container, image, "must have a tag that stays with one image, or a digest")


ecs_task_image_pinned = Rule(
    id="ecs-task-image-pinned",
    promise="Every container names its image by a version or a digest.",
    fix="End the image with a version, ':1.27.3', or with its digest, '@sha256:...'.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    parameters={
        "movingTags": Parameter(
            says="Tags that are given to one image after the other, besides latest and those of branches and channels.",
            default=[],
            schema={"type": "array", "items": {"type": "string"}},
        )
    },
    looks_at=frozenset({TASK_DEFINITION}),
    check=_check,
)
