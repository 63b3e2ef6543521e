"""Advises Graviton, which costs less by the hour, wherever what runs on x86 could run on ARM64."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ....data import tables
from ..item import Item
from ..pricers.fargate import TASK_DEFINITION
from ..pricers.machine import CONFIGURATION, TEMPLATE
from ..prices import Price
from .model import Proposal
from .situation import Adviser, Situation, each

_RISK = "every program and library in it must be built for ARM64: test it under load first"
_DATABASE_RISK = "a change of class is a short failover or an outage; reserved instances of the old class go unused"
_DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
# EKS takes this where nothing is said. https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html
_NODE_TYPE = "t3.medium"
_IMAGES: Mapping[str, str] = {
    "": "AL2023_ARM_64_STANDARD",
    "AL2_x86_64": "AL2_ARM_64",
    "AL2023_x86_64_STANDARD": "AL2023_ARM_64_STANDARD",
    "BOTTLEROCKET_x86_64": "BOTTLEROCKET_ARM_64",
    "BOTTLEROCKET_x86_64_FIPS": "BOTTLEROCKET_ARM_64_FIPS",
}
_AURORA = {"aurora-postgresql": "postgresql", "aurora-mysql": "mysql"}
_RDS = {"postgres": "postgresql", "mysql": "mysql", "mariadb": "mariadb"}


@each("aws:ec2/instance:Instance", TEMPLATE, CONFIGURATION)
def _machines(item: Item, situation: Situation) -> Iterator[Proposal]:
    kind = item.text("instanceType")
    better = _equivalent(item, situation, "ec2", kind, "ec2.{}")
    if better:
        image = "imageId" if item.type != "aws:ec2/instance:Instance" else "ami"
        what = f"set instanceType to {better} in place of {kind}, and {image} to an image for ARM64"
        yield _proposal(item, what, _RISK, {"instanceType": better})


@each("aws:eks/nodeGroup:NodeGroup")
def _node_groups(item: Item, situation: Situation) -> Iterator[Proposal]:
    kinds, image = item.texts("instanceTypes"), _IMAGES.get(item.text("amiType"))
    if not kinds and not item.has("launchTemplate"):
        kinds = [_NODE_TYPE]
    better = [_equivalent(item, situation, "ec2", kind, "ec2.{}") for kind in kinds]
    if image and better and all(better):
        what = f"set instanceTypes to {' and '.join(filter(None, better))}, and amiType to {image}"
        yield _proposal(item, what, _RISK, {"instanceTypes": better, "amiType": image})


@each("aws:rds/instance:Instance")
def _databases(item: Item, situation: Situation) -> Iterator[Proposal]:
    zones = "multi-az" if item.flag("multiAz") else "single-az"
    engine = item.text("engine")
    if engine in _RDS and _runs(item, engine):
        yield from _resized(item, situation, "instanceClass", "rds", f"rds.{_RDS[engine]}.{{}}.{zones}")


@each("aws:rds/clusterInstance:ClusterInstance")
def _aurora(item: Item, situation: Situation) -> Iterator[Proposal]:
    """An instance has the storage of its cluster: which of the two prices it pays is the cluster's to say."""
    cluster = situation.world.target(item, "clusterIdentifier", "aws:rds/cluster:Cluster")
    engine = item.text("engine")
    if cluster is None or engine not in _AURORA:
        return
    optimized = ".io-optimized" if cluster.text("storageType") == "aurora-iopt1" else ""
    if _runs(item if item.has("engineVersion") else cluster, engine):
        key = f"aurora.{_AURORA[engine]}.{{}}{optimized}"
        yield from _resized(item, situation, "instanceClass", "aurora", key)


@each("aws:elasticache/replicationGroup:ReplicationGroup", "aws:elasticache/cluster:Cluster")
def _caches(item: Item, situation: Situation) -> Iterator[Proposal]:
    single = item.type == "aws:elasticache/cluster:Cluster"
    engine = item.text("engine", "" if single else "redis")
    if _runs(item, engine):
        yield from _resized(item, situation, "nodeType", "elasticache", f"elasticache.{engine}.{{}}")


@each("aws:lambda/function:Function")
def _functions(item: Item, situation: Situation) -> Iterator[Proposal]:
    """Lambda@Edge runs on x86 alone. Source: Amazon CloudFront Developer Guide, "Restrictions on Lambda@Edge"."""
    paths = ("defaultCacheBehavior", "orderedCacheBehaviors")
    edge = any(situation.world.referrers(item, _DISTRIBUTION, path) for path in paths)
    if not edge and "arm64" not in item.texts("architectures") and item.text("runtime") not in _x86_runtimes():
        what = 'set architectures to ["arm64"], with code, layers and image for it'
        yield _proposal(item, what, _RISK, {"architectures": ["arm64"]})


@each(TASK_DEFINITION)
def _tasks(item: Item, _situation: Situation) -> Iterator[Proposal]:
    platform = item.section("runtimePlatform")
    linux = platform.text("operatingSystemFamily", "LINUX") == "LINUX"
    if linux and platform.text("cpuArchitecture", "X86_64") == "X86_64" and _on_fargate(item):
        changes = {"runtimePlatform": {"operatingSystemFamily": "LINUX", "cpuArchitecture": "ARM64"}}
        yield _proposal(item, "set runtimePlatform.cpuArchitecture to ARM64, and push images for it", _RISK, changes)


def _on_fargate(definition: Item) -> bool:
    return "FARGATE" in definition.texts("requiresCompatibilities")


def _resized(item: Item, situation: Situation, path: str, service: str, key: str) -> Iterator[Proposal]:
    """Yield that the class at *path*, which has a prefix such as `db.`, had better be another one."""
    prefix, _, kind = item.text(path).partition(".")
    better = _equivalent(item, situation, service, kind, key)
    if better:
        what = f"set {path} to {prefix}.{better} in place of {prefix}.{kind}"
        yield _proposal(item, what, _DATABASE_RISK, {path: f"{prefix}.{better}"})


def _equivalent(item: Item, situation: Situation, service: str, kind: str, key: str) -> str | None:
    """Return the first equivalent of an instance type that is cheaper where the resource is; None where none is."""
    family, _, size = kind.partition(".")
    now = situation.price(item, key.format(kind))
    for other in _equivalents().get((service, family), ()) if now else ():
        price: Price | None = situation.price(item, key.format(f"{other}.{size}"), like=now)
        if price and now and price.usd < now.usd:
            return f"{other}.{size}"
    return None


def _proposal(item: Item, what: str, risk: str, changes: Mapping[str, Any]) -> Proposal:
    return Proposal(id="graviton", item=item, what=what, risk=risk, inputs={item.urn: changes})


def _runs(item: Item, engine: str) -> bool:
    """Return whether Graviton runs the version of an engine; one that is left out is a new one."""
    least = _engines().get(engine)
    if least is None:
        return False
    version = _numbers(item.text("engineVersion"))
    return version >= least[: len(version)]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(digits) for digits in re.findall(r"\d{1,9}", version))


@functools.cache
def _equivalents() -> Mapping[tuple[str, str], tuple[str, ...]]:
    rows = tables.rows("advice_graviton")
    return {(row["service"], row["family"]): tuple(row["equivalents"].split()) for row in rows}


@functools.cache
def _engines() -> Mapping[str, tuple[int, ...]]:
    return {row["engine"]: _numbers(row["least"]) for row in tables.rows("advice_graviton_engines")}


@functools.cache
def _x86_runtimes() -> frozenset[str]:
    return frozenset(row["runtime"] for row in tables.rows("advice_x86_runtimes"))


ADVISERS: tuple[Adviser, ...] = (_machines, _node_groups, _databases, _aurora, _caches, _functions, _tasks)
