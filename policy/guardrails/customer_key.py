"""A KMS key that the customer owns, as against one that AWS owns or manages."""

from __future__ import annotations

import re

from .values import Node
from .verdicts import Verdicts

# `alias/aws/...` are the keys that AWS manages: their policy cannot be changed.
# Source: https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html, "AWS managed keys".
_ARN = re.compile(r"arn:aws[\w-]*:kms:[\w-]+:\d{12}:(key/.+|alias/(?!aws/).+)")

_KEYS = ("::aws:kms/key:Key::", "::aws:kms/replicaKey:ReplicaKey::", "::aws:kms/alias:Alias::")
_EXTERNAL_KEYS = ("::aws:kms/externalKey:ExternalKey::", "::aws:kms/replicaExternalKey:ReplicaExternalKey::")


def must_be_customer_key(node: Node) -> Verdicts:
    """Yield a problem unless *node* is the ARN of a KMS key, or of an alias, that the customer owns.

    A value that is not known yet is one where a key of this stack makes it. A key that the program looked up is
    taken to be the customer's: its ARN does not tell who manages it.
    """
    if node.unknown:
        if not any(kind in urn for urn in node.made_of for kind in _KEYS + _EXTERNAL_KEYS):
            yield node.undecided()
    elif not _ARN.fullmatch(node.text()):
        yield node.problem("must be the ARN of a KMS key of your own")
