"""Load balancers talk to their targets over TLS, or hand on what the client encrypted.

A listener that ends TLS itself hands plain text on to a TCP group. Functions are called over AWS's own encrypted API.
"""

from __future__ import annotations

from ...authoring import Controls, Inventory, Item, Level, Severity, StackRule, Verdicts, each
from ...load_balancers import ENCRYPTED, LISTENER, PASSED_ON, TARGET_GROUP, forwards_to, protocol
from ...quantifiers import some

_ENCAPSULATED = "GENEVE"


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(TARGET_GROUP), lambda group: _judge(stack, group))


def _judge(stack: Inventory, group: Item) -> Verdicts:
    if group["targetType"].value() == "lambda":
        return
    spoken = group["protocol"]
    if spoken.text().upper() not in (*ENCRYPTED, *PASSED_ON, _ENCAPSULATED):
        yield spoken.problem("must be HTTPS or TLS")
    elif spoken.text().upper() == "TCP" and some(stack.of(LISTENER), lambda one: _decrypts_for(stack, one, group)):
        yield spoken.problem("must be TLS where a listener ends the client's TLS")


def _decrypts_for(stack: Inventory, listener: Item, group: Item) -> bool:
    """Return whether *listener* ends TLS and sends to *group*. Raises Undecided where its protocol is not known."""
    named = any(stack.refers(arn, group) for arn in forwards_to(listener["defaultActions"]))
    return named and protocol(listener) == "TLS"


target_group_tls = StackRule(
    id="target-group-tls",
    promise="Load balancers talk to their targets over TLS.",
    fix='Set protocol="HTTPS" (Network Load Balancers: "TLS") on the target group, with a certificate in the target'
    " (any will do, also self-signed).",
    severity=Severity.LOW,
    level=Level.DISABLED,
    controls=Controls(checkov=("CKV_AWS_378",)),
    looks_at=frozenset({TARGET_GROUP}),
    check=_check,
)
