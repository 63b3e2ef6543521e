"""A stack on EKS says who administers the cluster, and each service runs in one namespace."""

from __future__ import annotations

import math
from collections.abc import Iterator

from components.eks.addon_versions import addon_versions
from components.kubernetes.placement import NODES_OF_CHOICES

from ..checks import nearest
from ..declaration import Declaration
from ..document import Document
from ..eks import EksSettings
from ..needs import needs_of
from ..problem import Path, Problem

_AT: Path = ("eks",)
RESERVED = (
    "airbyte",
    "amazon-cloudwatch",
    "cert-manager",
    "default",
    "external-dns",
    "external-secrets",
    "keda",
    "monitoring",
    "opentelemetry",
    "opentelemetry-operator-system",
    "retool",
    "temporal",
)
"""Namespaces that controllers have; those that start with `kube-` are the cluster's own."""

# An update starts a quarter more pods before the old ones go.
_UPDATE = 1.25
_ADMINISTRATORS = "for instance {administrators: {deploy: arn:aws:iam::123456789012:role/deploy}}"


def problems(settings: Declaration, _: Document) -> Iterator[Problem]:
    """Yield what contradicts itself."""
    about = (_AT, ("compute",))
    if settings.eks is None:
        if settings.compute == "eks":
            rule = "is required where compute is eks: it says who may do everything in the cluster"
            yield Problem(path=_AT, rule=rule, fix=f"add it, {_ADMINISTRATORS}", about=about)
        return
    if not settings.eks.administrators:
        path = (*_AT, "administrators")
        yield Problem(path=path, rule="names nobody", fix="add the role that deploys", about=(path,))
    yield from _from_zero(settings)
    yield from _principals(settings.eks)
    yield from _namespaces(settings, settings.eks)
    yield from _quotas(settings, settings.eks)
    yield from _nodes(settings, settings.eks)
    yield from _choices(settings, settings.eks)
    yield from _pins(settings.eks)
    if settings.compute == "eks" and settings.network.nat == "none":
        path = ("network", "nat")
        rule = "leaves nodes without a way out, and images of the platform's controllers come from public registries"
        yield Problem(path=path, rule=rule, fix="write single or per_zone", about=(path, ("compute",)))


def _from_zero(settings: Declaration) -> Iterator[Problem]:
    """Yield services that nothing would ever start: processors of no pod cannot be busy."""
    for name, service in settings.services.items() if settings.compute == "eks" else ():
        scale = service.scale
        sleeps = scale.min == 0 or any(entry.min == 0 < entry.max for entry in scale.schedules.values())
        if sleeps and scale.requests_per_target is None:
            path = ("services", name, "scale", "min")
            rule = "of 0 needs something that starts the first pod on eks, and CPU and memory of no pod cannot be busy"
            fix = "add scale.requestsPerTarget to a service with a route, or write 1"
            yield Problem(path=path, rule=rule, fix=fix, about=(path, ("compute",)), show=False)


def _principals(eks: EksSettings) -> Iterator[Problem]:
    """Yield roles that are named twice: a cluster takes one access entry of each."""
    seen: dict[str, str] = {}
    for section, roles in (("administrators", eks.administrators), ("teams", eks.teams)):
        for name, role in roles.items():
            if role in seen:
                path = (*_AT, section, name)
                rule = f"is the role of {seen[role]} too, and EKS lets a role in once"
                yield Problem(path=path, rule=rule, fix="remove one, or give it a role of its own", about=(path,))
            seen.setdefault(role, f"{section}.{name}")


def _namespaces(settings: Declaration, eks: EksSettings) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for name, namespace in eks.namespaces.items():
        at = (*_AT, "namespaces", name)
        if name in RESERVED or name.startswith("kube-"):
            yield Problem(path=at, rule="belongs to the cluster or its controllers", fix="rename it", about=(at,))
        for position, service in enumerate(namespace.services):
            path = (*at, "services", position)
            if service not in settings.services:
                fix = nearest(service, settings.services) if settings.services else "remove it"
                yield Problem(path=path, rule="is not the name of a service", fix=fix, about=(path, ("services",)))
            elif service in seen:
                rule = f"is in namespace {seen[service]} too"
                yield Problem(path=path, rule=rule, fix="remove one of the two", about=(path,))
            seen.setdefault(service, name)
        for team in namespace.access:
            if team not in eks.teams:
                path = (*at, "access", team)
                fix = nearest(team, eks.teams) if eks.teams else "add it below eks.teams"
                yield Problem(path=path, rule="is not the name of a team", fix=fix, about=(path, (*_AT, "teams")))


def _quotas(settings: Declaration, eks: EksSettings) -> Iterator[Problem]:
    """Yield quotas that are too small for the services that have them, which would only be seen at their busiest."""
    for name, namespace in eks.namespaces.items():
        needed = needs_of(settings.services[service] for service in namespace.services if service in settings.services)
        for key, given, least in (
            ("cpu", namespace.quota.cpu, needed.cpu),
            ("memoryGib", namespace.quota.memory_gib, needed.memory_gib),
            ("pods", namespace.quota.pods, needed.pods),
        ):
            room = math.ceil(least * _UPDATE)
            if given is not None and given < room:
                path = (*_AT, "namespaces", name, "quota", key)
                rule = f"must be at least {room}, what its services come to at their most, while one is updated"
                yield Problem(path=path, rule=rule, fix="raise it, or leave it out", about=(path, ("services",)))


def _nodes(settings: Declaration, eks: EksSettings) -> Iterator[Problem]:
    """Yield limits of nodes that contradict each other, or leave services without a node at their busiest."""
    nodes = (*_AT, "systemNodes")
    if eks.system_nodes.max < eks.system_nodes.min:
        path = (*nodes, "max")
        rule = f"must be at least {eks.system_nodes.min}, as min is"
        yield Problem(path=path, rule=rule, fix="raise it", about=(path, (*nodes, "min")))
    if (eks.open_telemetry or eks.prometheus == "in-cluster") and eks.system_nodes.min < NODES_OF_CHOICES:
        path = (*nodes, "min")
        rule = f"must be {NODES_OF_CHOICES} or more with openTelemetry, or with prometheus in the cluster"
        yield Problem(path=path, rule=rule, fix=f"write {NODES_OF_CHOICES}", about=(path, _AT))
    # Those on spare capacity have as much again, and go elsewhere where there is none.
    needed = needs_of(service for service in settings.services.values() if not service.spot).cpu
    if eks.cpu_limit < needed:
        path = (*_AT, "cpuLimit")
        rule = f"must be at least {needed}, what services that are not on spot come to at their most"
        yield Problem(path=path, rule=rule, fix=f"write {needed}", about=(path, ("services",)))


def _choices(settings: Declaration, eks: EksSettings) -> Iterator[Problem]:
    if eks.tools and settings.profile != "production":
        path = (*_AT, "tools")
        rule = f"is for the profile production only, and this one is {settings.profile}"
        yield Problem(path=path, rule=rule, fix="leave it out", about=(path, ("profile",)))
    for name, tool in eks.tools.items():
        if not tool.emails and not settings.alerts.emails():
            path = (*_AT, "tools", name, "emails")
            rule = "is needed, as alerts.P3 has no e-mail address that could be told of the budget"
            yield Problem(path=path, rule=rule, fix="add one", about=(path, ("alerts", "P3")))
    if eks.external_dns and settings.domain is None:
        path = (*_AT, "externalDns")
        rule = "needs a domain to make names below, and the stack has none"
        yield Problem(path=path, rule=rule, fix="add domain, or leave it out", about=(path, ("domain",)))
    if eks.grafana and eks.prometheus == "none":
        path = (*_AT, "grafana")
        fix = "write prometheus: managed, or leave grafana out"
        yield Problem(
            path=path, rule="has nothing to show without prometheus", fix=fix, about=(path, (*_AT, "prometheus"))
        )


def _pins(eks: EksSettings) -> Iterator[Problem]:
    """Yield what is chosen and made of an add-on that the table has for other versions of Kubernetes only."""
    for key, chosen, addons in (
        ("externalDns", eks.external_dns, ("external-dns",)),
        ("certManager", eks.cert_manager, ("cert-manager",)),
        ("prometheus", eks.prometheus == "managed", ("kube-state-metrics",)),
        ("openTelemetry", eks.open_telemetry, ("cert-manager", "adot")),
    ):
        missing = [addon for addon in addons if addon not in addon_versions()[eks.version]]
        if chosen and missing:
            path = (*_AT, key)
            rule = f"needs {' and '.join(missing)}, for which no version is pinned for Kubernetes {eks.version}"
            offered = [known for known, pinned in addon_versions().items() if set(addons) <= set(pinned)]
            fix = f"leave it out, or write version: {' or '.join(map(repr, offered))}"
            yield Problem(path=path, rule=rule, fix=fix, about=(path, (*_AT, "version")))
