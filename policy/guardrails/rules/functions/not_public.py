"""Functions are called by somebody in particular.

A service that may call must say for whom: by the resource that it calls for, or its account (an Alexa skill by its
token). Accounts and roles that are named pass.
"""

from __future__ import annotations

import re

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts, must_be
from ...iam.conditions import closing
from ...iam.documents import texts

_PERMISSION = "aws:lambda/permission:Permission"
_LAYER = "aws:lambda/layerVersionPermission:LayerVersionPermission"
_URL = "aws:lambda/functionUrl:FunctionUrl"
_SERVICE = re.compile(r"[a-z0-9.-]+\.amazon(aws)?\.com(\.cn)?")
# Each says for whom a service calls, in its own form.
_SOURCES = {
    "sourceArn": closing("aws:SourceArn"),
    "sourceAccount": re.compile(r"\d{12}"),
    "principalOrgId": re.compile(r"o-[a-z0-9]{10,32}"),
    "eventSourceToken": re.compile(r"[^*?]+"),
}


def _check(item: Item) -> Verdicts:
    if item.type == _URL:
        yield from must_be(item["authorizationType"], "AWS_IAM")
    elif item.type == _LAYER:
        yield from _closed(item["principal"], [item["organizationId"]], "lets everybody use the layer")
    else:
        sources = [item[key] for key in _SOURCES]
        yield from _closed(item["principal"], sources, "lets everybody call the function")
        if _SERVICE.fullmatch(item["principal"].text()) and not _named(sources):
            yield item["principal"].problem("is a service: it needs source_arn or source_account of whom it calls for")


def _closed(principal: Node, sources: list[Node], text: str) -> Verdicts:
    if principal.text() == "*" and not _named(sources):
        yield principal.problem(text)


def _named(sources: list[Node]) -> bool:
    """Return whether one of *sources* names somebody. Raises Undecided where none does and one is not known."""
    unknown: list[Node] = []
    for source in sources:
        form = _SOURCES.get(source.path, _SOURCES["principalOrgId"])
        known, missing = texts(source)
        if any(form.fullmatch(text) for _, text in known):
            return True
        # An output of another resource of the program is somebody's, though it is not known yet whose.
        if missing and source.made_of:
            return True
        unknown += missing
    if unknown:
        raise unknown[0].undecided()
    return False


lambda_not_public = Rule(
    id="lambda-not-public",
    promise="No permission lets everybody, or a service on anybody's behalf, call a function; function URLs ask for a"
    " signature.",
    fix="Name the caller in principal, give a service source_arn (and source_account), and set"
    ' authorization_type="AWS_IAM" on a FunctionUrl.',
    severity=Severity.CRITICAL,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("Lambda.1",), cis_7_0=("2.21",), checkov=("CKV_AWS_301", "CKV_AWS_364", "CKV_AWS_258")),
    looks_at=frozenset({_PERMISSION, _LAYER, _URL}),
    check=_check,
)
