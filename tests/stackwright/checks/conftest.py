"""A small pack built on the guardrails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

ENTRY = """
from dataclasses import dataclass
from . import seen

PROTOCOL = {protocol}

class ConfigurationError(Exception):
    pass

@dataclass(frozen=True, kw_only=True)
class Start:
    project: str
    stack: str
    config: dict
    secret_keys: frozenset
    pack: object
    root: object
    today: object

@dataclass(frozen=True, kw_only=True)
class Marks:
    secret: type
    unknown: object

@dataclass(frozen=True, kw_only=True)
class Answer:
    name: str
    version: str
    rules: int
    findings: tuple
    remedies: tuple
    notes: tuple

def run(recorded, *, start, marks, given):
    if given.get("fail"):
        raise ConfigurationError("fail: no such rule")
    seen.append((list(recorded), start, marks, given))
    return Answer(name="{name}", version="1.2.3", rules=7, findings=(), remedies=(), notes=("a profile",))
"""


@pytest.fixture
def small_pack(tmp_path: Path) -> Callable[..., Path]:
    """Make a pack that keeps what it is told in `seen`."""

    def make(name: str = "small", *, protocol: int = 1, init: str = "seen = []\n") -> Path:
        folder = tmp_path / name
        (folder / "guardrails").mkdir(parents=True)
        (folder / "PulumiPolicy.yaml").write_text("runtime: python\n")
        (folder / "guardrails" / "__init__.py").write_text(init)
        (folder / "guardrails" / "offline.py").write_text(ENTRY.format(name=name, protocol=protocol))
        return folder

    return make
