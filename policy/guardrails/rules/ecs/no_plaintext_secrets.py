"""Task definitions hold no secrets in plain text, which everybody who may describe them could read."""

from __future__ import annotations

from collections.abc import Iterator

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts, each
from ...secretlike import why_secret
from ...task_definitions import TASK_DEFINITION, each_container


def _check(task: Item) -> Verdicts:
    definitions = task["containerDefinitions"]
    verdicts = list(each_container(task, lambda container: each(_settings(container), _judge)))
    yield from verdicts
    if definitions.secret and definitions.known and not verdicts and any(each_container(task, _has_settings)):
        yield definitions.says("a value that is marked secret is written into the containers' settings as plain text")


def _settings(container: Node) -> Iterator[tuple[str, Node]]:
    """Yield name and value of each environment variable and each option of the log driver."""
    for variable in container["environment"].items():
        yield variable["name"].text(), variable["value"]
    yield from container.at("logConfiguration.options").fields().items()


def _judge(setting: tuple[str, Node]) -> Verdicts:
    name, value = setting
    why = why_secret(name, value.text())
    if why:
        yield value.says(f"the setting {name} must not be plain text: {why}", mark=name)


def _has_settings(container: Node) -> Verdicts:
    if any(_settings(container)):
        yield container.says("has settings")


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
