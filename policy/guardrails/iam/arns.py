"""What an ARN pattern in a statement reaches: one thing, all of a kind, or all there is."""

from __future__ import annotations

import functools
import re

from ..exceptions import glob

_VARIABLE = re.compile(r"\$\{[^}]*\}")
# Stands for any name at all: no pattern that spells something out can match it.
_SOME_NAME = "\0"
_FIELDS = 6
_STAR = re.compile(r"(arn:([\w-]+:)?)?[*?:]*\*[*?:]*")


def is_star(pattern: str) -> bool:
    """Return whether *pattern* stands for everything: `*`, `arn:aws:*`, and as an action `*:*`."""
    return _STAR.fullmatch(pattern) is not None


def is_of_any_kind(pattern: str) -> bool:
    """Return whether *pattern* names no kind of resource at all: `*`, and `arn:aws:s3:::*` as well."""
    of_all = pattern.startswith("arn:") and is_star(_completed(pattern)[-1])
    return is_star(pattern) or (of_all and not account(pattern))


def fields(arn: str) -> list[str]:
    """Return partition, service and so on of an ARN, `arn` first; fewer than six where it is none."""
    return arn.split(":", _FIELDS - 1)


def _completed(pattern: str) -> list[str]:
    """Return the six parts of an ARN pattern, as AWS completes it: `arn:aws:iam` is `arn:aws:iam:*:*:*`.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
    """
    parts = fields(pattern)
    return parts + ["*" if parts[0] in ("arn", "*") else ""] * (_FIELDS - len(parts))


def is_arn(text: str) -> bool:
    """Return whether *text* has the six parts of an ARN, the second to the last possibly with wildcards."""
    parts = fields(text)
    return len(parts) == _FIELDS and parts[0] == "arn" and all((parts[1], parts[2], parts[5]))


def account(arn: str) -> str:
    """Return the account that an ARN spells out; empty where it has none or a wildcard there."""
    found = (*fields(arn), "", "", "", "")[4]
    return "" if set(found) & {"*", "?"} else found


@functools.cache
def reaches_all(pattern: str, formats: tuple[str, ...]) -> bool:
    """Return whether *pattern* reaches all there is of a kind, at least in one account.

    The kinds are given by their formats: `arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}`.
    """
    return is_star(pattern) or any(_covers(pattern, one) for one in formats)


def _covers(pattern: str, form: str) -> bool:
    """Return whether *pattern* matches all ARNs of a form, in the partition, Region and account that it names."""
    given, wanted = _completed(pattern), fields(form)
    whole = (given[2], given[5]), (wanted[2], wanted[5])
    return all(glob(one)(_VARIABLE.sub(_SOME_NAME, other)) is not None for one, other in zip(*whole, strict=True))


@functools.cache
def may_match(pattern: str, form: str) -> bool:
    """Return whether some ARN of *form* fits *pattern*: `arn:aws:s3:::data/*` fits objects and no bucket.

    A bucket's name has no slash in it; any other variable may be any text within its part of the ARN.
    """
    given, wanted = _completed(pattern), fields(form)
    return all(_overlap(tuple(one), tuple(_tokens(other))) for one, other in zip(given, wanted, strict=True))


def _tokens(form: str) -> list[str]:
    """Return the characters of a form, with `name` and `any` for its variables."""
    found: list[str] = []
    for piece in re.split(r"(\$\{[^}]*\})", form):
        if piece.startswith("${"):
            found.append("name" if piece == "${BucketName}" else "any")
        else:
            found += piece
    return found


def _overlap(pattern: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Return whether a text exists that fits both; grown row by row over *wanted*, as for an edit distance."""
    width = len(pattern)
    row = [True] + [False] * width
    for column in range(width):
        row[column + 1] = row[column] and pattern[column] == "*"
    for piece in wanted:
        loose = piece in ("any", "name")
        # A variable may be empty here: that no name is empty makes no ARN fit that else would not.
        below = [row[0] and loose] + [False] * width
        for column, sign in enumerate(pattern):
            below[column + 1] = _step(row, below, column, sign, piece, loose=loose)
        row = below
    return row[width]


def _step(row: list[bool], below: list[bool], column: int, sign: str, piece: str, *, loose: bool) -> bool:
    if sign == "*":
        return below[column] or row[column + 1]
    if loose:
        taken = below[column] and not (piece == "name" and sign == "/")
        return taken or row[column + 1]
    return row[column] and sign in ("?", piece)
