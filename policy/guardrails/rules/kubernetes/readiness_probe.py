"""A Service sends requests only to containers that can answer.

Judged are the pods that a Service of the stack selects, and in them the containers that list a port which it targets;
where none does, the first container. Pods that no Service selects need no probe: nobody sends them anything.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

from ...authoring import Controls, Inventory, Item, Level, Node, Severity, StackRule, Verdicts, each
from ...kubernetes import INIT, MAIN, SERVERS, Container, each_container, has_probe, pod_metadata
from ...selectors import BySelector, has_all, same_namespace

_SERVICE = "kubernetes:core/v1:Service"


def _check(stack: Inventory) -> Verdicts:
    services = functools.cache(lambda: BySelector(stack.of(_SERVICE), "spec.selector"))
    for workload in stack.of(*sorted(SERVERS)):
        yield from each_container(workload, functools.partial(_judge, services, workload), (MAIN, INIT))


def _judge(services: Callable[[], BySelector], workload: Item, container: Container) -> Verdicts:
    if not has_probe(container, "readinessProbe") and container.runs_on():
        yield from each(services().candidates(workload), functools.partial(_sent_to, workload, container))


def _sent_to(workload: Item, container: Container, service: Item) -> Verdicts:
    if _selects(service, workload) and _targets(service, container):
        probe = container["readinessProbe"]
        yield probe.problem(f"must ask something, because the Service {service.name} sends requests to the container")


def _selects(service: Item, workload: Item) -> bool:
    selector = service.at("spec.selector")
    if not selector.fields():
        return False
    return same_namespace(service, workload) and has_all(selector, pod_metadata(workload)["labels"])


def _targets(service: Item, container: Container) -> bool:
    pod = container.pod
    containers = [Container(node, pod, kind) for kind in (MAIN, INIT) for node in pod[kind].items()]
    wanted = {_target(port) for port in service.at("spec.ports").items()}
    listed = [one for one in containers if not wanted.isdisjoint(_ports(one.node)) and one.runs_on()]
    return container.node.path in {one.node.path for one in listed or containers[:1]}


def _target(port: Node) -> str:
    return port["targetPort"].text() or port["port"].text()


def _ports(container: Node) -> set[str]:
    listed = container["ports"].items()
    return {port[key].text() for port in listed for key in ("containerPort", "name")} - {""}


k8s_readiness_probe = StackRule(
    id="k8s-readiness-probe",
    promise="A Service sends requests only to containers that say when they can answer.",
    fix="Give the container a readiness_probe, for instance an http_get of the path that says it is ready.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    levels={"ephemeral": Level.DISABLED},
    controls=Controls(checkov=("CKV_K8S_9",)),
    looks_at=SERVERS,
    check=_check,
)
