"""Documents of Systems Manager are shared with accounts by name, never with everybody."""

from __future__ import annotations

import re

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts

_ACCOUNT = re.compile(r"\d{12}")


def _check(document: Item) -> Verdicts:
    permissions = document["permissions"]
    if permissions.absent:
        return
    shared = permissions["account_ids"]
    if not all(_ACCOUNT.fullmatch(one.strip()) for one in shared.text().split(",")):
        yield shared.problem("must be ids of accounts, with commas between")


ssm_document_not_public = Rule(
    id="ssm-document-not-public",
    promise="Systems Manager documents are shared with named accounts only.",
    fix='Leave permissions out, or set permissions={"type": "Share", "account_ids": "123456789012"}; never "All".',
    severity=Severity.CRITICAL,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("SSM.4",), checkov=("CKV_AWS_303",)),
    looks_at=frozenset({"aws:ssm/document:Document"}),
    check=_check,
)
