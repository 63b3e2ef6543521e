"""Policies say what AWS understands: actions that exist, on resources they can have, under keys that exist.

An action in full must be able to meet one of the statement's resources: `s3:ListBucket` never meets `bucket/*`, and
what works only with `*` never meets an ARN. Wildcards in actions are asked only to stand for something.
"""

from __future__ import annotations

from ...authoring import Item, Level, Rule, Severity, Verdicts, each
from ...iam.documents import documents, identity_types
from ...iam.wellformed import must_be_understood


def _check(item: Item) -> Verdicts:
    yield from each(documents(item), must_be_understood)


iam_actions_exist = Rule(
    id="iam-actions-exist",
    promise="Policies name actions, resources and condition keys that exist and go together.",
    fix="Look the action up in the service authorization reference: its name, the ARNs it takes, its condition keys.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    looks_at=identity_types(),
    check=_check,
)
