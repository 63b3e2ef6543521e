"""Every listener that ends HTTP ends it encrypted: HTTPS or TLS with a certificate.

A listener that only redirects to HTTPS or turns clients away is exempt, and so is one that hands packets on (TCP, UDP,
Gateway): whether what passes is encrypted is the target's business.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be_set
from ...load_balancers import ENCRYPTED, LISTENER, PASSED_ON, must_redirect, protocol


def _check(listener: Item) -> Verdicts:
    spoken = protocol(listener)
    if spoken in ENCRYPTED:
        yield from must_be_set(listener["certificateArn"])
    elif spoken and spoken not in PASSED_ON and any(must_redirect(listener["defaultActions"])):
        yield listener["protocol"].problem("must be HTTPS or TLS where the listener does more than redirect")


lb_listener_tls = Rule(
    id="lb-listener-tls",
    promise="Load balancers talk to clients over TLS.",
    fix='Set protocol="HTTPS" (Network Load Balancers: "TLS") and certificate_arn, or let the listener redirect.',
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("ELB.18",), checkov=("CKV_AWS_2",)),
    looks_at=frozenset({LISTENER}),
    check=_check,
)
