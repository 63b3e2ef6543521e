"""Where the money goes, as a map of rectangles: the area of each is what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A rectangle, its corner at the top left, in the units of the whole."""

    x: float
    y: float
    width: float
    height: float


def squares(amounts: Sequence[float], whole: Box) -> list[Box]:
    """Return a box for each of *amounts*, the areas in their proportion, as near to squares as they come.

    *amounts* are above 0 and descend; the boxes fill *whole*. The rows are those of Bruls, Huizing and van Wijk,
    "Squarified Treemaps", 2000.
    """
    total = sum(amounts)
    scale = whole.width * whole.height / total if total else 0
    areas = [amount * scale for amount in amounts]
    boxes: list[Box] = []
    rest = whole
    while areas:
        side = min(rest.width, rest.height)
        count = _row(areas, side)
        placed, rest = _placed(areas[:count], rest)
        boxes += placed
        areas = areas[count:]
    return boxes


def _row(areas: Sequence[float], side: float) -> int:
    """Return how many of *areas* make up the next row along *side*: as long as the worst box of it gets no worse."""
    count = 1
    while count < len(areas) and _worst(areas[: count + 1], side) <= _worst(areas[:count], side):
        count += 1
    return count


def _worst(areas: Sequence[float], side: float) -> float:
    """Return the greatest ratio of a box's sides in a row along *side*."""
    depth = sum(areas) / side
    return max(max(depth / (area / depth), area / depth / depth) for area in areas)


def _placed(areas: Sequence[float], room: Box) -> tuple[list[Box], Box]:
    """Return the boxes of one row along the shorter side of *room*, and what is left of it."""
    depth = sum(areas) / min(room.width, room.height)
    if room.width >= room.height:
        boxes = [Box(room.x, start, depth, end - start) for start, end in _steps(areas, room.y, depth)]
        return boxes, Box(room.x + depth, room.y, room.width - depth, room.height)
    boxes = [Box(start, room.y, end - start, depth) for start, end in _steps(areas, room.x, depth)]
    return boxes, Box(room.x, room.y + depth, room.width, room.height - depth)


def _steps(areas: Sequence[float], start: float, depth: float) -> Iterator[tuple[float, float]]:
    for area in areas:
        end = start + area / depth
        yield start, end
        start = end
