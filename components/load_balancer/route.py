"""Which requests go to which target, and in what order rules are tried. Pure: no Pulumi here."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

APEX = "@"
"""The host that is the domain itself."""

# Source: Elastic Load Balancing, "Quotas for your Application Load Balancers" and "Listener rules".
_MOST_CONDITION_VALUES = 5
_MOST_WILDCARDS = 5
_LOWEST_PRIORITY, _HIGHEST_PRIORITY = 1, 50_000
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_PATH = re.compile(r"/[A-Za-z0-9_\-.$/~\"'@:+&*?]{0,127}")

# Ranks 42..3 share the priorities 1..40 000 in bands of 1 000, most specific first; catch-all routes have the rest.
_BAND = 1_000
_CATCH_ALL_RANK, _TOP_RANK = 2, 42
_FIRST_CATCH_ALL = (_TOP_RANK - _CATCH_ALL_RANK) * _BAND + 1


@dataclass(frozen=True, kw_only=True)
class Route:
    """The requests that go to one target."""

    host: str | None = None
    """Label under the balancer's domain, for instance `api`; `@` is the domain itself.
    Default: the domain itself; any host where the balancer has no domain."""

    paths: tuple[str, ...] = ("/*",)
    """Path patterns, any of which matches; `*` is any text, `?` one character. Default: every path."""

    priority: int | None = None
    """Order among the balancer's rules, 1 is tried first, 50000 last. Default: the more specific the paths the
    earlier, computed from this route alone, so that adding a route moves no other."""

    def __post_init__(self) -> None:
        if self.host is not None and self.host != APEX and not _HOST.fullmatch(self.host):
            raise ValueError(
                f"host must be one label of lower-case letters, digits and inner hyphens, or '@', got {self.host!r}: "
                "the certificate covers the domain and one level below it"
            )
        if not self.paths:
            raise ValueError("paths is empty: give at least one, '/*' is every path")
        for path in self.paths:
            if not _PATH.fullmatch(path):
                raise ValueError(f"a path must start with '/' and have at most 128 URL characters, got {path!r}")
        values = len(self.paths) + (self.host is not None)
        if values > _MOST_CONDITION_VALUES:
            raise ValueError(f"a rule takes 5 values, host and paths together, got {values}: split it into two routes")
        wildcards = sum(path.count("*") + path.count("?") for path in self.paths)
        if wildcards > _MOST_WILDCARDS:
            raise ValueError(f"a rule takes 5 wildcards, got {wildcards} in {', '.join(self.paths)}: split the route")
        if self.priority is not None and not _LOWEST_PRIORITY <= self.priority <= _HIGHEST_PRIORITY:
            raise ValueError(f"priority must be 1 to 50000, got {self.priority}")


def priority_of(name: str, route: Route) -> int:
    """Return the priority of *route*: its own, or a band by its least specific path and a place in it by *name*."""
    if route.priority is not None:
        return route.priority
    place = int(hashlib.sha256(name.encode()).hexdigest(), 16)
    rank = min(_rank(path) for path in route.paths)
    if rank <= _CATCH_ALL_RANK:
        return _FIRST_CATCH_ALL + place % (_HIGHEST_PRIORITY - _FIRST_CATCH_ALL + 1)
    return (_TOP_RANK - min(rank, _TOP_RANK)) * _BAND + place % _BAND + 1


def refuse_conflict(name: str, route: Route, existing: Mapping[str, Route]) -> None:
    """Raise ValueError where *route* could not live beside one of *existing*: name taken, same priority, or hidden."""
    if name in existing:
        raise ValueError(f"there is a route {name!r} already: give this one another name")
    for other_name, other in existing.items():
        if same := _shared_path(route, other):
            raise ValueError(
                f"routes {other_name!r} and {name!r} both take {_where(route, same)}: "
                "give them different hosts or paths"
            )
        priority = priority_of(name, route)
        if priority == priority_of(other_name, other):
            raise ValueError(
                f"routes {other_name!r} and {name!r} both have priority {priority}: give one of them another priority"
            )
        first, last = sorted(((other_name, other), (name, route)), key=lambda entry: priority_of(entry[0], entry[1]))
        if hidden := _hidden_path(first[1], last[1]):
            raise ValueError(
                f"route {first[0]!r} is tried before {last[0]!r} and takes all of {_where(last[1], hidden)}: "
                f"give {last[0]!r} a lower priority number than {first[0]!r}, which has {priority_of(*first)}"
            )


def covers(wide: str, narrow: str) -> bool:
    """Tell whether every path that *narrow* matches is matched by *wide* too."""
    pattern = re.compile("".join({"*": ".*", "?": "."}.get(char, re.escape(char)) for char in wide), re.DOTALL)
    # A character of no pattern stands for "anything": only a wildcard takes it, and only `*` takes this many.
    single = narrow.replace("?", "\0")
    return all(pattern.fullmatch(single.replace("*", text)) for text in ("", "\0" * (len(wide) + 1)))


def _rank(path: str) -> int:
    # What a pattern covers never ranks below it: a literal counts two, "any one character" counts one.
    single, wildcards = path.count("?"), path.count("?") + path.count("*")
    return 2 * (len(path) - wildcards) + single + (wildcards == 0)


def _shared_path(one: Route, other: Route) -> str | None:
    if one.host != other.host:
        return None
    return next((path for path in one.paths if path in other.paths), None)


def _hidden_path(first: Route, last: Route) -> str | None:
    if first.host != last.host:
        return None
    return next((path for path in last.paths if any(covers(wide, path) for wide in first.paths)), None)


def _where(route: Route, path: str) -> str:
    return path if route.host is None else f"{path} of host {route.host!r}"
