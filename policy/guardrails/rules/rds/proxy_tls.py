"""RDS proxies refuse clients without TLS, and on demand those that do not log in as an IAM role."""

from __future__ import annotations

from collections.abc import Mapping

from ...authoring import Controls, Item, Level, Parameter, Rule, Severity, Verdicts, each, must_be, must_be_one_of

_IAM = ("REQUIRED", "ENABLED")
"""SQL Server knows `ENABLED` where the others know `REQUIRED`."""


def _check(proxy: Item, parameters: Mapping[str, bool]) -> Verdicts:
    yield from must_be(proxy["requireTls"], True)
    if parameters["requireIamAuth"] and proxy["defaultAuthScheme"].text() != "IAM_AUTH":
        yield from each(proxy["auths"].items(), lambda auth: must_be_one_of(auth["iamAuth"], _IAM))


rds_proxy_tls = Rule(
    id="rds-proxy-tls",
    promise="RDS proxies refuse connections without TLS.",
    fix="Set require_tls=True on the aws.rds.Proxy.",
    severity=Severity.MEDIUM,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("RDS.43",)),
    parameters={
        "requireIamAuth": Parameter(
            says="Whether clients must log in to the proxy as an IAM role, too.",
            default=False,
            schema={"type": "boolean"},
        )
    },
    looks_at=frozenset({"aws:rds/proxy:Proxy"}),
    check=_check,
)
