"""Whether a bucket's policy refuses requests without TLS, whoever makes them and whatever for."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection

from .exceptions import glob
from .iam.conditions import Test, tests
from .iam.documents import Document, Statement
from .iam.openness import everybody
from .quantifiers import some
from .values import Node
from .verdicts import Verdicts

# What must be denied, by what follows the bucket's ARN: one of them leaves listing or reading open.
# Source: https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-ssl-requests-only.html.
_PARTS = {"": "the bucket", "/*": "its objects"}
_ARN = re.compile(r"arn:[\w-]+:")


def must_refuse_plain_http(node: Node, names: Collection[str]) -> Verdicts:
    """Yield a problem unless the policy at *node* denies everybody everything without TLS.

    *names* are those of the bucket the policy is for; none where they are not known yet.
    """
    statements = Document(node).statements()
    missing = [
        what
        for part, what in _PARTS.items()
        if not some(statements, functools.partial(_protects, part=part, names=names))
    ]
    if missing:
        yield node.says(f"no statement denies everybody s3:* on {' and '.join(missing)} without TLS")


def _protects(statement: Statement, part: str, names: Collection[str]) -> bool:
    return _refuses_plain_http(statement) and _is_about(statement, part, names)


def _refuses_plain_http(statement: Statement) -> bool:
    """Return whether all that limits the denial is that the request comes without TLS."""
    whole = statement.node["NotAction"].absent and statement.node["NotPrincipal"].absent
    if not (whole and statement.denies and everybody(statement) and statement.covers("s3:*")):
        return False
    conditions = list(tests(statement))
    return len(conditions) == 1 and _is_without_tls(conditions[0])


def _is_without_tls(test: Test) -> bool:
    values = [str(one.value()).lower() for one in test.node.items()]
    return test.base.lower() == "bool" and test.key.lower() == "aws:securetransport" and values == ["false"]


def _is_about(statement: Statement, part: str, names: Collection[str]) -> bool:
    """Return whether the statement's resources are all that *part* stands for of a bucket that has one of *names*."""
    known, unknown = statement.texts("Resource")
    patterns = [glob(_ARN.sub("arn:aws:", text, count=1)) for _, text in known]
    if any(pattern(f"arn:aws:s3:::{name}{part}") for name in names for pattern in patterns):
        return True
    if unknown:
        raise unknown[0].undecided()
    if not names:
        raise statement.node["Resource"].undecided()
    return False
