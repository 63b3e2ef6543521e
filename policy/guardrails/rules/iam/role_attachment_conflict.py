"""A role's policies are all listed in the role, or all attached beside it.

`managed_policy_arns` and `inline_policies` of a Role, and a PolicyAttachment for its policy, are exclusive: with each
deployment they take away what another resource attached, and the other puts it back.
"""

from __future__ import annotations

from ...authoring import Inventory, Item, Level, Severity, StackRule, Verdicts, each

_ROLE = "aws:iam/role:Role"
_BESIDE = {
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ("role", "managedPolicyArns"),
    "aws:iam/policyAttachment:PolicyAttachment": ("roles", "managedPolicyArns"),
    "aws:iam/rolePolicy:RolePolicy": ("role", "inlinePolicies"),
}
_EXCLUSIVE = "aws:iam/policyAttachment:PolicyAttachment"
_STANDALONE = (
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment",
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
    _EXCLUSIVE,
)


def _check(stack: Inventory) -> Verdicts:
    yield from each(_BESIDE, lambda type_: _beside(stack, type_))
    yield from each(stack.of(_EXCLUSIVE), lambda exclusive: _policy(stack, exclusive))


def _beside(stack: Inventory, type_: str) -> Verdicts:
    """Judge what is attached to roles that list their policies themselves."""
    path, listed = _BESIDE[type_]
    roles = [role for role in stack.of(_ROLE) if _lists(role, listed)]
    for node in (beside[path] for beside in stack.of(type_)):
        answers = [stack.refers(node, role) for role in roles]
        if True in answers:
            yield node.says(f"the role lists its policies in {listed}, which takes away what is attached here")
        elif None in answers:
            yield node.undecided()


def _policy(stack: Inventory, exclusive: Item) -> Verdicts:
    """Judge an exclusive attachment of a policy that something else attaches too."""
    arn = exclusive["policyArn"]
    for other in stack.of(*_STANDALONE):
        if other is not exclusive and _same(exclusive, other):
            yield arn.says("a PolicyAttachment is exclusive, and another resource attaches the same policy")
            return


def _same(one: Item, other: Item) -> bool:
    """Return whether two attachments are of the same policy: made of the same resource, or of equal ARN."""
    mine, its = one["policyArn"], other["policyArn"]
    if mine.made_of or its.made_of:
        return bool(set(mine.made_of) & set(its.made_of))
    return bool(mine.value() == its.value())


def _lists(role: Item, key: str) -> bool:
    """Return whether a role lists policies: no managed ones at all is a list, no inline ones is none."""
    return role.inputs.get(key) is not None and (key == "managedPolicyArns" or bool(role[key].items()))


iam_role_attachment_conflict = StackRule(
    id="iam-role-attachment-conflict",
    promise="No role lists its policies exclusively while other resources attach some to it.",
    fix="Drop managed_policy_arns and inline_policies of the Role and use RolePolicyAttachment and RolePolicy only;"
    " replace a PolicyAttachment by a RolePolicyAttachment per role.",
    severity=Severity.MEDIUM,
    level=Level.MANDATORY,
    looks_at=frozenset(_BESIDE),
    check=_check,
)
