"""A function over texts..."""

from __future__ import annotations

import base64
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.simulator.lookups.std_texts import FUNCTIONS, go_json


@pytest.mark.parametrize(
    ("name", "args", "result"),
    [
        ("base64encode", {"given": "hé"}, "aMOp"),
        ("base64decode", {"given": "aMOp"}, "hé"),
        ("base64sha256", {"given": "hello"}, "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="),
        ("chomp", {"given": "a\r\n\n"}, "a"),
        ("csvdecode", {"given": "a,b\n1,2\n"}, [{"a": "1", "b": "2"}]),
        ("endswith", {"given": "abc", "suffix": "bc"}, True),
        ("startswith", {"given": "abc", "prefix": "bc"}, False),
        ("indent", {"given": "a\nb", "spaces": 2}, "a\n  b"),
        ("join", {"given": ["a", "b"], "separator": ", "}, "a, b"),
        ("jsondecode", {"given": '{"a":[1]}'}, {"a": [1]}),
        ("jsonencode", {"given": {"b": 1, "a": "<&>"}}, '{"a":"\\u003c\\u0026\\u003e","b":1}'),
        ("jsonencode", {}, "null"),
        ("lower", {"given": "AB"}, "ab"),
        ("md5", {"given": "hello"}, "5d41402abc4b2a76b9719d911017c592"),
        ("sha1", {"given": "hello"}, "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"),
        ("sha256", {"given": "hello"}, "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"),
        ("regex", {"pattern": "[a-z]+", "string": "1ab2"}, "ab"),
        ("regex", {"pattern": "([a-z])([0-9])", "string": "1a2"}, ["a", "2"]),
        ("regex", {"pattern": "(?P<letter>[a-z])", "string": "1a2"}, {"letter": "a"}),
        ("regex", {"pattern": "x", "string": "1a2"}, []),
        ("regexall", {"pattern": "[a-z]", "string": "1a2b"}, ["a", "b"]),
        ("replace", {"text": "a.b.c", "search": ".", "replace": "-"}, "a-b-c"),
        ("replace", {"text": "a1b22", "search": "/[0-9]+/", "replace": "#"}, "a#b#"),
        ("replace", {"text": "ab", "search": "/(a)(?P<x>b)/", "replace": "${x}-$1"}, "b-a"),
        ("split", {"separator": ",", "text": "a,b"}, ["a", "b"]),
        ("split", {"separator": "", "text": "ab"}, ["a", "b"]),
        ("strrev", {"given": "abc"}, "cba"),
        ("substr", {"given": "hello", "offset": 1, "length": 3}, "ell"),
        ("substr", {"given": "hello", "offset": -2, "length": -1}, "lo"),
        ("substr", {"given": "", "offset": -2, "length": 2}, ""),
        ("title", {"given": "hello wORLD's end"}, "Hello World's End"),
        ("tostring", {"given": True}, "true"),
        ("tostring", {"given": 2.0}, "2"),
        ("tostring", {}, None),
        ("trim", {"given": "??a?", "cutset": "?"}, "a"),
        ("trimprefix", {"given": "aab", "prefix": "a"}, "ab"),
        ("trimsuffix", {"given": "baa", "suffix": "a"}, "ba"),
        ("trimspace", {"given": " a\n"}, "a"),
        ("upper", {"given": "ab"}, "AB"),
        ("urlencode", {"given": "a b/ü"}, "a+b%2F%C3%BC"),
    ],
)
def test_computes(name, args, result):
    assert FUNCTIONS[name](**args) == result


@pytest.mark.parametrize(
    ("text", "args", "result"),
    [
        ("%s is %d%%", ["a", 2.0], "a is 2%"),
        ("%v %v %v", [True, None, [1, {"a": "b"}]], 'true <nil> [1,{"a":"b"}]'),
        ("%#v", [{"a": 1}], '{"a":1}'),
        ("%05d|%-3s|%.2f", [7, "a", 1.005], "00007|a  |1.00"),
        ("%x %X %b %o", [255, 255, 5, 8], "ff FF 101 10"),
        ("%q %t", ["a", False], '"a" false'),
        ("plain", None, "plain"),
    ],
)
def test_formats_as_go_does(text, args, result):
    assert FUNCTIONS["format"](given=text, args=args) == result


def test_formats_lists():
    assert FUNCTIONS["formatlist"](given="%s-%s", args=["a", ["x", "y"]]) == ["a-x", "a-y"]
    assert FUNCTIONS["formatlist"](given="%s", args=["a"]) == ["a"]


def test_compresses_the_same_each_time():
    first = FUNCTIONS["base64gzip"](given="hello")
    assert gzip.decompress(base64.b64decode(first)) == b"hello"
    assert first == FUNCTIONS["base64gzip"](given="hello")


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_writes_json_that_it_reads(value):
    assert FUNCTIONS["jsondecode"](given=go_json(value)) == value
