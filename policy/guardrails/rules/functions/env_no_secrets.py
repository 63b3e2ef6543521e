"""No secret stands in a function's environment, where everybody reads it who may look at the function.

Secret is what is marked as such in the program, what has the shape of a secret, and what has the name of one. Names of
places where a secret is kept (`DB_SECRET_ARN`, `TOKEN_URL`) are none.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts, each
from ...secretlike import names_secret, why_secret


def _check(function: Item) -> Verdicts:
    variables = function["environment"]["variables"]
    if variables.secret:
        yield variables.says("environment.variables must hold no secrets: all of it is marked as a secret")
    else:
        yield from each(variables.fields().items(), lambda pair: _judge(*pair))


def _judge(name: str, variable: Node) -> Verdicts:
    if variable.secret:
        yield variable.says(f"the variable {name} must not be a secret: its value is marked as one", mark=name)
        return
    if variable.unknown and variable.made_of and not names_secret(name):
        return  # an output of another resource, no literal of the program's
    why = why_secret(name, variable.text())
    if why:
        yield variable.says(f"the variable {name} must not be a secret: {why}", mark=name)


lambda_env_no_secrets = Rule(
    id="lambda-env-no-secrets",
    promise="Functions hold no secrets in their environment.",
    fix="Pass the ARN of a secret instead, read it in the function, and grant its role"
    " secretsmanager:GetSecretValue on it.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(checkov=("CKV_AWS_45",)),
    needs_secretness=True,
    looks_at=frozenset({"aws:lambda/function:Function"}),
    check=_check,
)
