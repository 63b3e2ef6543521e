"""The loop a program runs on..."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading

import pulumi
import pytest

from stackwright.errors import ProgramError
from stackwright.sources import event_loop

WAITS = "the program waits for something that never comes"


async def forever():
    await asyncio.get_running_loop().create_future()


def test_ends_a_wait_that_nothing_could_end():
    with event_loop.fresh() as loop, pytest.raises(ProgramError, match=WAITS):
        loop.run_until_complete(forever())


def test_ends_such_a_wait_after_work_in_threads_as_well():
    async def program():
        assert await asyncio.get_running_loop().run_in_executor(None, lambda: 7) == 7
        await forever()

    with event_loop.fresh() as loop, pytest.raises(ProgramError, match=WAITS):
        loop.run_until_complete(program())


def test_ends_a_program_that_waits_for_itself(record):
    def program():
        never = asyncio.get_event_loop().create_future()
        pulumi.export("never", pulumi.Output.from_input(never))

    with pytest.raises(ProgramError, match=WAITS):
        record(program)


def test_lets_a_program_wait_for_timers_threads_and_processes():
    async def program():
        await asyncio.sleep(0.01)
        started = threading.Event()
        done = asyncio.get_running_loop().create_future()
        loop = asyncio.get_running_loop()

        def work():
            started.wait(0.05)
            loop.call_soon_threadsafe(done.set_result, "thread")

        threading.Thread(target=work).start()
        child = await asyncio.create_subprocess_exec(sys.executable, "-c", "print(1)", stdout=subprocess.PIPE)
        out, _ = await child.communicate()
        return await done, out

    with event_loop.fresh() as loop:
        assert loop.run_until_complete(program()) == ("thread", b"1\n")


def test_is_closed_afterwards():
    with event_loop.fresh() as loop:
        pass
    assert loop.is_closed()
