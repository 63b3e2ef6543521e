"""Waits for the outputs of a program, looking at each once."""

from __future__ import annotations

import asyncio
from typing import Any

import pulumi
from pulumi.runtime import settings


class Outstanding:
    """The outputs that nobody has awaited yet, in the order of their making: an error in one is the program's."""

    def __init__(self) -> None:
        self._futures: dict[asyncio.Future[Any], None] = {}

    def track(self, output: pulumi.Output[Any]) -> None:
        """Wait for *output* at the end of the program."""
        future = output._data
        if not _succeeded(future):
            self._futures[future] = None
            future.add_done_callback(self._forget)

    def untrack(self, output: pulumi.Output[Any]) -> None:
        """Leave *output* to another that is made from it."""
        self._futures.pop(output._data, None)

    async def wait(self, await_all_outstanding_tasks: bool = True) -> None:
        """Wait for every registration, then for every output, and for those they bring about; raise what one raised."""
        manager = settings._get_rpc_manager()
        while True:
            while manager.rpcs:
                await asyncio.sleep(0)
                try:
                    await manager.rpcs.pop()
                except Exception as error:
                    if manager.unhandled_exception is None:
                        raise
                    raise error from manager.unhandled_exception.with_traceback(manager.exception_traceback)
            if manager.unhandled_exception is not None:
                raise manager.unhandled_exception.with_traceback(manager.exception_traceback)
            while self._futures and await_all_outstanding_tasks:
                batch = list(self._futures)
                await asyncio.wait(batch, return_when=asyncio.FIRST_EXCEPTION)
                for future in batch:
                    if future.done():
                        self._futures.pop(future, None)
                        await future
            if not manager.rpcs:
                return

    def _forget(self, future: asyncio.Future[Any]) -> None:
        if _succeeded(future):
            self._futures.pop(future, None)


def _succeeded(future: asyncio.Future[Any]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None
