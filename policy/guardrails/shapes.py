"""What a value must look like where any value of a form will do."""

from __future__ import annotations

import re

from .values import Node
from .verdicts import Verdicts


def must_look_like(node: Node, form: re.Pattern[str], what: str) -> Verdicts:
    """Yield a problem unless the text at *node* has *form*; *what* names that: "the ARN of a log group".

    A value that is not known yet is taken to have it where a resource of this stack makes it.
    """
    if node.unknown:
        if not node.made_of:
            yield node.undecided()
    elif not form.fullmatch(node.text()):
        yield node.problem(f"must be {what}")
