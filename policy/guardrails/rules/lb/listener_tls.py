"""Every listener that ends HTTP ends it encrypted: HTTPS or TLS with a certificate.

A listener that only redirects to HTTPS or turns clients away, by its default and by all of its rules, is exempt, and so
is one that hands packets on (TCP, UDP, Gateway): whether what passes is encrypted is the target's business.
"""

from __future__ import annotations

from ...authoring import (
    Controls,
    Inventory,
    Item,
    Level,
    Severity,
    StackRule,
    Undecided,
    Verdicts,
    each,
    guarded,
    must_be_set,
)
from ...load_balancers import ENCRYPTED, LISTENER, LISTENER_RULE, PASSED_ON, must_redirect, protocol
from ...quantifiers import some


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(LISTENER), lambda listener: _judge(stack, listener))


def _judge(stack: Inventory, listener: Item) -> Verdicts:
    spoken = protocol(listener)
    if spoken in ENCRYPTED:
        yield from must_be_set(listener["certificateArn"])
    elif spoken and spoken not in PASSED_ON and _serves(stack, listener):
        yield listener["protocol"].problem("must be HTTPS or TLS where the listener does more than redirect")


def _serves(stack: Inventory, listener: Item) -> bool:
    """Return whether a client gets more than a redirect or a refusal. Raises Undecided."""
    rules = stack.pointing_at(listener, LISTENER_RULE, "listenerArn")
    certain = [listener["defaultActions"], *(rule["actions"] for rule in rules.certain)]
    if some(certain, lambda actions: any(must_redirect(actions))):
        return True
    if any(any(guarded(must_redirect(rule["actions"]))) for rule in rules.possible):
        raise Undecided(listener)
    return False


lb_listener_tls = StackRule(
    id="lb-listener-tls",
    promise="Load balancers talk to clients over TLS.",
    fix='Set protocol="HTTPS" (Network Load Balancers: "TLS") and certificate_arn, or let the listener and its rules'
    " only redirect.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("ELB.18",), checkov=("CKV_AWS_2",)),
    looks_at=frozenset({LISTENER}),
    check=_check,
)
