"""Task definitions hold no secrets in plain text, which everybody who may describe them could read."""

from __future__ import annotations

from collections.abc import Iterator

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts, each
from ...secretlike import secret_kind, why_secret
from ...task_definitions import TASK_DEFINITION, each_container


def _check(task: Item) -> Verdicts:
    """Yield a problem per setting. One secret value makes all of the text secret: then no setting can be named."""
    definitions = task["containerDefinitions"]
    verdicts = list(each_container(task, lambda container: each(_settings(container), _judge)))
    yield from verdicts
    if not verdicts and definitions.secret and _has_variables(definitions):
        yield definitions.says(
            "a value that is marked secret is written into the definition: only secrets may name one"
        )


def _has_variables(definitions: Node) -> bool:
    return any(container["environment"].items() for container in definitions.json().items())


def _settings(container: Node) -> Iterator[tuple[str, str, Node]]:
    """Yield name, the name as it may be shown, and value of each environment variable and option of the log driver."""
    for variable in container["environment"].items():
        yield variable["name"].text(), variable["name"].shown, variable["value"]
    for name, value in container.at("logConfiguration.options").fields().items():
        yield name, name, value


def _judge(setting: tuple[str, str, Node]) -> Verdicts:
    name, shown, value = setting
    if why_secret(name, value.text()):
        kind = secret_kind(value.text())
        why = f"it holds {kind}" if kind else "its name is that of a secret"
        yield value.says(f"the setting {shown} must not be plain text: {why}", mark=name)


ecs_task_no_plaintext_secrets = Rule(
    id="ecs-task-no-plaintext-secrets",
    promise="No container is given a secret as plain text.",
    fix="Keep the secret in Secrets Manager or the Parameter Store and name it in the container's secrets, or the log"
    " driver's secretOptions: {'name': 'DB_PASSWORD', 'valueFrom': secret.arn}.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("ECS.8",)),
    needs_secretness=True,
    looks_at=frozenset({TASK_DEFINITION}),
    check=_check,
)
