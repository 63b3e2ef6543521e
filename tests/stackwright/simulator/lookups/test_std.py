"""A function of the std package..."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from stackwright.errors import ProgramError
from stackwright.simulator.lookups import std, std_files, std_lists, std_numbers, std_texts
from stackwright.simulator.lookups.question import ask
from stackwright.simulator.place import Place


def call(name, **args):
    token = f"std:index:{name}"
    return std.ANSWERS[token](ask(Place(), token, args))["result"]


def test_takes_its_arguments_by_their_own_names():
    assert call("upper", input="a") == "A"
    assert call("slice", **{"list": [1, 2, 3], "from": 1}) == [2, 3]
    assert call("lookup", map={"a": 1}, key="a") == 1
    assert call("matchkeys", values=[1, 2], keys=["a", "b"], searchList=["b"]) == [2]


@pytest.mark.parametrize(
    ("name", "args", "message"),
    [
        ("base64decode", {"input": "abc"}, "std.base64decode: Incorrect padding; correct the arguments"),
        (
            "jsondecode",
            {"input": ""},
            "std.jsondecode: Expecting value: line 1 column 1 (char 0); correct the arguments",
        ),
        ("coalesce", {"input": []}, "std.coalesce: nothing is left to answer with; correct the arguments"),
        (
            "regex",
            {"pattern": "(", "string": ""},
            "std.regex: missing ), unterminated subpattern at position 0; correct",
        ),
        ("log", {"input": 1, "base": 1}, "std.log: float division by zero; correct the arguments"),
        ("lookup", {"map": {}, "key": "k"}, "std.lookup: key k not found in input map; correct the arguments"),
        (
            "file",
            {"input": "/no/such"},
            "std.file: [Errno 2] No such file or directory: '/no/such'; correct the arguments",
        ),
    ],
)
def test_refuses_what_it_cannot_compute_in_one_line(name, args, message):
    with pytest.raises(ProgramError) as caught:
        call(name, **args)
    assert str(caught.value).startswith(message)


def test_is_there_in_one_place_only():
    parts = (std_texts, std_lists, std_numbers, std_files)
    assert len(std.ANSWERS) == sum(len(part.FUNCTIONS) for part in parts) == 95


def test_answers_anew_each_time(ask, tmp_path):
    path = Path(tmp_path, "text")
    path.write_text("a")
    assert ask("std:index:file", input=str(path))["result"] == "a"
    path.write_text("b")
    assert ask("std:index:file", input=str(path))["result"] == "b"
    assert re.fullmatch(r"[0-9a-f-]{36}", ask("std:index:uuid")["result"])
