"""What an instance type costs is told by its name: the family, and the size within it."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

SIZES = ("nano", "micro", "small", "medium", "large", "xlarge")
_MULTIPLE = re.compile(r"(\d+)xlarge")
_PREFIXES = ("db.", "cache.")
_SERVERLESS = "serverless"


def too_big(name: str, families: list[str], largest: str) -> str:
    """Return what is wrong with an instance type (`m7g.large`, `db.t4g.micro`), empty where nothing is.

    *families* are patterns (`m[5-9]*`), *largest* is a size (`4xlarge`). `db.serverless` grows and shrinks by itself.
    """
    prefix = next((prefix for prefix in _PREFIXES if name.startswith(prefix)), "")
    family, _, size = name.removeprefix(prefix).partition(".")
    if family == _SERVERLESS:
        return ""
    if not any(fnmatchcase(family, pattern) for pattern in families):
        return f"must be of one of the families {', '.join(families)}"
    return f"must be no larger than {largest}" if rank(size) > rank(largest) else ""


def rank(size: str) -> float:
    """Return where a size stands among the others; what is no size at all (`metal`, a typing error) stands last.

    Source: https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html.
    """
    if size in SIZES:
        return SIZES.index(size)
    multiple = _MULTIPLE.fullmatch(size)
    return len(SIZES) + int(multiple[1]) if multiple else float("inf")
