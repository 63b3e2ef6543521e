"""RDS databases refuse connections without TLS.

Which parameter says so, and from which version the default parameter groups have it on, is in
`data/rds_tls_parameters.csv`; Oracle, which has an option instead, and RDS Custom are left alone. A parameter group of
another stack is not seen; a replica that names none takes its source's, of a restored database that does not name its
engine nothing is known, and without a version of the engine AWS chooses one, which may or may not have it on.
"""

from __future__ import annotations

from ...authoring import Controls, Inventory, Item, Level, Node, Severity, StackRule, Verdicts, each
from ...database_tls import TlsSwitch, of_engine, of_family, of_parameter
from ...databases import CLUSTER, INSTANCE, engine, is_custom, is_replica, is_restored

_GROUP = "aws:rds/parameterGroup:ParameterGroup"
_CLUSTER_GROUP = "aws:rds/clusterParameterGroup:ClusterParameterGroup"
_DEFAULT = "default."


def _check(stack: Inventory) -> Verdicts:
    yield from each(stack.of(INSTANCE), lambda one: _judge(stack, one, one["parameterGroupName"], _GROUP))
    yield from each(
        stack.of(CLUSTER), lambda one: _judge(stack, one, one["dbClusterParameterGroupName"], _CLUSTER_GROUP)
    )


def _judge(stack: Inventory, database: Item, name: Node, group_type: str) -> Verdicts:
    groups, _ = stack.targets(name, group_type)
    if groups:
        yield from each(groups, lambda group: _judge_group(name, group))
    elif name.text().startswith(_DEFAULT):
        switch, version = of_family(name.text().removeprefix(_DEFAULT))
        yield from _by_default(name, switch, version, f"{name.path} is {name.shown}, which")
    elif name.text() == "" and not _is_left_to_source(database):
        yield from _judge_default_group(database, name)


def _judge_default_group(database: Item, name: Node) -> Verdicts:
    switch, version = of_engine(engine(database)), database["engineVersion"]
    if switch is not None and switch.on_from and version.text() == "":
        yield version.undecided()
        return
    of = "every version" if version.absent else f"version {version.shown}"
    default = f"{name.path} is not set: the default group of {of}"
    yield from _by_default(database["engine"] if switch is None else name, switch, version.text(), default)


def _is_left_to_source(database: Item) -> bool:
    return is_replica(database) or is_custom(database) or (is_restored(database) and engine(database) == "")


def _judge_group(name: Node, group: Item) -> Verdicts:
    listed = group["parameters"].items()
    setting, switch = next(
        ((one, of) for one in listed if (of := of_parameter(one["name"].text().lower()))), (None, None)
    )
    if setting is None or switch is None:
        switch, version = of_family(group["family"].text())
        own = f"{name.path} is {group.name}, which"
        yield from _by_default(group["family"] if switch is None else name, switch, version, own)
    elif setting["value"].text().lower() not in switch.values:
        found = f"{name.path} is {group.name}, which has {switch.parameter} at {setting['value'].shown}"
        yield name.says(f"{found}: it must be {switch.values[0]}")


def _by_default(node: Node, switch: TlsSwitch | None, version: str, group: str) -> Verdicts:
    if switch is None:
        yield node.undecided()
    elif switch.parameter and not switch.on_by_default(version):
        yield node.says(f"{group} leaves {switch.parameter} off: connections without TLS are accepted")


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
