"""A deployment that fails ends by itself, and the version before it comes back."""

from __future__ import annotations

from ...authoring import Item, Level, Rule, Severity, Verdict, Verdicts, must_be
from ...task_definitions import SERVICE


def _check(service: Item) -> Verdicts:
    """Yield what is missing. Deployments that CodeDeploy or somebody else controls have no such switch."""
    breaker = service["deploymentCircuitBreaker"]
    verdicts: list[Verdict] = []
    if breaker.absent:
        verdicts += [breaker.problem("must be set")]
    else:
        verdicts += [*must_be(breaker["enable"], True), *must_be(breaker["rollback"], True)]
    if verdicts and service.at("deploymentController.type").value() == "ECS":
        yield from verdicts


ecs_service_circuit_breaker = Rule(
    id="ecs-service-circuit-breaker",
    promise="Services that ECS deploys roll back a deployment that fails.",
    fix="Set deployment_circuit_breaker={'enable': True, 'rollback': True}.",
    severity=Severity.LOW,
    level=Level.ADVISORY,
    looks_at=frozenset({SERVICE}),
    check=_check,
)
