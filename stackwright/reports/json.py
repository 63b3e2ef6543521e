"""The stack, and what policy packs found in it, as one JSON object. Secrets are the string `[secret]`."""

from __future__ import annotations

import functools
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TextIO

from ..model import LookUp, Options, Resource, Source, Stack, redact
from .indented import pieces

if TYPE_CHECKING:
    from ..checks.cost.report import CostReport
    from ..checks.findings import Finding, PackReport, PolicyReport, Waiver


def write(stack: Stack, out: TextIO, policy: PolicyReport | None = None, cost: CostReport | None = None) -> None:
    """Write *stack*, *policy* and *cost* to *out*, keys in a fixed order, with a newline at the end."""
    # Resource by resource: the text of a large stack is many times the size of what it says.
    out.writelines(pieces(_table(stack, map(_resource, stack.resources), policy, cost)))
    out.write("\n")


def document(stack: Stack, policy: PolicyReport | None = None, cost: CostReport | None = None) -> dict[str, Any]:
    """Return the object that `write` writes."""
    return _table(stack, [_resource(resource) for resource in stack.resources], policy, cost)


def _table(stack: Stack, resources: Any, policy: PolicyReport | None, cost: CostReport | None) -> dict[str, Any]:
    return {
        "project": stack.project,
        "stack": stack.name,
        "region": stack.region,
        "deployed": stack.deployed,
        "resources": resources,
        "outputs": redact(stack.outputs),
        "lookUps": [_look_up(look_up) for look_up in stack.look_ups],
        "notes": stack.notes,
        **({"policy": _policy(policy)} if policy and policy.packs else {}),
        **({"cost": _cost(cost)} if cost else {}),
        "seconds": round(stack.seconds, 3),
    }


def _resource(resource: Resource) -> dict[str, Any]:
    return {
        "urn": resource.urn,
        "type": resource.type,
        "name": resource.name,
        "parent": resource.parent,
        "provider": resource.provider,
        "custom": resource.custom,
        "id": resource.id,
        "read": resource.read,
        "remote": resource.remote,
        "opaque": resource.opaque,
        "inputs": redact(resource.inputs),
        "outputs": redact(resource.outputs),
        "dependencies": list(resource.dependencies),
        "propertyDependencies": {key: list(urns) for key, urns in resource.property_dependencies.items()},
        "options": _options(resource.options),
        "source": _source(resource.source),
    }


def _source(source: Source | None) -> dict[str, Any] | None:
    return {"file": source.file, "line": source.line} if source else None


def _look_up(look_up: LookUp) -> dict[str, Any]:
    return {
        "token": look_up.token,
        "args": redact(dict(look_up.args)),
        "region": look_up.region,
        "origin": look_up.origin,
        "opaque": look_up.opaque,
    }


@functools.cache
def _options(options: Options) -> dict[str, Any]:
    """Return the options that differ from their defaults, in camelCase."""
    found = {field.name: getattr(options, field.name) for field in fields(options)}
    return {_camel(key): list(v) if isinstance(v, tuple) else v for key, v in found.items() if v}


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def _cost(cost: CostReport) -> dict[str, Any]:
    from .cost.json import document as cost_document

    return cost_document(cost)


def _policy(policy: PolicyReport) -> dict[str, Any]:
    return {
        "packs": [_pack(pack) for pack in policy.packs],
        "counts": policy.counts(),
        "findings": [_finding(finding) for finding in policy.findings],
    }


def _pack(pack: PackReport) -> dict[str, Any]:
    return {
        "name": pack.name,
        "folder": pack.folder,
        "version": pack.version,
        "rules": pack.rules,
        "seconds": round(pack.seconds, 3),
        "notes": list(pack.notes),
        "remediations": [
            {"rule": made.rule, "urn": made.urn, "path": made.path, "message": made.message}
            for made in pack.remediations
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "pack": finding.pack,
        "rule": finding.rule,
        "level": finding.level,
        "severity": finding.severity,
        "status": finding.status,
        "urn": finding.urn,
        "path": finding.path,
        "message": finding.message,
        "fix": finding.fix,
        "promise": finding.promise,
        "fingerprint": finding.fingerprint,
        "controls": {framework: list(ids) for framework, ids in finding.controls.items()},
        "source": _source(finding.source),
        "waiver": _waiver(finding.waiver) if finding.waiver else None,
    }


def _waiver(waiver: Waiver) -> dict[str, Any]:
    return {
        "reason": waiver.reason,
        "owner": waiver.owner,
        "ticket": waiver.ticket,
        "expires": waiver.expires,
        "daysLeft": waiver.days_left,
    }
