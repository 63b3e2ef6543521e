"""Functions of the std package over files of the program."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any


def _hashed(algorithm: str, *, encoded: bool = False) -> Callable[..., str]:
    def digest(given: str) -> str:
        found = hashlib.new(algorithm, Path(given).read_bytes(), usedforsecurity=False)
        return base64.b64encode(found.digest()).decode() if encoded else found.hexdigest()

    return digest


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "abspath": lambda given: os.path.abspath(given),  # noqa: PTH100 - resolves no links, as in Go
    "basename": lambda given: os.path.basename(given.rstrip("/")) or "/",  # noqa: PTH119 - takes any text
    "dirname": lambda given: os.path.dirname(given) or ".",  # noqa: PTH120 - takes any text
    "file": lambda given: Path(given).read_text(encoding="utf-8"),
    "filebase64": lambda given: base64.b64encode(Path(given).read_bytes()).decode(),
    "filebase64sha256": _hashed("sha256", encoded=True),
    "filebase64sha512": _hashed("sha512", encoded=True),
    "fileexists": lambda given: Path(given).is_file(),
    "filemd5": _hashed("md5"),
    "filesha1": _hashed("sha1"),
    "filesha256": _hashed("sha256"),
    "filesha512": _hashed("sha512"),
    "pathexpand": lambda given: os.path.expanduser(given),  # noqa: PTH111 - leaves other text as it is
}
"""Name -> what computes it."""
