"""No access key stands in a provider: whoever deploys brings credentials of his own, which expire.

A provider for a simulator (its own endpoints, and no check of credentials) takes any key: exempt.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, each

_PROVIDERS = frozenset({"pulumi:providers:aws", "pulumi:providers:aws-native"})
_KEYS = ("accessKey", "secretKey", "token")


def _check(provider: Item) -> Verdicts:
    if not provider["endpoints"].absent and provider["skipCredentialsValidation"].value() in (True, "true"):
        return
    yield from each(_KEYS, lambda key: _judge(provider, key))


def _judge(provider: Item, key: str) -> Verdicts:
    credential = provider[key]
    if credential.text():
        yield credential.says(f"{key} must not be set: credentials come from whoever deploys")


provider_no_static_keys = Rule(
    id="provider-no-static-keys",
    promise="AWS providers hold no access keys.",
    fix="Remove access_key, secret_key and token; take a profile, a role to assume (assume_roles) or OIDC in CI.",
    severity=Severity.CRITICAL,
    level=Level.MANDATORY,
    controls=Controls(checkov=("CKV_AWS_41",)),
    looks_at=_PROVIDERS,
    check=_check,
)
