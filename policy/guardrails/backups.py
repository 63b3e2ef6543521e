"""Which resources a selection of AWS Backup takes.

By name, with wildcards, where every condition on the tags holds as well; or by any one of its tags. Source:
https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html.
"""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatchcase

from .inventory import Inventory
from .item import Item
from .tagging import tags_of
from .values import Node
from .verdicts import Undecided

# Type -> how its ARNs go on behind `arn:aws:`, as far as that is known without the ARN.
_ARNS = {
    "aws:docdb/cluster:Cluster": "rds:*:*:cluster:*",
    "aws:dynamodb/table:Table": "dynamodb:*:*:table/*",
    "aws:ebs/volume:Volume": "ec2:*:*:volume/*",
    "aws:efs/fileSystem:FileSystem": "elasticfilesystem:*:*:file-system/*",
    "aws:neptune/cluster:Cluster": "rds:*:*:cluster:*",
    "aws:rds/cluster:Cluster": "rds:*:*:cluster:*",
    "aws:rds/instance:Instance": "rds:*:*:db:*",
    "aws:redshift/cluster:Cluster": "redshift:*:*:cluster:*",
}
_TAG = "aws:ResourceTag/"
_TESTS: dict[str, Callable[[str | None, str], bool]] = {
    "stringEquals": lambda value, wanted: value == wanted,
    "stringLikes": lambda value, wanted: value is not None and fnmatchcase(value, wanted),
    "stringNotEquals": lambda value, wanted: value != wanted,
    "stringNotLikes": lambda value, wanted: value is None or not fnmatchcase(value, wanted),
}


def selects(stack: Inventory, selection: Item, target: Item) -> bool:
    """Return whether *selection* takes *target*. Raises Undecided where that hangs on what is not known yet."""
    if _names(stack, selection["notResources"], target):
        return False
    named, conditions = selection["resources"], selection["conditions"]
    by_name = _names(stack, named, target) if not named.absent else not conditions.absent
    if by_name and _hold(conditions, target):
        return True
    return any(_tagged(tag, target) for tag in selection["selectionTags"].items())


def _names(stack: Inventory, listed: Node, target: Item) -> bool:
    doubt: Undecided | None = None
    for one in listed.items():
        try:
            if _is_meant(stack, one, target):
                return True
        except Undecided as undecided:
            doubt = undecided
    if doubt:
        raise doubt
    return False


def _is_meant(stack: Inventory, one: Node, target: Item) -> bool:
    if stack.refers(one, target):
        return True
    pattern = one.text()
    arn = target.output("arn")
    if arn.known:
        return fnmatchcase(arn.text(), pattern)
    return _takes_all(pattern, target)


def _takes_all(pattern: str, target: Item) -> bool:
    """Return whether *pattern* takes all of the target's kind, or none; else only the ARN, not known yet, can tell."""
    _, partition, service, *_, name = [*pattern.split(":", 5), *[""] * 6][:6]
    every = _ARNS[target.type]
    if fnmatchcase(f"arn:{partition}:{every}", pattern):
        return True
    kind = every.split(":", 3)
    if fnmatchcase(kind[0], service) and name.startswith(kind[3].removesuffix("*")):
        raise Undecided(target, "arn")
    return False


def _hold(conditions: Node, target: Item) -> bool:
    return all(
        test(_value(target, one["key"].text()), one["value"].text())
        for condition in conditions.items()
        for name, test in _TESTS.items()
        for one in condition[name].items()
    )


def _tagged(tag: Node, target: Item) -> bool:
    return _value(target, tag["key"].text()) == tag["value"].text()


def _value(target: Item, key: str) -> str | None:
    """Return the value of the target's tag *key*, also as `aws:ResourceTag/key`; None where it has no such tag."""
    found = tags_of(target).get(key.removeprefix(_TAG))
    return None if found is None else found.text()
