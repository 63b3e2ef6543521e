"""A LimitRange gives the containers of its namespace the resources that they do not name themselves.

Source: https://kubernetes.io/docs/concepts/policy/limit-range/.
"""

from __future__ import annotations

import functools

from .inventory import Inventory
from .item import Item
from .kubernetes import quantity
from .quantifiers import some
from .selectors import same_namespace
from .values import Node

_LIMIT_RANGE = "kubernetes:core/v1:LimitRange"

# What is given where the first is not set: the most that is allowed is the limit, a limit is the request.
# Source: SetDefaults_LimitRangeItem in https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/v1/defaults.go.
_GIVES = {"limits": ("default", "max"), "requests": ("defaultRequest", "default", "max", "min")}


def gives(stack: Inventory, workload: Item, kind: str, resource: str) -> bool:
    """Return whether a LimitRange of the stack gives the containers of *workload* limits or requests of *resource*.

    *kind* is `limits` or `requests`, *resource* `cpu` or `memory`. Raises Undecided where that is not known yet.
    """
    return some(stack.of(_LIMIT_RANGE), functools.partial(_is_for, workload, kind, resource))


def _is_for(workload: Item, kind: str, resource: str, limits: Item) -> bool:
    given = some(limits.at("spec.limits").items(), functools.partial(_has, kind, resource))
    return given and same_namespace(workload, limits)


def _has(kind: str, resource: str, entry: Node) -> bool:
    if entry["type"].value() != "Container":
        return False
    return some(_GIVES[kind], lambda key: bool(quantity(entry[key][resource].value())))
