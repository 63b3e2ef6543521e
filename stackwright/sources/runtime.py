"""Runs a function as a Pulumi program on Pulumi's own runtime, in this process, without engine or CLI."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import gc
import itertools
import logging
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from types import FrameType
from typing import Any

import pulumi
from pulumi.runtime import resource as pulumi_resource
from pulumi.runtime import settings as pulumi_settings
from pulumi.runtime.proto import source_pb2

from ..errors import ProgramError
from ..model import Stack
from ..simulator import Simulator
from .program_log import RecordingEngine
from .recording import RecordingMonitor

# Collections of the garbage collector are rare enough at this setting not to show in a run of some thousand resources.
_GC_THRESHOLD = 200_000


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
) -> Stack:
    """Run *program* as the CLI would and return what it registered.

    Pulumi's settings live in context variables: the run has a copied context of its own, and its own event loop,
    which is closed at the end. Raises ProgramError where the program logs an error; what it raises itself, it raises.
    """
    recorded = Stack(project=project, name=stack)
    monitor = RecordingMonitor(recorded, simulator or Simulator())
    engine = RecordingEngine(recorded)

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
                root_directory=root_directory,
            )
        )
        pulumi_settings.ROOT.set(None)
        with _event_loop() as loop:
            loop.run_until_complete(pulumi.runtime.run_in_stack(lambda: _discard(program())))

    with _quick_stack_traces(), _rare_collections(), _quiet_asyncio():
        contextvars.copy_context().run(run)
    monitor.put_in_order()
    if engine.errors:
        raise ProgramError("; ".join(engine.errors))
    return recorded


def _discard(_result: object) -> None:
    """Drop what a program returns: exports are made by `pulumi.export`."""


class _InlineExecutor(ThreadPoolExecutor):
    """Runs the runtime's own calls at once, on the loop's thread: registrations keep the program's order."""

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run Pulumi's own *function* now; anything the program itself sends to a thread gets one."""
        if getattr(function, "__module__", "").partition(".")[0] != "pulumi":
            return super().submit(function, *args, **kwargs)
        done: Future[Any] = Future()
        try:
            done.set_result(function(*args, **kwargs))
        except Exception as error:  # handed to whoever awaits the future
            done.set_exception(error)
        return done


@contextlib.contextmanager
def _event_loop() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    executor = _InlineExecutor()
    loop.set_default_executor(executor)
    asyncio.set_event_loop(loop)
    try:
        yield loop
    finally:
        for task in asyncio.all_tasks(loop):
            task.cancel()
        with contextlib.suppress(RuntimeError):
            loop.run_until_complete(loop.shutdown_asyncgens())
        executor.shutdown(wait=False)
        asyncio.set_event_loop(None)
        loop.close()


@contextlib.contextmanager
def _rare_collections() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(_GC_THRESHOLD, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextlib.contextmanager
def _quiet_asyncio() -> Iterator[None]:
    """Silence asyncio's complaints about futures a failed program leaves behind, as Pulumi's own host does."""
    logger = logging.getLogger("asyncio")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


@contextlib.contextmanager
def _quick_stack_traces() -> Iterator[None]:
    """Let each registration carry the one line that made it, not a whole formatted stack trace."""
    before = getattr(pulumi_resource, "_get_stack_trace", None)
    if before is None:
        yield
        return
    numbers = itertools.count(1)
    pulumi_resource._get_stack_trace = lambda: _one_frame(next(numbers))
    try:
        yield
    finally:
        pulumi_resource._get_stack_trace = before


def _one_frame(number: int) -> source_pb2.StackTrace:
    """Return the frame that constructed the resource: the caller of the outermost constructor on the way in.

    Its column is *number*, the resource's place in the order of construction: registrations reach the monitor in
    the order in which their inputs happen to resolve.
    """
    frame = sys._getframe(2)
    constructors = 0
    while frame.f_back is not None:
        if frame.f_code.co_name == "__init__":
            constructors += 1
            if constructors == 3:  # Resource, Custom- or ComponentResource, the resource's own class
                break
        frame = frame.f_back
    caller = frame.f_back or frame
    while caller.f_back is not None and _is_generated(caller):
        caller = caller.f_back
    position = source_pb2.SourcePosition(
        uri=f"file://{caller.f_code.co_filename}", line=caller.f_lineno, column=number
    )
    return source_pb2.StackTrace(frames=[source_pb2.StackFrame(pc=position)])


def _is_generated(frame: FrameType) -> bool:
    """Say whether *frame* is a constructor in a provider's SDK, which splits them in two."""
    module = str(frame.f_globals.get("__name__", ""))
    return frame.f_code.co_name in ("__init__", "_internal_init") and module.startswith("pulumi_")
