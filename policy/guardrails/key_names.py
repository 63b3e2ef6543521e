"""A KMS key of the customer's by any name that an API takes: its ARN, its id, its alias."""

from __future__ import annotations

import re

from .customer_key import must_be_customer_key
from .values import Node
from .verdicts import Verdicts

# Source: https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html, "Key identifiers (KeyId)".
_NAME = re.compile(r"mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|alias/(?!aws/).+")


def must_name_customer_key(node: Node) -> Verdicts:
    """Yield a problem unless *node* names a KMS key that the customer owns, by its id, its alias or its ARN."""
    if node.unknown or not _NAME.fullmatch(node.text()):
        yield from must_be_customer_key(node)
