"""The baseline of a stack: its estimate as a file, reviewed and committed, and written only when that is asked for."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from typing import Any

from ...errors import UserError
from ...model import Stack
from .estimate import Estimate
from .sheet import Row, Sheet, sheet_of
from .values import MOST

_VERSION = 1
_KEYS = [field.name for field in fields(Row)]


def path_of(root: Path, stack: str) -> Path:
    """Return where the baseline of *stack* is, in the folder of its project."""
    return root / f"cost.{stack}.json"


def load(path: Path, stack: Stack) -> Sheet:
    """Return the baseline in *path*. Raises UserError where it is not what `save` writes of *stack*."""
    mend = f"write it anew with stackwright cost {stack.name} --save"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["version"] != _VERSION:
            raise UserError(f"{path.name}: it is of version {content['version']}, expected is {_VERSION}; {mend}")
        of = (content["project"], content["stack"])
        if of != (stack.project, stack.name):
            raise UserError(f"{path.name}: it is of {of[0]}/{of[1]}, not of {stack.project}/{stack.name}; {mend}")
        rows = tuple(_row(line) for line in content["lines"])
        return Sheet(name=f"{path.name} of {content['savedOn']}", rows=rows)
    except OSError as error:
        raise UserError(f"{path}: it cannot be read: {error.strerror}; make it readable") from None
    except (ValueError, LookupError, TypeError, ArithmeticError) as error:
        raise UserError(f"{path.name}: it is no baseline ({type(error).__name__}: {error}); {mend}") from None


def save(estimate: Estimate, path: Path, today: date) -> None:
    """Write *estimate* as the baseline in *path*, whole or not at all."""
    sheet = sheet_of(estimate, path.name)
    content: dict[str, Any] = {
        "version": _VERSION,
        "project": estimate.project,
        "stack": estimate.stack,
        "savedOn": today.isoformat(),
        "monthlyUsd": dict(zip(("low", "expected", "high"), map(str, sheet.usd.ends), strict=True)),
    }
    # One line of the file for each of the estimate's, wherever in the program its resource stands, so that a change of
    # the file reads as the change of the cost.
    head = json.dumps(content, indent=2).removesuffix("\n}")
    lines = ",\n".join(f"    {json.dumps(asdict(row))}" for row in sorted(sheet.rows))
    partial = path.with_name(f"{path.name}.partial")
    try:
        partial.write_text(f'{head},\n  "lines": [\n{lines}\n  ]\n}}\n', encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise UserError(f"{path}: it cannot be written: {error.strerror}; make its folder writable") from None


def _row(line: dict[str, Any]) -> Row:
    row = Row(**{key: str(line[key]) for key in _KEYS})
    if not all(end.is_finite() and 0 <= end <= MOST for end in row.exact.ends):
        raise ValueError(f"{row.label}: no amount of money")
    return row
