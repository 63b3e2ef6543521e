"""A function over lists and maps..."""

from __future__ import annotations

import pytest

from stackwright.simulator.lookups.std_lists import FUNCTIONS


@pytest.mark.parametrize(
    ("name", "args", "result"),
    [
        ("alltrue", {"given": [True, "true"]}, True),
        ("alltrue", {"given": [True, False]}, False),
        ("anytrue", {"given": []}, False),
        ("anytrue", {"given": [False, "true"]}, True),
        ("chunklist", {"given": [1, 2, 3], "size": 2}, [[1, 2], [3]]),
        ("coalesce", {"given": [None, "", "a", "b"]}, "a"),
        ("coalescelist", {"given": [[], [1]]}, [1]),
        ("compact", {"given": ["", "a", None]}, ["a"]),
        ("concat", {"given": [[1], [2, 3]]}, [1, 2, 3]),
        ("contains", {"given": ["a"], "element": "a"}, True),
        ("distinct", {"given": [2, 1, 2]}, [2, 1]),
        ("element", {"given": ["a", "b"], "index": 3}, "b"),
        ("element", {"given": ["a", "b"], "index": -1}, "b"),
        ("flatten", {"given": [[1], [2, [3]], 4]}, [1, 2, 3, 4]),
        ("index", {"given": ["a", "b"], "element": "b"}, 1),
        ("keys", {"given": {"b": 1, "a": 2}}, ["a", "b"]),
        ("length", {"given": "abc"}, 3),
        ("lookup", {"table": {}, "key": "k", "default": 5}, 5),
        ("map", {"args": ["a", 1, "b", 2]}, {"a": 1, "b": 2}),
        ("merge", {"given": [{"a": 1}, {"a": 2, "b": 3}]}, {"a": 2, "b": 3}),
        ("reverse", {"given": [1, 2]}, [2, 1]),
        ("setintersection", {"given": [["b", "a", "b"], ["a", "b"], ["b", "a", "c"]]}, ["a", "b"]),
        ("setintersection", {"given": []}, []),
        ("slice", {"items": [1, 2, 3, 4], "start": 1, "to": -1}, [2, 3]),
        ("sort", {"given": ["b", "a"]}, ["a", "b"]),
        ("tolist", {"given": ["a"]}, ["a"]),
        ("toset", {"given": ["a", "a"]}, ["a"]),
        ("transpose", {"given": {"y": ["1"], "x": ["1", "2"]}}, {"1": ["x", "y"], "2": ["x"]}),
        ("values", {"given": {"b": 1, "a": 2}}, [2, 1]),
        ("zipmap", {"keys": ["a", "b"], "values": [1, 2]}, {"a": 1, "b": 2}),
    ],
)
def test_computes(name, args, result):
    assert FUNCTIONS[name](**args) == result


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("element", {"given": [], "index": 0}),
        ("lookup", {"table": {}, "key": "k"}),
        ("zipmap", {"keys": ["a"], "values": []}),
        ("index", {"given": ["a"], "element": "b"}),
        ("coalescelist", {"given": [[]]}),
    ],
)
def test_refuses_what_has_no_answer(name, args):
    with pytest.raises((LookupError, ValueError, StopIteration)):
        FUNCTIONS[name](**args)
