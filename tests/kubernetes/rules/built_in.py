"""Network policies, services, roles and quotas: what the server refuses beyond the schema."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from ipaddress import ip_network
from typing import Any

from ..manifests import Manifest
from ..quantities import exceeds, quantity

_PORTS = range(1, 65_536)


def _network_policy(policy: Manifest) -> Iterator[str]:
    spec = policy["spec"]
    if set(spec.get("policyTypes") or []) - {"Ingress", "Egress"}:
        yield "spec.policyTypes: takes Ingress and Egress only"
    for direction, peers in (("ingress", "from"), ("egress", "to")):
        if spec.get(direction) and direction.capitalize() not in spec.get("policyTypes", []):
            yield f"spec.{direction}: is not among the policyTypes"
        for number, rule in enumerate(spec.get(direction) or []):
            for sentence in [*_peers(rule.get(peers) or []), *_policy_ports(rule.get("ports") or [])]:
                yield f"spec.{direction}.{number}: {sentence}"


def _peers(peers: list[dict[str, Any]]) -> Iterator[str]:
    for peer in peers:
        if "ipBlock" in peer and len(peer) > 1:
            yield "an ipBlock stands alone"
        if not peer:
            yield "a peer says nothing"
        if "ipBlock" in peer:
            yield from _block(peer["ipBlock"])


def _block(block: dict[str, Any]) -> Iterator[str]:
    try:
        whole, *excepted = [ip_network(cidr) for cidr in (block["cidr"], *block.get("except", []))]
    except ValueError as error:
        yield f"ipBlock: {error}"
        return
    for part in excepted:
        if part.version != whole.version or part == whole or not part.subnet_of(whole):  # type: ignore[arg-type]
            yield f"ipBlock: {part} is no part of {whole}"


def _policy_ports(ports: list[dict[str, Any]]) -> Iterator[str]:
    for entry in ports:
        if entry.get("protocol", "TCP") not in ("TCP", "UDP", "SCTP"):
            yield f"protocol {entry['protocol']} is none"
        if isinstance(entry.get("port"), int) and entry["port"] not in _PORTS:
            yield f"port {entry['port']} is none"


def _service(service: Manifest) -> Iterator[str]:
    ports = service["spec"].get("ports") or []
    names = Counter(port.get("name") for port in ports)
    if len(ports) > 1 and (None in names or max(names.values()) > 1):
        yield "spec.ports: where there are several, each has a name of its own"
    for port in ports:
        if port["port"] not in _PORTS:
            yield f"spec.ports: {port['port']} is no port"


def _role(role: Manifest) -> Iterator[str]:
    for number, rule in enumerate(role.get("rules") or []):
        for field in ("verbs", "apiGroups", "resources"):
            if not rule.get(field) and not (role["kind"] == "ClusterRole" and rule.get("nonResourceURLs")):
                yield f"rules.{number}.{field}: must name something"
        if rule.get("resourceNames") and "create" in rule["verbs"] and "serviceaccounts/token" not in rule["resources"]:
            yield f"rules.{number}: `create` has no name yet that resourceNames could match"


def _role_binding(binding: Manifest) -> Iterator[str]:
    if binding["roleRef"]["kind"] not in ("Role", "ClusterRole"):
        yield f"roleRef.kind: {binding['roleRef']['kind']} is no role"
    for number, subject in enumerate(binding.get("subjects") or []):
        where = f"subjects.{number}"
        if subject["kind"] == "ServiceAccount":
            if not subject.get("namespace") or subject.get("apiGroup"):
                yield f"{where}: a ServiceAccount has a namespace and no apiGroup"
        elif subject["kind"] not in ("Group", "User"):
            yield f"{where}.kind: {subject['kind']} is no subject"
        elif subject.get("apiGroup") != binding["roleRef"]["apiGroup"] or subject.get("namespace"):
            yield f"{where}: a {subject['kind']} has the apiGroup of roles and no namespace"


def _quota(quota: Manifest) -> Iterator[str]:
    for key, amount in quota["spec"]["hard"].items():
        if quantity(amount) is None:
            yield f"spec.hard.{key}: {amount!r} is no quantity"


def _limit_range(limits: Manifest) -> Iterator[str]:
    order = ("min", "defaultRequest", "default", "max")
    for number, entry in enumerate(limits["spec"]["limits"]):
        for resource in sorted({resource for key in order for resource in entry.get(key, {})}):
            given = [(key, entry[key][resource]) for key in order if resource in entry.get(key, {})]
            for key, amount in given:
                if quantity(amount) is None:
                    yield f"spec.limits.{number}.{key}.{resource}: {amount!r} is no quantity"
            for (lower, less), (upper, more) in itertools.pairwise(given):
                if exceeds(less, more):
                    yield f"spec.limits.{number}.{resource}: {lower} ({less}) is more than {upper} ({more})"


def _account(account: Manifest) -> Iterator[str]:
    role = account["metadata"].get("annotations", {}).get("eks.amazonaws.com/role-arn")
    if role is not None and not re.fullmatch(r"arn:[\w-]+:iam::\d{12}:role/\S+", role):
        yield f"metadata.annotations: {role!r} is no ARN of a role"


RULES = {
    "ClusterRole": (_role,),
    "ClusterRoleBinding": (_role_binding,),
    "LimitRange": (_limit_range,),
    "NetworkPolicy": (_network_policy,),
    "ResourceQuota": (_quota,),
    "Role": (_role,),
    "RoleBinding": (_role_binding,),
    "Service": (_service,),
    "ServiceAccount": (_account,),
}
