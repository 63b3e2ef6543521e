"""A Kubernetes role is read rule by rule: which verbs on which resources, by name or all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .item import Item
from .kubernetes import word
from .quantifiers import contains
from .values import Node
from .verdicts import Verdict, Verdicts, each

_KINDS = ("Role", "ClusterRole", "RolePatch", "ClusterRolePatch")
ROLES = frozenset(f"kubernetes:rbac.authorization.k8s.io/v1:{kind}" for kind in _KINDS)
BINDINGS = frozenset(
    f"kubernetes:rbac.authorization.k8s.io/v1:{kind}"
    for kind in ("RoleBinding", "ClusterRoleBinding", "RoleBindingPatch", "ClusterRoleBindingPatch")
)
EVERY = "*"


@dataclass(frozen=True)
class Grant:
    """One rule of a role."""

    node: Node

    def allows(self, group: str, resource: str, verb: str) -> bool:
        """Return whether it allows *verb* on *resource* (`pods/exec`) of an API group. Raises Undecided."""
        subresource = resource.partition("/")[2]
        resources = {resource, EVERY, *([f"*/{subresource}"] if subresource else [])}
        return (
            contains(self.node["verbs"], {verb, EVERY})
            and contains(self.node["resources"], resources)
            and contains(self.node["apiGroups"], {group, EVERY})
        )

    @property
    def narrow(self) -> bool:
        """Whether it is about resources by name only. Raises Undecided where that is not known yet.

        An empty name among them is that of a request without a name: `list` and `watch` of all of them.
        Source: https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/rbac/v1/evaluation_helpers.go.
        """
        names = self.node["resourceNames"]
        return bool(names.items()) and not contains(names, ("",))

    @property
    def mark(self) -> str:
        """A readable form that does not depend on the order: `create,get on configmaps,pods`."""
        return f"{_listed(self.node['verbs'])} on {_listed(self.node['resources'])}".removesuffix(" on ")


def each_grant(role: Item, check: Callable[[Grant], Iterable[Verdict]]) -> Verdicts:
    """Yield what *check* says of each rule of *role*."""
    yield from each(map(Grant, role["rules"].items()), check)


def _listed(node: Node) -> str:
    return word(node) if node.unknown else ",".join(sorted(map(word, node.items())))
