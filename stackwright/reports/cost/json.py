"""What stacks cost, as JSON: amounts are text, so that no reader makes them inexact."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TextIO

from ...checks.cost.advice.model import Advice
from ...checks.cost.difference import Change, Difference
from ...checks.cost.estimate import Charge, Estimate
from ...checks.cost.gates import Gate
from ...checks.cost.grouping import Group, groups
from ...checks.cost.money import Range
from ...checks.cost.report import CostReport
from .wording import FIXED


def write(reports: Sequence[CostReport], out: TextIO, *, by: str = "component") -> None:
    """Write one object for one stack; for several one with a list of them, `stacks`, and their sum, `monthlyUsd`."""
    tables = [
        {"project": one.estimate.project, "stack": one.estimate.stack, "cost": document(one, by=by)} for one in reports
    ]
    whole = {"stacks": tables, "monthlyUsd": _range(Range.total(one.estimate.usd for one in reports))}
    json.dump(tables[0] if len(tables) == 1 else whole, out, indent=2, ensure_ascii=False)
    out.write("\n")


def document(report: CostReport, *, by: str = "component") -> dict[str, Any]:
    """Return what is said of one stack's cost."""
    found = report.estimate
    oldest, newest = found.dates
    return {
        "currency": found.currency.code,
        "usdRate": f"{found.currency.usd_rate:f}",
        "region": found.region,
        "profile": found.profile,
        "monthly": _range(found.total()),
        "monthlyUsd": _range(found.usd),
        "yearly": _range(found.yearly),
        "hourly": _range(found.hourly),
        "fixedMonthly": _range(found.total(*FIXED)),
        "usageMonthly": _range(found.total("usage")),
        "savedBySchedules": _range(report.scheduled) if report.scheduled else None,
        "by": by,
        "groups": [_group(one) for one in groups(found, by)],
        "lines": [_line(one) for one in found.charges],
        "notPriced": [{"urn": one.urn, "type": one.type, "what": one.what, "why": one.why} for one in found.unpriced],
        "free": dict(found.free),
        "change": _difference(report.change) if report.change else None,
        "missing": report.missing,
        "gates": [_gate(one) for one in report.gates],
        "advice": [_advice(one) for one in report.advice],
        "prices": {"oldest": oldest, "newest": newest, "elsewhere": _elsewhere(found)},
        "notes": list(found.notes),
    }


def _range(amounts: Range) -> dict[str, str]:
    return dict(zip(("low", "expected", "high"), (f"{end:f}" for end in amounts.ends), strict=True))


def _group(group: Group) -> dict[str, Any]:
    return {
        "name": group.name,
        "type": group.type,
        "monthly": _range(group.total()),
        "monthlyUsd": _range(group.usd),
        "lines": len(group.charges),
    }


def _line(charge: Charge) -> dict[str, Any]:
    line, price = charge.line, charge.line.price
    return {
        "urn": line.urn,
        "type": line.type,
        "region": line.region,
        "component": charge.component,
        "componentType": charge.component_type,
        "service": line.service,
        "label": line.label,
        "kind": line.kind,
        "quantity": None if line.secret else _range(line.quantity),
        "unit": price.unit,
        "assumption": line.assumption,
        "factor": _range(line.factor),
        "price": {
            "key": price.key,
            "usd": f"{price.usd:f}",
            "per": f"{price.per:f}",
            "tiers": [[f"{start:f}", f"{usd:f}"] for start, usd in price.tiers],
            "region": price.region,
            "source": price.source,
            "asOf": price.as_of,
        },
        "monthly": _range(charge.amounts),
        "monthlyUsd": _range(charge.usd),
    }


def _difference(change: Difference) -> dict[str, Any]:
    return {
        "baseline": change.baseline,
        "baselineId": change.baseline_id,
        "amountUsd": f"{change.usd:f}",
        "total": _change(change.total),
        "components": [_change(one) for one in change.components],
        "lines": [{**_change(one), "label": one.label} for one in change.lines],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "name": change.name,
        "type": change.type,
        "before": _range(change.before),
        "after": _range(change.after),
        "amount": f"{change.amount:f}",
        "percent": None if change.percent is None else f"{change.percent:f}",
    }


def _gate(gate: Gate) -> dict[str, Any]:
    return {"name": gate.name, "status": gate.status, "message": gate.message, "fix": list(gate.fix)}


def _advice(advice: Advice) -> dict[str, Any]:
    return {
        "id": advice.id,
        "resource": advice.resource,
        "urn": advice.urn,
        "what": advice.what,
        "saving": _range(advice.saving),
        "risk": advice.risk,
    }


def _elsewhere(found: Estimate) -> list[dict[str, Any]]:
    return [
        {"region": asked, "priceOf": answered, "lines": lines}
        for (asked, answered), lines in sorted(found.elsewhere.items())
    ]
