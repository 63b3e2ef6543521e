"""A container that hangs is noticed."""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts
from ...kubernetes import INIT, MAIN, SERVERS, Container, each_container, has_probe

_RUNS_TO_ITS_END = ("Never", "OnFailure")


def _check(workload: Item) -> Verdicts:
    yield from each_container(workload, _judge, lists=(MAIN, INIT))


def _judge(container: Container) -> Verdicts:
    if has_probe(container, "livenessProbe") or not container.runs_on():
        return
    if container.pod["restartPolicy"].value() not in _RUNS_TO_ITS_END:
        yield container["livenessProbe"].problem("must ask something: httpGet, tcpSocket, grpc or exec")


k8s_liveness_probe = Rule(
    id="k8s-liveness-probe",
    promise="A long-running container that hangs is noticed and started again.",
    fix="Give each container a liveness_probe that fails only where a restart helps, never because of a dependency.",
    severity=Severity.LOW,
    level=Level.ADVISORY,
    levels={"development": Level.DISABLED, "ephemeral": Level.DISABLED},
    controls=Controls(checkov=("CKV_K8S_8",)),
    looks_at=SERVERS,
    check=_check,
)
