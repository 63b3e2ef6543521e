"""What a text or number looks like whose name is all that is known: `data/output_names.csv`, first match first."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from ..data import tables


@functools.lru_cache(maxsize=16384)
def pattern(prop: str, kind: str) -> str:
    """Return the pattern of property *prop*, a `text` or a `number`; a text is at least named after its resource.

    `{hex16@prop}` gives properties of different names different ids.
    """
    expression, patterns = _rules()[kind]
    match = expression.fullmatch(prop)
    if match is None or match.lastgroup is None:
        return "{physical}-" + prop.replace("{", "{{").replace("}", "}}")
    return patterns[match.lastgroup].replace("@prop}", f"@{prop}}}")


@functools.cache
def _rules() -> Mapping[str, tuple[re.Pattern[str], Mapping[str, str]]]:
    """Return kind -> one expression whose named group tells the row that matched, and that row's pattern."""
    rows = list(tables.rows("output_names"))
    found = {}
    for kind in ("text", "number"):
        named = {f"row{index}": row for index, row in enumerate(rows) if row["kind"] == kind}
        expression = "|".join(f"(?P<{name}>{_ungrouped(row['match'])})" for name, row in named.items())
        patterns = {name: row["pattern"].replace("\\n", "\n") for name, row in named.items()}
        found[kind] = (re.compile(expression), patterns)
    return found


def _ungrouped(expression: str) -> str:
    """Return *expression* without groups of its own: the last group that matched must be the row's."""
    return expression.replace("(", "(?:")
