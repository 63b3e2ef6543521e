"""Load balancers talk to their targets over TLS, or hand on what the client encrypted.

Functions are called over AWS's own encrypted API.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be_one_of
from ...load_balancers import ENCRYPTED, PASSED_ON, TARGET_GROUP

_ENCAPSULATED = "GENEVE"


def _check(group: Item) -> Verdicts:
    if group["targetType"].value() != "lambda":
        yield from must_be_one_of(group["protocol"], (*ENCRYPTED, *PASSED_ON, _ENCAPSULATED))


target_group_tls = Rule(
    id="target-group-tls",
    promise="Load balancers talk to their targets over TLS.",
    fix='Set protocol="HTTPS" on the target group, with a certificate in the target (any will do, also self-signed).',
    severity=Severity.LOW,
    level=Level.DISABLED,
    controls=Controls(checkov=("CKV_AWS_378",)),
    looks_at=frozenset({TARGET_GROUP}),
    check=_check,
)
