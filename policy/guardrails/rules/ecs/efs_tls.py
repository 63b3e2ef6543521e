"""Tasks talk to EFS over TLS."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts, each, must_be
from ...task_definitions import TASK_DEFINITION


def _check(task: Item) -> Verdicts:
    yield from each(task["volumes"].items(), _judge)


def _judge(volume: Node) -> Verdicts:
    file_system = volume["efsVolumeConfiguration"]
    if not file_system.absent:
        yield from must_be(file_system["transitEncryption"], "ENABLED")


ecs_task_efs_tls = Rule(
    id="ecs-task-efs-tls",
    promise="Every EFS volume of a task definition is encrypted on its way.",
    fix="Set transit_encryption='ENABLED' in the volume's efs_volume_configuration.",
    severity=Severity.MEDIUM,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("ECS.18",), checkov=("CKV_AWS_97",)),
    looks_at=frozenset({TASK_DEFINITION}),
    check=_check,
)
