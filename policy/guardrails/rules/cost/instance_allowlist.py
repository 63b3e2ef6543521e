"""Instances are of families and sizes that the environment was meant to pay for.

A type that is left out is taken from a launch template, from the source of a replica, or is a small default: exempt. An
Auto Scaling group of mixed instances names types of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...authoring import (
    Controls,
    Item,
    Level,
    Node,
    Parameter,
    Rule,
    Severity,
    Verdicts,
    each,
    must_be_at_most,
)
from ...instance_sizes import too_big
from ...instances import STARTERS

_NODE_GROUP = "aws:eks/nodeGroup:NodeGroup"
_GROUP = "aws:autoscaling/group:Group"
_TYPES: Mapping[str, str] = {
    **dict.fromkeys(STARTERS, "instanceType"),
    "aws:docdb/clusterInstance:ClusterInstance": "instanceClass",
    _NODE_GROUP: "instanceTypes",
    "aws:elasticache/cluster:Cluster": "nodeType",
    "aws:elasticache/replicationGroup:ReplicationGroup": "nodeType",
    "aws:neptune/clusterInstance:ClusterInstance": "instanceClass",
    "aws:rds/clusterInstance:ClusterInstance": "instanceClass",
    "aws:rds/instance:Instance": "instanceClass",
}
_SIZE = r"^(nano|micro|small|medium|large|\d*xlarge)$"


def _check(item: Item, parameters: Mapping[str, Any]) -> Verdicts:
    if item.type == _GROUP:
        overrides = item.at("mixedInstancesPolicy.launchTemplate.overrides").items()
        yield from each(overrides, lambda override: _judge(override["instanceType"], parameters))
        return
    yield from each(item[_TYPES[item.type]].items(), lambda name: _judge(name, parameters))
    if item.type == _NODE_GROUP and not item.at("scalingConfig.maxSize").absent:
        yield from must_be_at_most(item.at("scalingConfig.maxSize"), parameters["maxNodes"])


def _judge(name: Node, parameters: Mapping[str, Any]) -> Verdicts:
    wrong = "" if name.absent else too_big(name.text(), parameters["families"], parameters["largest"])
    if wrong:
        yield name.problem(wrong)


cost_instance_allowlist = Rule(
    id="cost-instance-allowlist",
    promise="Instances are of the families and sizes that were agreed on.",
    fix="Take a smaller or a more common instance type, or widen the rule's parameters `families`, `largest` and"
    " `maxNodes`.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    controls=Controls(),
    parameters={
        "families": Parameter(
            says="Families of instance types, without db. and cache.; `*` is any text, `[5-9]` one of these.",
            default=["t[2-9]*", "m[5-9]*", "c[5-9]*", "r[5-9]*"],
            schema={"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1},
        ),
        "largest": Parameter(
            says="Largest size.",
            default="8xlarge",
            by_profile={"development": "xlarge", "ephemeral": "xlarge"},
            schema={"type": "string", "pattern": _SIZE},
        ),
        "maxNodes": Parameter(
            says="Most nodes that a node group may grow to.",
            default=30,
            by_profile={"development": 6, "ephemeral": 6},
            schema={"type": "integer", "minimum": 1},
        ),
    },
    looks_at=frozenset({*_TYPES, _GROUP}),
    check=_check,
)
