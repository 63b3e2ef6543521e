"""RDS databases send the logs that tell what went wrong, and who did what, to CloudWatch Logs.

Which logs there are depends on the engine: `data/rds_log_exports.csv`. A general log of every statement is not asked
for, nor an audit log that needs an option group. A replica or a restored database that does not name its engine must
export something. RDS Custom exports nothing; of any other engine nothing can be said.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ...authoring import Controls, Item, Level, Node, Parameter, Rule, Severity, Verdicts, must_be_set
from ...database_logs import wanted_logs
from ...databases import CLUSTER, INSTANCE, engine, is_custom, is_replica, is_restored


def _check(database: Item, parameters: Mapping[str, Mapping[str, list[str]]]) -> Verdicts:
    name, exports = engine(database), database["enabledCloudwatchLogsExports"]
    wanted = parameters["logs"].get(name) or wanted_logs(database.type, name)
    if wanted:
        yield from _must_contain(exports, wanted)
    elif name == "" and (is_replica(database) or is_restored(database)):
        yield from must_be_set(exports)
    elif not is_custom(database):
        yield database["engine"].undecided()


def _must_contain(exports: Node, wanted: Collection[str]) -> Verdicts:
    listed = exports.items()
    missing = set(wanted) - {one.text() for one in listed if not one.unknown}
    if missing and any(one.unknown for one in listed):
        yield exports.undecided()
    elif missing:
        yield exports.problem(f"must contain {', '.join(sorted(missing))}")


rds_log_exports = Rule(
    id="rds-log-exports",
    promise="RDS databases send their logs to CloudWatch Logs.",
    fix='Name the logs of the engine in enabled_cloudwatch_logs_exports, for instance ["postgresql"].',
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(
        fsbp=("RDS.9", "RDS.34", "RDS.36", "RDS.37"), checkov=("CKV_AWS_129", "CKV_AWS_324", "CKV_AWS_325")
    ),
    parameters={
        "logs": Parameter(
            says="Engine -> the logs to ask for instead of the pack's own choice.",
            default={},
            schema={
                "type": "object",
                "additionalProperties": {"type": "array", "items": {"type": "string"}, "minItems": 1},
            },
        )
    },
    looks_at=frozenset({INSTANCE, CLUSTER}),
    check=_check,
)
