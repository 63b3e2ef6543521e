"""What nobody has looked into is named: components of other processes, Helm releases, dynamic resources.

On the engine a policy sees the children of a component, and this rule finds nothing; offline they are not made. What
the team has looked into some other way is the parameter `reviewed`.
"""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

from ...authoring import Controls, Item, Level, Parameter, Rule, Severity, Verdicts

_HELM = "kubernetes:helm.sh/"


def _looks_at(item: Item) -> bool:
    return bool(item.opaque)


def _check(item: Item, parameters: Mapping[str, Any]) -> Verdicts:
    reviewed = parameters["reviewed"]
    if any(fnmatchcase(item.type, pattern) for pattern in reviewed):
        return
    if reviewed and item.type.startswith(_HELM):
        chart = item["chart"].text()
        if any(fnmatchcase(chart, pattern) for pattern in reviewed):
            return
    yield item.says(f"what this makes was not judged: {item.opaque}")


remote_component_opaque = Rule(
    id="remote-component-opaque",
    promise="Everything that the stack makes was judged, or reviewed otherwise.",
    fix="Judge it on the engine (`pulumi preview --policy-pack`), or name its type or chart in the rule's parameter"
    " `reviewed`.",
    severity=Severity.LOW,
    level=Level.ADVISORY,
    controls=Controls(),
    parameters={
        "reviewed": Parameter(
            says="Types and Helm charts whose insides were reviewed; `*` is any text.",
            default=[],
            schema={"type": "array", "items": {"type": "string", "minLength": 1}},
        )
    },
    looks_at=_looks_at,
    check=_check,
)
