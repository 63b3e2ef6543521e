"""No secret stands in a pod's manifest as an environment variable."""

from __future__ import annotations

from ...authoring import Item, Level, Node, Rule, Severity, Verdicts, each
from ...kubernetes import PATCHES, WORKLOADS, Container, each_container, label
from ...secretlike import why_secret


def _check(workload: Item) -> Verdicts:
    yield from each_container(workload, _judge)


def _judge(container: Container) -> Verdicts:
    yield from each(container["env"].items(), _harmless)


def _harmless(variable: Node) -> Verdicts:
    value = variable["value"]
    if value.absent:
        return
    why = why_secret(variable["name"].text(), value.text())
    if why:
        name = variable["name"].shown
        yield value.says(
            f"{value.path} must not be written here: {name} looks like a secret, {why}", mark=label(variable)
        )


k8s_no_secret_env = Rule(
    id="k8s-no-secret-env",
    promise="No environment variable of a container has a secret written into the manifest.",
    fix="Keep it in a Secret, best one that an operator fills from AWS Secrets Manager, and mount it as a file or name"
    " it in value_from.secret_key_ref.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    looks_at=WORKLOADS | PATCHES,
    check=_check,
)
