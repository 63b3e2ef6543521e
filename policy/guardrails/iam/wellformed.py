"""Whether a policy says what AWS understands: actions that exist, on resources they can have, under keys that exist."""

from __future__ import annotations

import re

from ..exceptions import glob
from ..values import Node
from ..verdicts import Verdicts
from .actions import condition_keys, documented_name, expand, formats, service_exists
from .arns import fields, is_arn, is_star, may_match
from .conditions import is_global_key, is_operator, tests
from .documents import ELEMENTS, Document, Statement, is_secret, is_silent

_ALL_OF_A_KIND = re.compile(r"([a-z-]+[:/])?[*?]+")


def must_be_understood(document: Document) -> Verdicts:
    """Yield a problem per element, action, resource and condition of *document* that AWS has nothing to match with."""
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
    if forms:
        return any(may_match(text, form) for text in resources for form in forms)
    service = action.partition(":")[0].lower()
    return any(not is_arn(text) or _is_whole_kind(text, service) for text in resources)


def _is_whole_kind(arn: str, service: str) -> bool:
    """Return whether an ARN is all of a service's resources of a kind, which is honoured for what needs a star.

    `arn:aws:logs:eu-west-1:123456789012:log-group:*` is, for what lists log groups.
    """
    parts = fields(arn)
    return glob(parts[2])(service) is not None and _ALL_OF_A_KIND.fullmatch(parts[-1]) is not None


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
