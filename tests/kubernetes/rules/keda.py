"""ScaledObjects and their authentication: what KEDA's webhook and its scalers refuse, KEDA 2.20.

Of the scalers only those that are used are known: another type of trigger is a problem until its fields are listed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

from ..manifests import Manifest
from ..quantities import quantity
from ..schedules import schedule_problem

_OWN = ("cpu", "memory")
_LABEL = 63
# In a formula: a name that is not called as a function, and the words that are part of the language.
_WORD = re.compile(r"\b[A-Za-z_]\w*\b(?!\s*\()")
_KEYWORDS = {"and", "false", "in", "let", "nil", "not", "or", "true"}
_SHORT_PERIODS = (1, 5, 10, 30, 60)


@dataclass(frozen=True)
class _Scaler:
    required: frozenset[str]
    optional: frozenset[str]


def _scaler(required: str, optional: str = "") -> _Scaler:
    return _Scaler(frozenset(required.split()), frozenset(optional.split()))


_AWS = "awsEndpoint identityOwner"
_SCALERS = {
    "aws-cloudwatch": _scaler(
        "targetMetricValue minMetricValue awsRegion",
        "namespace metricName dimensionName dimensionValue expression activationTargetMetricValue ignoreNullValues "
        f"metricCollectionTime metricStat metricUnit metricStatPeriod metricEndTimeOffset awsAccountId {_AWS}",
    ),
    "aws-sqs-queue": _scaler(
        "queueURL awsRegion", f"queueLength activationQueueLength scaleOnInFlight scaleOnDelayed {_AWS}"
    ),
    "cpu": _scaler("value", "containerName"),
    "cron": _scaler("start end timezone desiredReplicas"),
    "memory": _scaler("value", "containerName"),
}


def _scaled(scaled: Manifest) -> Iterator[str]:
    spec, name = scaled["spec"], scaled["metadata"]["name"]
    fewest, most = spec.get("minReplicaCount", 0), spec.get("maxReplicaCount", 100)
    if fewest > most:
        yield f"spec.minReplicaCount: {fewest} is more than maxReplicaCount ({most})"
    if "idleReplicaCount" in spec and spec["idleReplicaCount"] >= fewest:
        yield f"spec.idleReplicaCount: must be below minReplicaCount ({fewest})"
    autoscaler = spec.get("advanced", {}).get("horizontalPodAutoscalerConfig", {}).get("name", f"keda-hpa-{name}")
    if max(len(name), len(autoscaler)) > _LABEL:
        yield f"metadata.name: {autoscaler} is too long for the autoscaler that KEDA makes, at most {_LABEL}"
    types = {trigger["type"] for trigger in spec["triggers"]}
    if types <= set(_OWN) and fewest == 0:
        yield "spec.minReplicaCount: must be at least 1, as CPU and memory alone never scale from zero"
    if "fallback" in spec and types <= set(_OWN) and not spec.get("advanced", {}).get("scalingModifiers"):
        yield "spec.fallback: needs a trigger other than CPU and memory"
    yield from _modifiers(spec)
    for trigger_name, count in Counter(t["name"] for t in spec["triggers"] if "name" in t).items():
        if count > 1:
            yield f"spec.triggers: {trigger_name} names more than one"
    for number, trigger in enumerate(spec["triggers"]):
        yield from (f"spec.triggers.{number}: {sentence}" for sentence in _trigger(trigger))


def _modifiers(spec: dict[str, Any]) -> Iterator[str]:
    modifiers = spec.get("advanced", {}).get("scalingModifiers", {})
    formula, target = modifiers.get("formula"), modifiers.get("target", "")
    if modifiers and not formula:
        yield "spec.advanced.scalingModifiers: needs a formula"
    if formula:
        if not _is_above_zero(target):
            yield f"spec.advanced.scalingModifiers.target: must be a number above 0, got {target!r}"
        counted = [trigger for trigger in spec["triggers"] if trigger["type"] not in _OWN]
        if any("name" not in trigger for trigger in counted):
            yield "spec.triggers: each but CPU and memory needs a name where there is a formula"
        known = {trigger.get("name") for trigger in counted}
        for word in sorted(set(_WORD.findall(formula)) - known - _KEYWORDS):
            yield f"spec.advanced.scalingModifiers.formula: {word} is no trigger other than CPU and memory"
    if spec.get("fallback", {}).get("behavior") == "scalingModifiers" and not formula:
        yield "spec.fallback.behavior: scalingModifiers needs a formula"


def _is_above_zero(text: str) -> bool:
    try:
        return float(text) > 0
    except ValueError:
        return False


def _trigger(trigger: dict[str, Any]) -> Iterator[str]:
    type_, metadata = trigger["type"], trigger["metadata"]
    if trigger.get("useCachedMetrics") and type_ in (*_OWN, "cron"):
        yield f"useCachedMetrics is not for {type_}"
    if type_ not in _SCALERS:
        yield f"{type_} is no type that is known here"
        return
    scaler, given = _SCALERS[type_], set(metadata)
    yield from (f"metadata has no {key}" for key in sorted(scaler.required - given))
    yield from (
        f"metadata has {key}, which {type_} does not know" for key in sorted(given - scaler.required - scaler.optional)
    )
    if scaler.required <= given:
        yield from _DETAILS[type_](trigger)


def _resource(trigger: dict[str, Any]) -> Iterator[str]:
    kind, value = trigger.get("metricType"), trigger["metadata"]["value"]
    if kind not in ("Utilization", "AverageValue"):
        yield "metricType must be Utilization or AverageValue"
    if kind == "Utilization" and not value.isdecimal():
        yield f"value must be a whole percentage, got {value!r}"
    if kind == "AverageValue" and quantity(value) is None:
        yield f"value must be a quantity, got {value!r}"


def _external(trigger: dict[str, Any]) -> Iterator[str]:
    if trigger.get("metricType") == "Utilization":
        yield "metricType Utilization is for cpu and memory only"


def _cron(trigger: dict[str, Any]) -> Iterator[str]:
    metadata = trigger["metadata"]
    yield from _external(trigger)
    for key in ("start", "end"):
        if problem := schedule_problem(metadata[key]):
            yield f"{key} {problem}"
    if metadata["start"] == metadata["end"]:
        yield "start and end must not be the same"
    if metadata["timezone"] not in available_timezones():
        yield f"timezone {metadata['timezone']!r} is none"
    if not metadata["desiredReplicas"].isdecimal() or int(metadata["desiredReplicas"]) == 0:
        yield "desiredReplicas must be a whole number above 0"


def _cloudwatch(trigger: dict[str, Any]) -> Iterator[str]:
    metadata = trigger["metadata"]
    yield from _external(trigger)
    if not metadata.get("expression"):
        missing = [
            key for key in ("namespace", "metricName", "dimensionName", "dimensionValue") if not metadata.get(key)
        ]
        yield from (f"metadata has no {key}, and no expression" for key in missing)
        if not missing and metadata["dimensionName"].count(";") != metadata["dimensionValue"].count(";"):
            yield "dimensionName and dimensionValue must be as many"
    yield from _numbers(metadata, ("targetMetricValue", "minMetricValue", "activationTargetMetricValue"))
    period, collected = (int(metadata.get(key, 300)) for key in ("metricStatPeriod", "metricCollectionTime"))
    if period not in _SHORT_PERIODS and (period < 60 or period % 60):
        yield f"metricStatPeriod must be 1, 5, 10, 30 or a multiple of 60, got {period}"
    elif collected < 0 or collected % period:
        yield f"metricCollectionTime must be a multiple of metricStatPeriod ({period}), got {collected}"


def _queue(trigger: dict[str, Any]) -> Iterator[str]:
    yield from _external(trigger)
    yield from _numbers(trigger["metadata"], ("queueLength", "activationQueueLength"))


def _numbers(metadata: dict[str, str], keys: tuple[str, ...]) -> Iterator[str]:
    for key in keys:
        try:
            float(metadata.get(key, "0"))
        except ValueError:
            yield f"{key} must be a number, got {metadata[key]!r}"


_DETAILS = {
    "aws-cloudwatch": _cloudwatch,
    "aws-sqs-queue": _queue,
    "cpu": _resource,
    "cron": _cron,
    "memory": _resource,
}


def _authentication(authentication: Manifest) -> Iterator[str]:
    identity = authentication["spec"].get("podIdentity", {})
    if identity.get("provider") == "aws":
        if identity.get("roleArn") and identity.get("identityOwner") == "workload":
            yield "spec.podIdentity.roleArn: is only for identityOwner keda"
        if identity.get("externalID") and not identity.get("roleArn"):
            yield "spec.podIdentity.externalID: needs roleArn"
    if not authentication["spec"]:
        yield "spec: says nothing"


RULES = {
    "ScaledObject": (_scaled,),
    "TriggerAuthentication": (_authentication,),
    "ClusterTriggerAuthentication": (_authentication,),
}
