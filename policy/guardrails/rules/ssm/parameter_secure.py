"""What is secret is kept in a SecureString: a String is plain text for everybody who may list parameters.

Secret is what has the shape of one, the name of one, or is made by a `RandomPassword`; `Path` and `Arn` of a secret
are none. That a value is marked as a secret says nothing: the SDK marks every parameter's. `insecureValue` is a value
that the program itself calls public: only its shape counts.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts
from ...secretlike import names_secret, secret_kind, why_secret

_VALUES = ("value", "valueWo")
_PASSWORD = "::random:index/randomPassword:RandomPassword::"  # noqa: S105, a type


def _check(parameter: Item) -> Verdicts:
    kind = parameter["type"]
    if kind.value() == "SecureString":
        return
    why = _why(parameter)
    if why:
        yield kind.says(f"type must be SecureString, found {kind.shown}: {why}")


def _why(parameter: Item) -> str:
    """Return why the parameter is a secret, empty where it is none. Raises Undecided."""
    name = parameter.name if parameter["name"].absent else parameter["name"].text()
    given = [parameter[key] for key in _VALUES if not parameter[key].absent]
    if any(_PASSWORD in urn for node in given for urn in node.made_of):
        return "it holds a random password"
    public = parameter["insecureValue"]
    kind = "" if public.absent or _made(public) else secret_kind(public.text())
    if kind:
        return f"it holds {kind}"
    return next(filter(None, (_told(name, node) for node in given)), "")


def _told(name: str, node: Node) -> str:
    if _made(node) and not names_secret(name):
        return ""
    return why_secret(name, node.text())


def _made(node: Node) -> bool:
    """Return whether the value comes from another resource and is not known yet: it is no literal of the program's."""
    return node.unknown and bool(node.made_of)


ssm_parameter_secure = Rule(
    id="ssm-parameter-secure",
    promise="Secrets in the Parameter Store are SecureStrings.",
    fix='Set type="SecureString" with key_id, or keep the value in Secrets Manager.',
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(),
    looks_at=frozenset({"aws:ssm/parameter:Parameter"}),
    check=_check,
)
