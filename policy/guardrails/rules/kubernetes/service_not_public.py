"""A Service is not open to the whole internet.

The AWS Load Balancer Controller and EKS Auto Mode build an internal load balancer unless they are told otherwise, the
older controller in Kubernetes a public one.
Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/.
"""

from __future__ import annotations

import functools
from ipaddress import ip_network

from ...authoring import Item, Level, Node, Rule, Severity, Verdicts, each
from ...kubernetes import word
from ...security_groups import is_the_internet
from ...tables import rows

_PREFIX = "service.beta.kubernetes.io"
_INTERNAL_BY_DEFAULT = ("service.k8s.aws/nlb", "eks.amazonaws.com/nlb")


def _check(service: Item) -> Verdicts:
    spec, annotations = service["spec"], service.at("metadata.annotations")
    if spec["type"].value() != "LoadBalancer" or _is_internal(spec, annotations):
        return
    sources = spec["loadBalancerSourceRanges"]
    ranges = sources.items()
    written = annotations[f"{_PREFIX}/load-balancer-source-ranges"]
    if ranges:
        yield from each(ranges, _narrow)
    elif not written.absent:
        yield from _narrow(written)
    else:
        yield sources.says("spec.type is LoadBalancer, neither internal nor limited by spec.loadBalancerSourceRanges")


def _narrow(ranges: Node) -> Verdicts:
    """Yield a problem unless each of the ranges, joined by commas, is one and not the internet."""
    for text in ranges.text().split(","):
        try:
            narrow = not is_the_internet(ip_network(text.strip(), strict=False))
        except ValueError:
            narrow = False
        if not narrow:
            yield ranges.problem("must be ranges of addresses that are not the whole internet", mark=word(ranges))
            return


def _is_internal(spec: Node, annotations: Node) -> bool:
    scheme = annotations[f"{_PREFIX}/aws-load-balancer-scheme"].value()
    if scheme is not None:
        return bool(scheme == "internal")
    if annotations[f"{_PREFIX}/aws-load-balancer-internal"].value() == "false":
        return False
    if any(annotations[name].value() == value for name, value in _internal()):
        return True
    if spec["loadBalancerClass"].value() in _INTERNAL_BY_DEFAULT:
        return True
    return annotations[f"{_PREFIX}/aws-load-balancer-type"].value() in ("external", "nlb-ip")


@functools.cache
def _internal() -> tuple[tuple[str, str], ...]:
    return tuple((row["annotation"], row["value"]) for row in rows("kubernetes_internal_services"))


k8s_service_not_public = Rule(
    id="k8s-service-not-public",
    promise="No Service is open to the whole internet.",
    fix="Set the annotation service.beta.kubernetes.io/aws-load-balancer-scheme to internal, or list who may come in"
    " load_balancer_source_ranges; publish web services by an Ingress.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    looks_at=frozenset({"kubernetes:core/v1:Service"}),
    check=_check,
)
