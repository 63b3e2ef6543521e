"""Runs a function as a Pulumi program on Pulumi's own runtime, in this process, without engine or CLI."""

from __future__ import annotations

import contextlib
import contextvars
import inspect
import itertools
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pulumi
from pulumi.runtime import resource as pulumi_resource
from pulumi.runtime import settings as pulumi_settings
from pulumi.runtime.proto import source_pb2

from ..errors import ProgramError
from ..model import Stack
from ..simulator import Simulator
from . import charts, event_loop, position, stable_order, stack_references
from .fast.swap import swapped
from .program_log import RecordingEngine
from .recorder import Answers, OtherStacks, Recorder
from .recording import RecordingMonitor


def run_program(
    program: Callable[[], object],
    *,
    project: str,
    stack: str,
    config: Mapping[str, str] | None = None,
    secret_keys: tuple[str, ...] = (),
    organization: str = "organization",
    root_directory: str | None = None,
    simulator: Simulator | None = None,
    answers: Answers | None = None,
    other_stacks: OtherStacks | None = None,
    quick: bool = True,
) -> Stack:
    """Run *program* as the CLI would and return what it registered.

    Pulumi's settings live in context variables: the run has a copied context of its own, and its own event loop,
    which is closed at the end. *answers* and *other_stacks* are what the user has written down of the real world.
    *quick* runs on leaner pieces of the runtime where the SDK is a known one; what comes out is the same.
    Raises ProgramError where the program logs an error; what it raises itself, it raises.
    """
    recorded = Stack(project=project, name=stack)
    recorder = Recorder(recorded, simulator or Simulator(), answers=answers, other_stacks=other_stacks)
    monitor = RecordingMonitor(recorder)
    engine = RecordingEngine(recorded)

    numbers = itertools.count(1)
    roots: list[Any] = []

    def body() -> None:
        roots.append(pulumi.runtime.get_root_resource())
        program()  # what it returns is dropped: exports are made by `pulumi.export`

    def run() -> None:
        pulumi.runtime.set_all_config(dict(config or {}), list(secret_keys))
        pulumi_settings.configure(
            pulumi_settings.Settings(
                project=project,
                stack=stack,
                monitor=monitor,
                engine=engine,
                dry_run=True,
                organization=organization,
                **_accepted(root_directory=root_directory),
            )
        )
        pulumi_settings.ROOT.set(None)
        with event_loop.fresh() as loop, swapped(recorder, monitor, numbers) if quick else contextlib.nullcontext():
            loop.run_until_complete(pulumi.runtime.run_in_stack(body))
        _keep_null_exports(recorded, roots)

    with (
        _quick_stack_traces(numbers),
        stack_references.noted_by(recorder),
        charts.readable(),
        stable_order.kept(),
    ):
        contextvars.copy_context().run(run)
    recorder.finish()
    if engine.errors:
        raise ProgramError("; ".join(engine.errors))
    return recorded


def _accepted(**named: Any) -> dict[str, Any]:
    """Return the settings that this SDK knows."""
    known = inspect.signature(pulumi_settings.Settings).parameters
    return {name: value for name, value in named.items() if name in known}


def _keep_null_exports(recorded: Stack, roots: list[Any]) -> None:
    """Give back the exports that came to nothing: on their way they are left out like any null."""
    for name in (name for root in roots for name in root.outputs):
        if name not in recorded.outputs:
            recorded.outputs[name] = None
            recorded.notes.append(f"export {name} is null here: its value is not simulated, or there is none")


@contextlib.contextmanager
def _quick_stack_traces(numbers: Iterator[int]) -> Iterator[None]:
    """Let each registration carry the one line that made it, not a whole formatted stack trace."""
    # An older SDK asks for the one position at once.
    name = "_get_stack_trace" if hasattr(pulumi_resource, "_get_stack_trace") else "_get_source_position"
    before = getattr(pulumi_resource, name, None)
    if before is None:
        yield
        return
    traced = name == "_get_stack_trace"
    setattr(
        pulumi_resource, name, lambda *_: _trace(_one_frame(next(numbers))) if traced else _one_frame(next(numbers))
    )
    try:
        yield
    finally:
        setattr(pulumi_resource, name, before)


def _trace(line: Any) -> Any:
    """Return a stack trace of one line, or of none."""
    return source_pb2.StackTrace(frames=[source_pb2.StackFrame(pc=line)] if line else [])


def _one_frame(number: int) -> Any:
    """Return the line that constructed the resource."""
    registering = sys._getframe(2)
    source = position.caller(registering.f_locals.get("res"))
    if source is None:
        return None
    return source_pb2.SourcePosition(uri=f"file://{source.file}", line=source.line, column=number)
