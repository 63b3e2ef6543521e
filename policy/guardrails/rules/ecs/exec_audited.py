"""Where people may enter containers, what they do there is encrypted and on record."""

from __future__ import annotations

from ...authoring import (
    Inventory,
    Item,
    Level,
    Node,
    Severity,
    StackRule,
    Undecided,
    Verdicts,
    each,
    must_be,
    must_be_one_of,
    must_be_set,
)
from ...task_definitions import CLUSTER, SERVICE

# Where the record goes -> the switch that tells ECS to write it there encrypted.
_RECORDS = {"cloudWatchLogGroupName": "cloudWatchEncryptionEnabled", "s3BucketName": "s3BucketEncryptionEnabled"}


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(CLUSTER), lambda cluster: _judge(stack, cluster))


def _judge(stack: Inventory, cluster: Item) -> Verdicts:
    entered = _may_be_entered(stack, cluster)
    if entered is False:
        return
    for verdict in _audited(cluster.at("configuration.executeCommandConfiguration")):
        yield verdict if entered else Undecided(verdict.item, verdict.path)


def _may_be_entered(stack: Inventory, cluster: Item) -> bool | None:
    """Return whether a service of the cluster lets people in; None where that is not known yet."""
    services = stack.pointing_at(cluster, SERVICE, "cluster")
    doubtful = False
    for service in (*services.certain, *services.possible):
        switch = service["enableExecuteCommand"]
        if switch.unknown:
            doubtful = True
        elif switch.truth() is True:
            if service in services.certain:
                return True
            doubtful = True
    return None if doubtful else False


def _audited(configuration: Node) -> Verdicts:
    yield from must_be_set(configuration["kmsKeyId"])
    logging = configuration["logging"]
    yield from must_be_one_of(logging, ("DEFAULT", "OVERRIDE"))
    if not logging.unknown and logging.value() == "OVERRIDE":
        record = configuration["logConfiguration"]
        places = [place for place in _RECORDS if not record[place].absent]
        if not places and not record.unknown:
            yield record.says("logConfiguration must name a log group or a bucket, found neither")
        for place in places:
            yield from must_be(record[_RECORDS[place]], True)


ecs_exec_audited = StackRule(
    id="ecs-exec-audited",
    promise="Clusters whose services allow ECS Exec encrypt its sessions with a key of their own and keep a record.",
    fix="Set kms_key_id, logging='OVERRIDE' and a log_configuration that names an encrypted log group in"
    " configuration.execute_command_configuration of the cluster, or set enable_execute_command=False on the services.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    looks_at=frozenset({CLUSTER}),
    check=_check,
)
