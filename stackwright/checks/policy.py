"""A stack is judged by policy packs: what the stack or the command line names, in the order they are named."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from ..model import Stack
from . import own_pack
from .findings import PackReport, PolicyReport
from .pack import Pack


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What a pack is told besides the resources."""

    config: Mapping[str, str] = field(default_factory=dict)
    """The stack's configuration, `project:key` -> text."""

    secret_keys: tuple[str, ...] = ()
    """Keys of *config* whose values are secret."""

    root: Path | None = None
    """Folder of the project, None where a state was read."""

    today: date | None = None
    """Day that exceptions are held against. Default: today."""


def check_policies(stack: Stack, packs: Iterable[Pack], around: Surroundings) -> PolicyReport:
    """Return what *packs* find in *stack*. Raises UserError where one of them cannot run."""
    return PolicyReport(packs=tuple(_run(pack, stack, around) for pack in packs))


def _run(pack: Pack, stack: Stack, around: Surroundings) -> PackReport:
    started = time.perf_counter()
    if own_pack.runs_here(pack.folder):
        report = own_pack.run(pack, stack, around)
    else:
        from .analyzer import run_pack

        report = run_pack(
            pack.folder, stack, config=around.config, policy_config=pack.config, secret_keys=around.secret_keys
        )
    return replace(report, folder=pack.named, seconds=time.perf_counter() - started)
