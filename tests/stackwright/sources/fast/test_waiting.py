"""Waiting for a program's outputs..."""

from __future__ import annotations

import asyncio

import pytest
from pulumi.runtime import settings

from stackwright.sources.fast.waiting import Outstanding


class Watched:
    """An output by its state alone."""

    def __init__(self, state):
        self._data = state


@pytest.fixture
def run():
    """Run a coroutine function with the means to track states; return what it returns."""

    def within(function):
        async def whole():
            settings._get_rpc_manager().clear()
            return await function(Outstanding(), asyncio.get_running_loop().create_future)

        return asyncio.run(whole())

    return within


def test_ends_when_each_has_its_value(run):
    async def program(outstanding, future):
        first, second = future(), future()
        outstanding.track(Watched(first))
        first.add_done_callback(lambda _: outstanding.track(Watched(second)))  # one that another brings about
        asyncio.get_running_loop().call_later(0.001, first.set_result, 1)
        asyncio.get_running_loop().call_later(0.002, second.set_result, 2)
        await outstanding.wait()
        return first.done(), second.done()

    assert run(program) == (True, True)


def test_raises_what_one_raised(run):
    async def program(outstanding, future):
        never, bad = future(), future()
        outstanding.track(Watched(never))
        outstanding.track(Watched(bad))
        bad.set_exception(KeyError("bad"))
        await outstanding.wait()

    with pytest.raises(KeyError, match="bad"):
        run(program)


def test_leaves_out_what_another_output_carries_on(run):
    async def program(outstanding, future):
        bad = future()
        outstanding.track(Watched(bad))
        bad.set_exception(KeyError("bad"))
        outstanding.untrack(Watched(bad))
        await outstanding.wait()
        return bad.exception() is not None

    assert run(program)


def test_does_not_ask_outputs_where_only_registrations_count(run):
    async def program(outstanding, future):
        outstanding.track(Watched(future()))
        await outstanding.wait(await_all_outstanding_tasks=False)
        return "ended"

    assert run(program) == "ended"


def test_raises_a_registrations_error_with_the_first_as_its_cause(run):
    async def program(outstanding, future):
        manager, first, second = settings._get_rpc_manager(), KeyError("first"), KeyError("second")
        for error in (first, second):
            work = future()
            work.set_exception(error)
            manager.rpcs.append(work)
        manager.unhandled_exception = first
        try:
            await outstanding.wait()
        except KeyError as error:
            return error.args, error.__cause__

    args, cause = run(program)
    assert (args, cause.args) == (("second",), ("first",))


def test_raises_what_nobody_noted(run):
    async def program(outstanding, future):
        work = future()
        work.set_exception(KeyError("unnoted"))
        settings._get_rpc_manager().rpcs.append(work)
        await outstanding.wait()

    with pytest.raises(KeyError, match="unnoted"):
        run(program)


def test_raises_what_was_noted_of_work_that_is_over(run):
    async def program(outstanding, _future):
        settings._get_rpc_manager().unhandled_exception = KeyError("noted")
        await outstanding.wait()

    with pytest.raises(KeyError, match="noted"):
        run(program)
