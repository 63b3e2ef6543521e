"""What pulumi_aws says of each of its resource types: properties, other names, and the example of its import."""

from __future__ import annotations

import importlib
import inspect
import re
from dataclasses import dataclass
from pathlib import Path

from stackwright.simulator import classes, hints

_IMPORT = re.compile(r"\$ pulumi import (\S+) \S+ (.+)")
_ALIAS = re.compile(r'pulumi\.Alias\(type_="([^"]+)"\)')


@dataclass(frozen=True, kw_only=True)
class Declared:
    """One resource type."""

    token: str
    outputs: tuple[str, ...]
    """Wire names of everything it declares, inputs too."""

    inputs: frozenset[str]
    example: str
    """Id in the documentation's import example; empty without one."""

    prose: str
    """The sentence before that example."""

    aliases: tuple[str, ...]

    @property
    def module(self) -> str:
        """First part of the token's module."""
        return self.token.split(":")[1].split("/")[0]

    @property
    def name(self) -> str:
        """Last part of the token."""
        return self.token.rsplit(":", 1)[-1]


def types() -> list[Declared]:
    """Return every resource type of the installed pulumi_aws, in order of token."""
    return [_declared(token, *place) for token, place in sorted(classes.table("aws").items())]


def _declared(token: str, module: str, name: str) -> Declared:
    cls = getattr(importlib.import_module(module), name)
    text = Path(inspect.getfile(cls)).read_text(encoding="utf-8")
    examples = _IMPORT.findall(text)
    section = text.partition("## Import")[2].partition("$ pulumi import")[0]
    return Declared(
        token=token,
        outputs=tuple(hints.properties(cls)),
        inputs=hints.inputs(cls),
        example=examples[0][1].strip().strip("'\"") if examples else "",
        prose=" ".join(section.split())[-600:],
        aliases=tuple(_ALIAS.findall(text)),
    )
