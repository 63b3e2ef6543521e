"""VPC endpoints are no way to carry data to somebody else's account."""

from __future__ import annotations

from ...authoring import Inventory, Item, Level, Node, Severity, StackRule, Undecided, Verdicts, each

_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
_POLICY = "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy"
_WITH_POLICY = ("Gateway", "Interface")
# Services that others offer by PrivateLink take no endpoint policy.
_OFFERED_BY_OTHERS = "com.amazonaws.vpce."

_SCOPES = frozenset(
    {
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:principalaccount",
        "aws:resourceorgid",
        "aws:resourceorgpaths",
        "aws:resourceaccount",
    }
)
_SCOPING = ("stringequals", "stringlike", "foranyvalue:stringequals", "foranyvalue:stringlike")


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(_ENDPOINT), lambda endpoint: _judge(stack, endpoint))
    yield from each(stack.of(_POLICY), lambda policy: _document(policy["policy"]))


def _judge(stack: Inventory, endpoint: Item) -> Verdicts:
    if not endpoint["policy"].absent:
        yield from _document(endpoint["policy"])
        return
    if endpoint["vpcEndpointType"].value() not in _WITH_POLICY:
        return
    if endpoint["serviceName"].text().startswith(_OFFERED_BY_OTHERS):
        return
    policies = stack.pointing_at(endpoint, _POLICY, "vpcEndpointId")
    if policies.possible and not policies.certain:
        yield Undecided(endpoint, "policy")
    elif not policies.certain:
        yield endpoint["policy"].says("there is no policy: AWS then lets everybody do everything through the endpoint")


def _document(policy: Node) -> Verdicts:
    try:
        statements = policy.json()["Statement"].items()
    except ValueError:
        yield policy.says("policy must be a JSON document")
        return
    yield from each(statements, _statement)


def _statement(statement: Node) -> Verdicts:
    if not _any(statement["Resource"]) or any(_narrows(*one) for one in statement["Condition"].fields().items()):
        return
    principal = statement["Principal"]
    everybody = _any(principal["AWS"] if principal.fields() else principal)
    if everybody and _any_action(statement["Action"]) and statement["Effect"].text() != "Deny":
        yield statement.says("everybody may do everything through the endpoint, with no condition on the organization")


def _any_action(node: Node) -> bool:
    """Return whether *node* names every action of a service, which is all that passes its endpoint."""
    return node.absent or any(element.text() == "*" or element.text().endswith(":*") for element in node.items())


def _any(node: Node) -> bool:
    """Return whether *node* names everything: a `*`, alone or in a list, or nothing where something must be."""
    return node.absent or any(element.text() == "*" for element in node.items())


def _narrows(operator: str, keys: Node) -> bool:
    named = {key.lower() for key, values in keys.fields().items() if not _any(values)}
    return operator.lower() in _SCOPING and bool(named & _SCOPES)


vpc_endpoint_policy_scoped = StackRule(
    id="vpc-endpoint-policy-scoped",
    promise="VPC endpoints let only the organization's principals, or only its resources, be used through them.",
    fix="Set policy to a document with a condition on aws:PrincipalOrgID or aws:ResourceAccount, or name the actions"
    " and the resources.",
    severity=Severity.LOW,
    level=Level.DISABLED,
    looks_at=frozenset({_ENDPOINT, _POLICY}),
    check=_check,
)
