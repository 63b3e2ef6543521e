"""Runs a project's program for one stack, on the program's own interpreter, and returns what it registered."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..model import Stack
from .interpreter import toolchain
from .project import Project, StackConfig, split_stack

if TYPE_CHECKING:  # both stand on Pulumi's SDK, which the program's interpreter has, and this one need not load
    from .recorder import Answers, OtherStacks

_DEFAULT_ACCOUNT = "123456789012"


@dataclass(frozen=True, kw_only=True)
class Run:
    """All that a run of a program depends on."""

    project: Project
    stack: str
    organization: str
    config: StackConfig
    account_id: str
    simulate_config: bool
    answers: Answers | None
    other_stacks: OtherStacks | None
    environment: toolchain.Environment
    variant: str = ""
    deployed: Stack | None = None


def run_project(
    project: Project,
    stack: str,
    config: StackConfig,
    *,
    account_id: str = _DEFAULT_ACCOUNT,
    variant: str = "",
    deployed: Stack | None = None,
    simulate_config: bool = False,
    python: Path | None = None,
    answers: Answers | None = None,
    other_stacks: OtherStacks | None = None,
) -> Stack:
    """Run *project*'s unmodified program for *stack*, on the interpreter of its environment or on *python*.

    A *variant* is another simulated cloud, where all that is made up is other than in the usual one. What is in the
    *deployed* stack and not replaced has its real ids and outputs. With *simulate_config* keys that are missing get
    made-up values, else they are one UserError. Raises ProgramError with the user's own line where the program fails.
    """
    started = time.perf_counter()
    organization, name = split_stack(project, stack)
    run = Run(
        project=project,
        stack=name,
        organization=organization,
        config=config,
        account_id=account_id,
        simulate_config=simulate_config,
        answers=answers,
        other_stacks=other_stacks,
        environment=toolchain.find(project, python),
        variant=variant,
        deployed=deployed,
    )
    recorded = _record(run)
    recorded.seconds = time.perf_counter() - started
    return recorded


def _record(run: Run) -> Stack:
    if run.environment.here:
        from .inprocess import record

        return record(run)
    from .interpreter.worker import record_there

    return record_there(run)
