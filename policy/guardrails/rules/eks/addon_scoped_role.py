"""Add-ons that call AWS have a role of their own.

Without one they take their node's, which every pod of the node could use. The role is written at the add-on, or in a
PodIdentityAssociation for its service account.
"""

from __future__ import annotations

import functools

from ...authoring import Inventory, Item, Level, Severity, StackRule, Verdicts, each, must_be_set
from ...quantifiers import some
from ...tables import rows

_ADDON = "aws:eks/addon:Addon"
_ASSOCIATION = "aws:eks/podIdentityAssociation:PodIdentityAssociation"


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(_ADDON), functools.partial(_judge, stack))


def _judge(stack: Inventory, addon: Item) -> Verdicts:
    account = _accounts().get(addon["addonName"].text())
    if account is None:
        return
    verdicts = list(must_be_set(addon["serviceAccountRoleArn"]))
    if verdicts and not _is_associated(stack, addon, account):
        yield from verdicts


def _is_associated(stack: Inventory, addon: Item, account: tuple[str, str]) -> bool:
    if any(not one["roleArn"].absent for one in addon["podIdentityAssociations"].items()):
        return True
    return some(stack.of(_ASSOCIATION), functools.partial(_is_for, addon, account))


def _is_for(addon: Item, account: tuple[str, str], association: Item) -> bool:
    namespace = addon.at("namespaceConfig.namespace").value() or account[0]
    if (association["namespace"].value(), association["serviceAccount"].value()) != (namespace, account[1]):
        return False
    mine, theirs = addon["clusterName"], association["clusterName"]
    if mine.unknown and theirs.unknown and set(mine.made_of) & set(theirs.made_of):
        return True
    return bool(mine.value() == theirs.value())


@functools.cache
def _accounts() -> dict[str, tuple[str, str]]:
    """Return add-on -> namespace and name of the service account it runs as."""
    return {row["addon"]: (row["namespace"], row["service_account"]) for row in rows("eks_addon_accounts")}


eks_addon_scoped_role = StackRule(
    id="eks-addon-scoped-role",
    promise="Add-ons that call AWS do so with a role of their own, not with the role of the nodes.",
    fix="Give the add-on pod_identity_associations with its service account and a role that allows no more than it"
    " needs, or service_account_role_arn.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    looks_at=frozenset({_ADDON}),
    check=_check,
)
