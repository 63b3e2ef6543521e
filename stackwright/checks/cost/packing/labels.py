"""What a selector or a requirement of Kubernetes asks of labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..values import Section

_NUMERIC = {"Gt": int.__gt__, "Gte": int.__ge__, "Lt": int.__lt__, "Lte": int.__le__}


class Requirement(NamedTuple):
    """What one label must be.

    Source: https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#operators and, for Gte and Lte,
    https://karpenter.sh/docs/concepts/scheduling/.
    """

    key: str
    operator: str = "In"
    values: tuple[str, ...] = ()

    def accepts(self, value: str | None) -> bool:
        """Return whether a label may have *value*; None is no label."""
        if self.operator in ("NotIn", "DoesNotExist"):
            return value is None or (self.operator == "NotIn" and value not in self.values)
        if value is None:
            return False
        if self.operator in _NUMERIC:
            return _number(value) is not None and _NUMERIC[self.operator](int(value), int(self.values[0]))
        return self.operator == "Exists" or value in self.values


def requirements(sections: Iterable[Section]) -> tuple[Requirement, ...]:
    """Return the requirements of a list of `key`, `operator` and `values`. Raises Undecided."""
    return tuple(
        Requirement(one.text("key"), one.text("operator", "In"), tuple(one.texts("values"))) for one in sections
    )


def equal(labels: Mapping[str, object]) -> tuple[Requirement, ...]:
    """Return the requirements that *labels* are as they are, as a node selector has it."""
    return tuple(Requirement(key, "In", (str(value),)) for key, value in labels.items())


def selects(selector: Section, labels: Mapping[str, str]) -> bool:
    """Return whether a label selector selects what has *labels*; an empty one selects all. Raises Undecided."""
    wanted = (*equal(selector.mapping("matchLabels")), *requirements(selector.items("matchExpressions")))
    return all(one.accepts(labels.get(one.key)) for one in wanted)


def _number(value: str) -> int | None:
    return int(value) if value.isdigit() else None
