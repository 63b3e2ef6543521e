"""Policies say what AWS understands: actions that exist, on resources they can have, under keys that exist.

An action in full must be able to meet one of the statement's resources: `s3:ListBucket` never meets `bucket/*`, and
what works only with `*` never meets an ARN. Wildcards in actions are asked only to stand for something.
"""

from __future__ import annotations

import re

from ...authoring import Item, Level, Node, Rule, Severity, Verdicts
from ...exceptions import glob
from ...iam.actions import condition_keys, documented_name, expand, formats, service_exists
from ...iam.arns import fields, is_arn, is_star, may_match
from ...iam.conditions import is_global_key, is_operator, tests
from ...iam.documents import ELEMENTS, Document, Statement, documents, identity_types, is_secret, is_silent

_ALL_OF_A_KIND = re.compile(r"([a-z-]+[:/])?[*?]+")


def _check(item: Item) -> Verdicts:
    for document in documents(item):
        yield from _judge(document)


def _judge(document: Document) -> Verdicts:
    if document.malformed:
        yield document.node.says(f"{document.node.path} must be a JSON policy document")
        return
    yield from document.each(_elements)
    yield from document.each(_actions)
    yield from document.each(_resources)
    yield from document.each(_conditions)


def _elements(statement: Statement) -> Verdicts:
    for name, node in statement.node.fields().items():
        if name not in ELEMENTS:
            yield statement.problem(
                f"has an element that there is none of, {_shown(node, name)}", at=node, about=_mark(node, name)
            )
    if statement.node["Effect"].value() not in ("Allow", "Deny"):
        yield statement.problem("must have the Effect Allow or Deny", at=statement.node["Effect"], about="Effect")


def _actions(statement: Statement) -> Verdicts:
    for element in ("Action", "NotAction"):
        known, unknown = statement.texts(element)
        for place, text in known:
            if not is_star(text) and not expand(text):
                yield statement.problem(f"names {_wrong(text, place)}", at=place, about=_mark(place, text))
        for node in unknown:
            yield node.undecided()


def _wrong(text: str, place: Node) -> str:
    service = text.partition(":")[0].lower()
    if ":" in text and service_exists(service):
        return f"an action that does not exist, {_shown(place, text)}"
    return f"a service that does not exist, {_shown(place, text)}"


def _resources(statement: Statement) -> Verdicts:
    known, unknown = statement.texts("Resource")
    for place, text in known:
        if not is_star(text) and not (is_arn(text) or (text.startswith("arn:") and "*" in text)):
            yield statement.problem("must have * or ARNs for resources", at=place, about="resources")
    for node in unknown:
        yield node.undecided()
    resources = [text for _, text in known]
    if unknown or not resources or any(map(is_star, resources)):
        return
    for place, text in statement.texts("Action")[0]:
        if expand(text) == (text.lower(),) and not _meets(text, resources):
            yield statement.problem(
                f"allows {_shown(place, documented_name(text))} on resources that it never has",
                at=place,
                about=f"{_mark(place, text)} resources",
            )


def _meets(action: str, resources: list[str]) -> bool:
    """Return whether one of the *resources* can be one of the action's; what needs a star, a whole service."""
    forms = formats(action)
    if not forms:
        # `arn:aws:logs:eu-west-1:123456789012:log-group:*` is honoured for what lists log groups.
        return any(_ALL_OF_A_KIND.fullmatch(fields(text)[-1]) or not is_arn(text) for text in resources)
    return any(may_match(text, form) for text in resources for form in forms)


def _conditions(statement: Statement) -> Verdicts:
    for test in tests(statement):
        if not is_operator(test.operator):
            yield statement.problem(
                f"has a condition operator that does not exist, {_shown(test.node, test.operator)}",
                at=test.node,
                about=_mark(test.node, test.operator),
            )
        if not _key_exists(test.key.lower()):
            yield statement.problem(
                f"has a condition key that does not exist, {_shown(test.node, test.key)}",
                at=test.node,
                about=_mark(test.node, test.key),
            )


def _key_exists(key: str) -> bool:
    """Return whether a condition key is documented; those of identity providers (`gitlab.com:sub`) are let be."""
    service = key.partition(":")[0]
    if service == "aws":
        return is_global_key(key)
    if "." in service or service == "saml":
        return True
    return any(glob(one)(key) for one in condition_keys(service))


def _mark(place: Node, text: str) -> str:
    return "" if is_secret(place) else text


def _shown(place: Node, text: str) -> str:
    return place.shown if is_silent(place) else text


iam_actions_exist = Rule(
    id="iam-actions-exist",
    promise="Policies name actions, resources and condition keys that exist and go together.",
    fix="Look the action up in the service authorization reference: its name, the ARNs it takes, its condition keys.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    looks_at=identity_types(),
    check=_check,
)
