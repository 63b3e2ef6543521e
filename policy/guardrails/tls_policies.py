"""The TLS policies of AWS's endpoints that refuse old protocols, and old ciphers where there is a choice."""

from __future__ import annotations

from .rule import Parameter
from .tables import rows


def accepted(service: str) -> list[str]:
    """Return the policies of a service that are good enough: `cloudfront`, `cloudfront origin` or `apigatewayv2`."""
    return [row["policy"] for row in rows("tls_policies") if row["service"] == service and row["accepted"] == "yes"]


def policies_of(service: str, says: str) -> Parameter:
    """Return the parameter with which a rule is told which policies are good enough; *says* is what it means."""
    return Parameter(
        says=says,
        default=accepted(service),
        schema={"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True},
    )
