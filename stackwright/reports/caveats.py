"""What a reader must know before trusting a report: what was simulated, what is not seen, what was warned of."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import LookUp, Stack

CONTEXT_FILE = "stackwright.context.json"


def origin(stack: Stack) -> str:
    """Return where the stack comes from, for the head of a report."""
    return "as deployed: read from the stack's state" if stack.deployed else "simulated: no AWS call was made"


def caveats(stack: Stack) -> Iterator[str]:
    """Yield one sentence for each thing to know."""
    yield from _look_ups(stack)
    hiding = dict.fromkeys(look_up.opaque for look_up in stack.look_ups if look_up.opaque)
    yield from (f"not complete: {reason}" for reason in hiding)
    yield from stack.notes


def unseen(stack: Stack) -> int:
    """Return how many resources, and look-ups that make resources, hide others."""
    resources = sum(1 for resource in stack.resources if resource.opaque)
    return resources + sum(1 for look_up in stack.look_ups if look_up.opaque)


def _look_ups(stack: Stack) -> Iterator[str]:
    simulated = _tokens(stack, "simulated")
    if simulated:
        yield f"look-ups simulated: {simulated}; real answers go into {CONTEXT_FILE}"
    unknown = _tokens(stack, "unknown")
    if unknown:
        yield f"look-ups without an answer: {unknown}; write one into {CONTEXT_FILE}"
    real = _tokens(stack, "context")
    if real:
        yield f"look-ups answered from {CONTEXT_FILE}: {real}"


def _tokens(stack: Stack, source: str) -> str:
    """Return the tokens that were asked for, each once, with how often where the questions differed."""
    found: dict[str, int] = {}
    for look_up in stack.look_ups:
        if look_up.origin == source:
            found[_short(look_up)] = found.get(_short(look_up), 0) + 1
    return ", ".join(token if count == 1 else f"{token} ({count})" for token, count in found.items())


def _short(look_up: LookUp) -> str:
    """Return `aws:ec2/getAmi` for `aws:ec2/getAmi:getAmi`."""
    head, _, tail = look_up.token.rpartition(":")
    return head if head.endswith((f"/{tail}", f":{tail}")) else look_up.token
