"""Task definitions hold no secrets in plain text, which everybody who may describe them could read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts, each
from ...secretlike import why_secret
from ...task_definitions import TASK_DEFINITION, each_container


@dataclass(frozen=True, kw_only=True)
class _Setting:
    """What a container is given in plain text under a name."""

    name: str
    value: Node
    called: str
    """What a message calls it: by its name where that may be shown, otherwise by its place."""

    mark: str


def _check(task: Item) -> Verdicts:
    """Yield a problem per setting. One secret value makes all of the text secret: then no setting can be named."""
    definitions = task["containerDefinitions"]
    verdicts = list(each_container(task, lambda container: each(_settings(container), _judge)))
    yield from verdicts
    if not verdicts and definitions.secret and _has_variables(definitions):
        yield definitions.says(
            "a value that is marked secret is written into containerDefinitions: a container's secrets must name it"
        )


def _has_variables(definitions: Node) -> bool:
    return any(container["environment"].items() for container in definitions.json().items())


def _settings(container: Node) -> Iterator[_Setting]:
    """Yield each environment variable and each option of the log driver."""
    for variable in container["environment"].items():
        name, value = variable["name"], variable["value"]
        hidden = name.secret or name.item.discreet
        called = value.path if hidden else f"the setting {name.shown}"
        yield _Setting(name=name.text(), value=value, called=called, mark="" if name.secret else name.text())
    for key, value in container.at("logConfiguration.options").fields().items():
        yield _Setting(name=key, value=value, called=f"the option {key}", mark=key)


def _judge(setting: _Setting) -> Verdicts:
    why = why_secret(setting.name, setting.value.text())
    if why:
        yield setting.value.says(f"{setting.called} must not be plain text: {why}", mark=setting.mark)


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
