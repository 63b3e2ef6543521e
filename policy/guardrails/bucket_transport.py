"""Whether a bucket's policy refuses requests without TLS, whoever makes them and whatever for."""

from __future__ import annotations

import re
from collections.abc import Collection

from .exceptions import glob
from .iam.conditions import tests
from .iam.documents import Document, Statement
from .iam.openness import everybody
from .values import Node
from .verdicts import Undecided, Verdicts

# Of the bucket itself and of what is in it: one of them leaves listing or reading open.
# Source: https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-ssl-requests-only.html.
_BOTH = frozenset({"", "/*"})
_ARN = re.compile(r"arn:[\w-]+:")


def must_refuse_plain_http(node: Node, names: Collection[str]) -> Verdicts:
    """Yield a problem unless the policy at *node* denies everybody everything without TLS.

    *names* are those of the bucket the policy is for; none where they are not known yet.
    """
    refused: set[str] = set()
    unknown = None
    for statement in Document(node).statements():
        try:
            if _refuses_plain_http(statement):
                refused |= _covered(statement, names)
        except Undecided as undecided:
            unknown = undecided
    if refused >= _BOTH:
        return
    yield unknown or node.says(
        f"no statement of the {node.root} denies s3:* to everybody without TLS{_missing(refused)}"
    )


def _missing(refused: set[str]) -> str:
    if "/*" in refused:
        return ": one does for the objects, and leaves out the bucket itself"
    return ": one does for the bucket itself, and leaves out its objects" if refused else ""


def _refuses_plain_http(statement: Statement) -> bool:
    """Return whether all that limits the denial is that the request comes without TLS."""
    whole = statement.node["NotAction"].absent and statement.node["NotPrincipal"].absent
    if not (whole and statement.denies and everybody(statement) and statement.covers("s3:*")):
        return False
    conditions = list(tests(statement))
    return len(conditions) == 1 and all(
        one.base.lower() == "bool"
        and one.key.lower() == "aws:securetransport"
        and str(one.node.value()).lower() in ("false", "['false']")
        for one in conditions
    )


def _covered(statement: Statement, names: Collection[str]) -> set[str]:
    """Return what of the bucket the statement is about: itself as an empty text, its objects as `/*`."""
    known, unknown = statement.texts("Resource")
    patterns = [glob(_ARN.sub("arn:aws:", text, count=1)) for _, text in known]
    covered = {
        part for part in _BOTH for name in names for pattern in patterns if pattern(f"arn:aws:s3:::{name}{part}")
    }
    if covered < _BOTH and (unknown or not names):
        raise unknown[0].undecided() if unknown else statement.node["Resource"].undecided()
    return covered
