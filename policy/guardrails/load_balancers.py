"""What a load balancer is, what its listeners speak, and whether an answer over plain HTTP gives nothing away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .item import Item
from .tables import rows
from .values import Node
from .verdicts import Verdicts

LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer"
LISTENER = "aws:lb/listener:Listener"
LISTENER_RULE = "aws:lb/listenerRule:ListenerRule"
TARGET_GROUP = "aws:lb/targetGroup:TargetGroup"

ENCRYPTED = ("HTTPS", "TLS")
"""Protocols that the load balancer itself ends, with a certificate of its own."""

PASSED_ON = ("QUIC", "TCP", "TCP_QUIC", "TCP_UDP", "UDP")
"""Protocols of a Network Load Balancer, which hands on what the client encrypted or did not."""

_REFUSAL = re.compile(r"[45](\d\d|XX)")


def is_application(balancer: Item) -> bool:
    """Return whether it is an Application Load Balancer. Raises Undecided where that is not known yet."""
    return bool(balancer["loadBalancerType"].value() == "application")


def is_internal(balancer: Item) -> bool:
    """Return whether only the VPC can reach it. Raises Undecided where that is not known yet.

    Of one that the stack only reads the inputs are empty: AWS's answer counts, and its silence means nothing.
    """
    internal = balancer.output("internal") if balancer.read else balancer["internal"]
    if balancer.read and internal.absent:
        raise internal.undecided()
    return internal.truth() is True


def protocol(listener: Item) -> str:
    """Return the protocol of a listener in capitals; a Gateway Load Balancer's has none, and no port.

    Raises Undecided where it is not known yet.
    """
    spoken = listener["protocol"]
    return "" if spoken.absent and listener["port"].absent else spoken.text().upper()


def must_redirect(actions: Node) -> Verdicts:
    """Yield a problem for each action that does anything but send the client to HTTPS or turn it away (4xx, 5xx)."""
    every = actions.items()
    if not every:
        yield actions.problem("must redirect to HTTPS")
    for action in every:
        kind = action["type"].value()
        if kind == "redirect":
            target = action["redirect"]["protocol"]
            if target.text().upper() != "HTTPS":
                yield target.problem("must be HTTPS")
        elif kind == "fixed-response":
            status = action["fixedResponse"]["statusCode"]
            if not _REFUSAL.fullmatch(status.text()):
                yield status.problem("must be a refusal (4xx or 5xx) where the listener is plain HTTP")
        else:
            yield action["type"].problem("must be redirect where the listener is plain HTTP")


def forwards_to(actions: Node) -> Iterator[Node]:
    """Yield each place where *actions* name a target group, by itself or among several with weights."""
    for action in actions.items():
        if not action["targetGroupArn"].absent:
            yield action["targetGroupArn"]
        for group in action["forward"]["targetGroups"].items():
            yield group["arn"]


def strong_policies() -> list[str]:
    """Return the security policies that offer TLS 1.3, nothing older than 1.2, and only ciphers with forward secrecy.

    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html.
    """
    return [row["policy"] for row in rows("lb_tls_policies")]
