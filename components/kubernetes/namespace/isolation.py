"""The network policies every namespace begins with: nothing in, and out only what every pod needs. Pure.

Network policies add up: what a service is granted comes on top, by a policy of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Source: Amazon EKS User Guide, "Learn how EKS Pod Identity works": where its agent listens on every node.
_POD_IDENTITY_AGENT = ("169.254.170.23/32", "fd00:ec2::23/128")
_POD_IDENTITY_PORT = 80

# Source: Amazon EC2 User Guide, "Access instance metadata".
_METADATA = {"0.0.0.0/0": "169.254.169.254/32", "::/0": "fd00:ec2::254/128"}

# The server labels every namespace with its name, and CoreDNS keeps the label of the DNS server before it. The
# controller of the VPC CNI adds the address of a Service to those of the pods that are selected.
_DNS = {
    "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "kube-system"}},
    "podSelector": {"matchLabels": {"k8s-app": "kube-dns"}},
}


def policies() -> Mapping[str, Any]:
    """Return name -> spec of the network policies that hold for every pod of a namespace."""
    return {
        "default-deny": {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]},
        "allow-dns": _out([_DNS], [("UDP", 53), ("TCP", 53)]),
        "allow-pod-identity": _out(
            [{"ipBlock": {"cidr": cidr}} for cidr in _POD_IDENTITY_AGENT], [("TCP", _POD_IDENTITY_PORT)]
        ),
        # The node's own role is behind its metadata address: a pod has a role of its own, or none.
        "allow-https": _out(
            [{"ipBlock": {"cidr": cidr, "except": [metadata]}} for cidr, metadata in _METADATA.items()],
            [("TCP", 443)],
        ),
    }


def _out(to: list[dict[str, Any]], ports: list[tuple[str, int]]) -> Any:
    return {
        "podSelector": {},
        "policyTypes": ["Egress"],
        "egress": [{"to": to, "ports": [{"protocol": protocol, "port": port} for protocol, port in ports]}],
    }
