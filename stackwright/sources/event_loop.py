"""The event loop that a program runs on: the tool's own, closed at the end, and never left waiting for nothing."""

from __future__ import annotations

import asyncio
import contextlib
import selectors
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from ..errors import ProgramError

# Seconds a cancelled task of a failed program is given to end.
_PATIENCE = 1.0


class _InlineExecutor(ThreadPoolExecutor):
    """Runs the runtime's own calls at once, on the loop's thread: registrations keep the program's order."""

    def __init__(self) -> None:
        super().__init__()
        self._working: set[Future[Any]] = set()

    def idle_threads(self) -> int:
        """Return how many threads wait for work; none while any of them has some."""
        return 0 if self._working else len(self._threads)

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run Pulumi's own *function* now; anything the program itself sends to a thread gets one."""
        if getattr(function, "__module__", "").partition(".")[0] != "pulumi":
            work = super().submit(function, *args, **kwargs)
            self._working.add(work)
            work.add_done_callback(self._working.discard)
            return work
        done: Future[Any] = Future()
        try:
            done.set_result(function(*args, **kwargs))
        except Exception as error:  # handed to whoever awaits the future
            done.set_exception(error)
        return done


class _Selector(selectors.DefaultSelector):
    """Waits for what may happen, and notices when nothing can."""

    def __init__(self, executor: _InlineExecutor) -> None:
        super().__init__()
        self._threads = threading.active_count()
        self._executor = executor

    def select(self, timeout: float | None = None) -> Any:
        """Wait, as asked. Raises ProgramError where no timer, no file and no further thread could end the wait."""
        watched = len(self.get_map()) - 1  # the loop watches a pipe of its own
        others = threading.active_count() - self._executor.idle_threads()
        if timeout is None and watched <= 0 and others <= self._threads:
            raise ProgramError("the program waits for something that never comes: a future that nobody sets, or itself")
        return super().select(timeout)


@contextlib.contextmanager
def fresh() -> Iterator[asyncio.AbstractEventLoop]:
    """Give the block a loop of its own; what is left on it afterwards is cancelled."""
    executor = _InlineExecutor()
    # Windows waits in another way, which cannot be asked.
    loop = asyncio.new_event_loop() if sys.platform == "win32" else asyncio.SelectorEventLoop(_Selector(executor))
    loop.set_default_executor(executor)
    # A failed program leaves futures behind that nobody awaits; Pulumi's own host is silent about them as well.
    loop.set_exception_handler(lambda _loop, _context: None)
    asyncio.set_event_loop(loop)
    try:
        yield loop
    finally:
        tasks = asyncio.all_tasks(loop)
        for task in tasks:
            task.cancel()
        with contextlib.suppress(RuntimeError):
            if tasks:
                loop.run_until_complete(asyncio.wait(tasks, timeout=_PATIENCE))
            loop.run_until_complete(loop.shutdown_asyncgens())
        executor.shutdown(wait=False)
        asyncio.set_event_loop(None)
        loop.close()
