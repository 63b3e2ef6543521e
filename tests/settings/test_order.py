"""The order of services..."""

from __future__ import annotations

from graphlib import CycleError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settings.order import circles, in_order

NAMES = "abcdef"
GRAPHS = st.fixed_dictionaries({name: st.sets(st.sampled_from(NAMES)).map(frozenset) for name in NAMES})


def without_own(needs: dict[str, frozenset[str]]) -> dict[str, set[str]]:
    return {name: {needed for needed in wanted if needed != name} for name, wanted in needs.items()}


@given(GRAPHS)
def test_puts_each_after_those_it_needs(needs: dict[str, frozenset[str]]) -> None:
    # Only names later in the alphabet are needed, so there is no circle.
    forward = {name: {needed for needed in wanted if needed > name} for name, wanted in needs.items()}

    order = list(in_order(forward))

    assert sorted(order) == sorted(forward)
    assert all(order.index(needed) < order.index(name) for name in forward for needed in forward[name])


@given(GRAPHS)
def test_does_not_depend_on_the_order_of_the_file(needs: dict[str, frozenset[str]]) -> None:
    forward = {name: {needed for needed in wanted if needed > name} for name, wanted in needs.items()}

    assert list(in_order(forward)) == list(in_order(dict(reversed(forward.items()))))


def test_is_alphabetical_where_that_leaves_a_choice() -> None:
    assert list(in_order({"web": set(), "api": {"pricing"}, "pricing": set(), "batch": set()})) == [
        "batch",
        "pricing",
        "web",
        "api",
    ]


@given(GRAPHS)
def test_exists_exactly_where_no_circle_is_found(needs: dict[str, frozenset[str]]) -> None:
    graph = without_own(needs)
    found = list(circles(graph))

    if found:
        with pytest.raises(CycleError):
            list(in_order(graph))
    else:
        assert len(list(in_order(graph))) == len(graph)


@given(GRAPHS)
def test_finds_circles_that_are_there_and_begin_with_their_first_name(needs: dict[str, frozenset[str]]) -> None:
    graph = without_own(needs)

    for circle in circles(graph):
        assert circle[0] == min(circle)
        assert all(needed in graph[name] for name, needed in zip(circle, [*circle[1:], circle[0]], strict=True))
