"""RDS databases refuse connections without TLS.

Which parameter says so, and from which version the default parameter groups have it on, is in
`data/rds_tls_parameters.csv`; Oracle has an option instead and is left alone. A parameter group of another stack is not
seen, and a replica that names none takes its source's.
"""

from __future__ import annotations

from ...authoring import Controls, Inventory, Item, Level, Node, Severity, StackRule, Verdicts, each
from ...database_tls import TlsSwitch, of_engine, of_family
from ...databases import CLUSTER, INSTANCE, engine, is_replica

_GROUP = "aws:rds/parameterGroup:ParameterGroup"
_CLUSTER_GROUP = "aws:rds/clusterParameterGroup:ClusterParameterGroup"
_DEFAULT = "default."


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(INSTANCE), lambda one: _judge(stack, one, one["parameterGroupName"], _GROUP))
    yield from each(stack.of(CLUSTER), lambda one: _judge(stack, one, one["dbClusterParameterGroupName"], _CLUSTER_GROUP))


def _judge(stack: Inventory, database: Item, name: Node, group_type: str) -> Verdicts:
    groups, _ = stack.targets(name, group_type)
    if groups:
        yield from each(groups, lambda group: _judge_group(database, name, group))
    elif name.text().startswith(_DEFAULT):
        switch, version = of_family(name.text().removeprefix(_DEFAULT))
        yield from _by_default(name, f"{name.path} is {name.shown}, which", switch, version)
    elif name.text() == "" and not is_replica(database):
        version = database["engineVersion"].text()
        of = f" of {version}" if version else ""
        yield from _by_default(name, f"{name.path} is not set: the default group{of}", of_engine(engine(database)), version)


def _judge_group(database: Item, name: Node, group: Item) -> Verdicts:
    switch = of_engine(engine(database)) or of_family(group["family"].text())[0]
    listed = group["parameters"].items()
    setting = next((one for one in listed if switch and one["name"].text() == switch.parameter), None)
    if setting is None:
        _, version = of_family(group["family"].text())
        yield from _by_default(name, f"{name.path} is {group.name}, which", switch, version)
    elif switch and setting["value"].text().lower() not in switch.values:
        text = f"{name.path} is {group.name}, which has {switch.parameter} at {setting['value'].shown}"
        yield name.says(f"{text}: it must be {switch.values[0]}")


def _by_default(name: Node, group: str, switch: TlsSwitch | None, version: str) -> Verdicts:
    if switch and not switch.on_by_default(version):
        yield name.says(f"{group} leaves {switch.parameter} off: connections without TLS are accepted")


rds_force_ssl = StackRule(
    id="rds-force-ssl",
    promise="RDS databases refuse connections without TLS.",
    fix="Attach an aws.rds.ParameterGroup (for a cluster an aws.rds.ClusterParameterGroup) that sets rds.force_ssl to 1"
    " (PostgreSQL, SQL Server) or require_secure_transport to 1 (MySQL, MariaDB; ON for Aurora MySQL).",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(fsbp=("RDS.38", "RDS.39", "RDS.44"), checkov=("CKV2_AWS_69",)),
    looks_at=frozenset({INSTANCE, CLUSTER}),
    check=_check,
)
