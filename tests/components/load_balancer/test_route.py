"""A route..."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.load_balancer.route import Route, covers, priority_of, refuse_conflict

NAMES = st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True)
PATTERNS = st.from_regex(r"/[ab?]{0,3}\*?[ab?]{0,3}\*?", fullmatch=True).filter(
    lambda path: path.count("*") + path.count("?") <= 5
)
TEXTS = st.text("abc", max_size=9)
SHORT_PREFIXES = st.from_regex(r"/[ab]{0,8}", fullmatch=True)


def taken(pattern: str, path: str) -> bool:
    return bool(re.fullmatch(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", "."), path))


@given(NAMES, PATTERNS)
def test_always_has_a_priority_that_aws_takes(name: str, path: str) -> None:
    assert 1 <= priority_of(name, Route(paths=(path,))) <= 50_000


@given(NAMES, NAMES, SHORT_PREFIXES, st.text("ab", min_size=1, max_size=8))
def test_is_tried_before_the_one_it_is_a_part_of(one: str, other: str, prefix: str, rest: str) -> None:
    wide = priority_of(one, Route(paths=(f"{prefix}*",)))
    assert priority_of(other, Route(paths=(f"{prefix}{rest}*",))) < wide
    assert priority_of(other, Route(paths=(f"{prefix}{rest}",))) < wide
    assert priority_of(other, Route(paths=(f"{prefix}?{rest}",))) < wide


@given(NAMES, PATTERNS, PATTERNS)
def test_is_never_in_a_later_band_than_one_that_covers_it(name: str, wide: str, narrow: str) -> None:
    if covers(wide, narrow) and not covers(narrow, wide):
        assert priority_of(name, Route(paths=(narrow,))) <= priority_of(name, Route(paths=(wide,)))


@given(NAMES, NAMES, PATTERNS)
def test_that_takes_everything_is_tried_last(one: str, other: str, path: str) -> None:
    catch_all = priority_of(one, Route())
    assert catch_all == priority_of(one, Route(paths=("/*", "/api/v1/orders")))
    if path.replace("*", "") != "/" or "*" not in path:
        assert priority_of(other, Route(paths=(path,))) < catch_all


@given(NAMES, PATTERNS)
def test_has_a_priority_of_its_name_and_paths_alone(name: str, path: str) -> None:
    assert priority_of(name, Route(host="api", paths=(path,))) == priority_of(name, Route(paths=(path,)))


def test_keeps_its_priority_between_versions() -> None:
    assert priority_of("api", Route()) == 40_234
    assert priority_of("api", Route(paths=("/api/*",))) == 32_234
    assert priority_of("api", Route(paths=("/a/path/that/is/longer/than/all/bands/*",))) == 234


def test_may_have_a_priority_of_its_own() -> None:
    assert priority_of("api", Route(priority=7)) == 7


@given(PATTERNS, PATTERNS, TEXTS)
def test_that_covers_another_takes_all_its_requests(wide: str, narrow: str, text: str) -> None:
    path = f"/{text}"
    if covers(wide, narrow) and taken(narrow, path):
        assert taken(wide, path)


@pytest.mark.parametrize(
    ("wide", "narrow", "expected"),
    [
        ("/*", "/", True),
        ("/*", "/api/*", True),
        ("/api/*", "/*", False),
        ("/api", "/api", True),
        ("/a?c", "/abc", True),
        ("/a?c", "/a*c", False),
        ("/a*c", "/a?c", True),
        ("/a??", "/a*", False),
        ("/a.c", "/abc", False),
        ("/*.png", "/img/*.png", True),
        ("/*", "/**", True),
    ],
)
def test_covers_another_or_does_not(wide: str, narrow: str, expected: bool) -> None:
    assert covers(wide, narrow) is expected


@pytest.mark.parametrize(
    ("other", "route", "message"),
    [
        (Route(host="api"), Route(host="api"), "routes 'old' and 'new' both take /\\* of host 'api': give them diff"),
        (Route(paths=("/a", "/b")), Route(paths=("/b",)), "routes 'old' and 'new' both take /b: give them different"),
        (Route(host="a", priority=9), Route(host="b", priority=9), "routes 'old' and 'new' both have priority 9: give"),
        (
            Route(host="api", priority=1),
            Route(host="api", paths=("/v1/*",)),
            "route 'old' is tried before 'new' and takes all of /v1/\\* of host 'api': "
            "give 'new' a lower priority number than 'old', which has 1$",
        ),
        (
            Route(paths=("/v1/*",)),
            Route(paths=("/*",), priority=3),
            "route 'new' is tried before 'old' and takes all of /v1/\\*: "
            "give 'old' a lower priority number than 'new', which has 3$",
        ),
    ],
)
def test_cannot_live_beside_one_that_takes_its_place(other: Route, route: Route, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        refuse_conflict("new", route, {"old": other})


def test_cannot_have_the_name_of_another() -> None:
    with pytest.raises(ValueError, match="there is a route 'api' already: give this one another name"):
        refuse_conflict("api", Route(host="b"), {"api": Route(host="a")})


@pytest.mark.parametrize(
    ("other", "route"),
    [
        (Route(host="api"), Route(host="web")),
        (Route(host="api"), Route(host="api", paths=("/v1/*",))),
        (Route(paths=("/a/*",)), Route(paths=("/b/*",))),
        (Route(host="a", priority=1), Route(host="b", priority=2, paths=("/v1",))),
    ],
)
def test_can_live_beside_one_that_leaves_it_its_requests(other: Route, route: Route) -> None:
    refuse_conflict("new", route, {"old": other})
    refuse_conflict("old", other, {"new": route})


@pytest.mark.parametrize(
    ("given_", "message"),
    [
        ({"host": "a.b"}, "host must be one label .* got 'a.b': the certificate covers the domain and one level"),
        ({"host": "API"}, "host must be one label .* got 'API'"),
        ({"host": "*"}, "host must be one label"),
        ({"host": ""}, "host must be one label"),
        ({"paths": ()}, "paths is empty: give at least one"),
        ({"paths": ("api/*",)}, "a path must start with '/' and have at most 128 URL characters, got 'api/\\*'"),
        ({"paths": ("/" + "a" * 128,)}, "a path must start with '/'"),
        ({"paths": ("/a b",)}, "a path must start with '/'"),
        ({"paths": ("/1", "/2", "/3", "/4", "/5", "/6")}, "a rule takes 5 values, .* got 6: split it into two routes"),
        ({"host": "api", "paths": ("/1", "/2", "/3", "/4", "/5")}, "a rule takes 5 values, .* got 6"),
        ({"paths": ("/*a*b*", "/*c*d?")}, "a rule takes 5 wildcards, got 6 in /\\*a\\*b\\*, /\\*c\\*d\\?: split"),
        ({"priority": 0}, "priority must be 1 to 50000, got 0"),
        ({"priority": 50_001}, "priority must be 1 to 50000, got 50001"),
    ],
)
def test_refuses(given_: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Route(**given_)


def test_takes_what_aws_takes() -> None:
    Route(host="@", paths=("/1", "/2", "/3", "/4"), priority=50_000)
    Route(paths=("/*", "/a?", "/b*", "/" + "a" * 127))
