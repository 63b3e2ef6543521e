"""Runs a function as a Pulumi program through documented names of the SDK only: slower, and it sees less."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pulumi

from ...errors import ProgramError
from ...model import UNKNOWN, Secret, Stack
from ...simulator import Simulator
from ..recorder import Answers, OtherStacks, Recorder
from . import values as public_values
from .mocks import SimulatedMocks

_LESS = (
    "not seen this way: dependencies between resources, outputs of components, ids of what is read, options that a"
    " parent hands down, transforms"
)

_Main = Callable[[], Awaitable[Any]]


def run_program(
    program: Callable[[], object],
    *,
    project: str,
    stack: str,
    config: Mapping[str, str] | None = None,
    secret_keys: tuple[str, ...] = (),
    organization: str = "organization",
    root_directory: str | None = None,  # noqa: ARG001 - there is no public way to set it
    simulator: Simulator | None = None,
    answers: Answers | None = None,
    other_stacks: OtherStacks | None = None,
) -> Stack:
    """Run *program* with the engine mocked and return what it registered; arguments and errors as in `runtime`."""
    recorded = Stack(project=project, name=stack)
    recorder = Recorder(recorded, simulator or Simulator(), answers=answers, other_stacks=other_stacks)
    log = _Log(recorded)

    def run() -> None:
        pulumi.runtime.set_all_config(dict(config or {}), list(secret_keys))
        with _event_loop(), _started_later() as mains:
            mocks = SimulatedMocks(recorder)
            pulumi.runtime.set_mocks(
                mocks, project=project, stack=stack, preview=True, logger=log.logger, organization=organization
            )
            mocks.register_root()
            pulumi.runtime.register_stack_transformation(mocks.constructed)
            test: Any = pulumi.runtime.test  # it has no types
            test(lambda: _to_the_end(program, mains, recorder))()

    contextvars.copy_context().run(run)
    recorder.finish()
    recorded.notes.append(_LESS)
    if log.errors:
        raise ProgramError("; ".join(log.errors))
    return recorded


async def _to_the_end(program: Callable[[], object], mains: list[_Main], recorder: Recorder) -> None:
    """Run the program, what it hands to `pulumi.run`, and keep its exports."""
    program()
    for main in mains:
        for name, value in (await main() or {}).items():
            pulumi.export(name, value)
    root: Any = pulumi.runtime.get_root_resource()
    exports = {name: await _export(value) for name, value in sorted(root.outputs.items())}
    recorder.set_outputs(recorder.stack.urn, exports)


async def _export(value: Any) -> Any:
    output = pulumi.Output.from_input(value)
    if not await output.is_known():
        return UNKNOWN
    found = public_values.decode(await output.future())
    return Secret(found) if await output.is_secret() else found


@contextlib.contextmanager
def _started_later() -> Iterator[list[_Main]]:
    """Keep what the program hands to `pulumi.run`, where the SDK has it: mocks do not run it."""
    mains: list[_Main] = []
    before = getattr(pulumi, "run", None)
    if before is None:
        yield mains
        return
    setattr(pulumi, "run", mains.append)  # noqa: B010
    try:
        yield mains
    finally:
        setattr(pulumi, "run", before)  # noqa: B010


@contextlib.contextmanager
def _event_loop() -> Iterator[None]:
    loop, worker = asyncio.new_event_loop(), asyncio.new_event_loop()
    # Mocks are asked in a thread, which the SDK expects to have a loop as well; one thread keeps them in order.
    executor = ThreadPoolExecutor(1, initializer=asyncio.set_event_loop, initargs=(worker,))
    loop.set_default_executor(executor)
    # A failed program leaves futures behind that nobody awaits.
    loop.set_exception_handler(lambda _loop, _context: None)
    asyncio.set_event_loop(loop)
    try:
        yield
    finally:
        for task in asyncio.all_tasks(loop):
            task.cancel()
        with contextlib.suppress(RuntimeError):
            loop.run_until_complete(asyncio.sleep(0))
        executor.shutdown()
        asyncio.set_event_loop(None)
        loop.close()
        worker.close()


class _Log(logging.Handler):
    """Takes what a program logs: warnings become notes, errors fail the run."""

    def __init__(self, stack: Stack) -> None:
        super().__init__(logging.WARNING)
        self.stack = stack
        self.errors: list[str] = []
        self.logger = logging.Logger("program")
        self.logger.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        text = record.getMessage().strip()
        if record.levelno >= logging.ERROR:
            self.errors.append(text)
        else:
            self.stack.notes.append(f"warning: {text}")
