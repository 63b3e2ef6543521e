"""A role's policies are all listed in the role, or all attached beside it.

`managed_policy_arns` and `inline_policies` of a Role, and a PolicyAttachment for its policy, are exclusive: with each
deployment they take away what another resource attached, and the other puts it back.
"""

from __future__ import annotations

from collections.abc import Iterator

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
    yield from each(stack.of(*_BESIDE), lambda beside: _role(stack, beside))
    yield from each(stack.of(_EXCLUSIVE), lambda exclusive: _policy(stack, exclusive))


def _role(stack: Inventory, beside: Item) -> Verdicts:
    """Judge what is attached to a role that lists its policies itself."""
    path, listed = _BESIDE[beside.type]
    for role in _listing(stack, listed):
        answer = stack.refers(beside[path], role)
        if answer is None:
            yield beside[path].undecided()
        elif answer:
            yield beside[path].says(f"the role lists its policies in {listed}, which takes away what is attached here")


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


def _listing(stack: Inventory, listed: str) -> Iterator[Item]:
    """Yield the roles that list policies: no managed ones at all is a list, no inline ones is none."""
    for role in stack.of(_ROLE):
        if role.inputs.get(listed) is not None and (listed == "managedPolicyArns" or role[listed].items()):
            yield role


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
