"""How each EKS add-on is configured, in the shape of its own schema. Pure.

A schema is what `aws eks describe-addon-configuration` prints for the version; EKS refuses a key that is not in it.
"""

from __future__ import annotations

import json
from typing import Any

from ..kubernetes.placement import on_system_nodes

_EVERYWHERE = [{"operator": "Exists"}]

# Source: AWS documentation of amazon-vpc-cni-k8s, "CNI Configuration Variables"; these are texts, not booleans.
_VPC_CNI = {
    "enableNetworkPolicy": "true",
    "env": {
        # A pod may have security groups of its own; network policies hold for it as well, and its node may reach it.
        "ENABLE_POD_ENI": "true",
        "POD_SECURITY_GROUP_ENFORCING_MODE": "standard",
        # The way out of the network is the NAT's business; nodes leave addresses as they are.
        "AWS_VPC_K8S_CNI_EXTERNALSNAT": "true",
        # Sixteen addresses at a time, so that a small node holds as many pods as its memory does.
        "ENABLE_PREFIX_DELEGATION": "true",
        "WARM_PREFIX_TARGET": "1",
    },
}

_DNS_SELECTOR = {"matchLabels": {"k8s-app": "kube-dns"}}
_ZONE, _HOST = "topology.kubernetes.io/zone", "kubernetes.io/hostname"


def addon_values(addon: str, *, container_insights: bool) -> str | None:
    """Return the configuration of *addon* as JSON; none where the add-on's defaults are right."""
    values = _values(container_insights).get(addon)
    return None if values is None else json.dumps(values, sort_keys=True)


def _values(container_insights: bool) -> dict[str, dict[str, Any]]:
    return {
        "vpc-cni": _VPC_CNI,
        # A node is not ready until the network is, and the network's add-on takes its role from this agent.
        "eks-pod-identity-agent": {"tolerations": _EVERYWHERE},
        "coredns": _coredns(),
        "snapshot-controller": on_system_nodes(),
        "aws-ebs-csi-driver": {"controller": on_system_nodes(), "node": {"tolerateAllTaints": True}},
        "metrics-server": {"replicas": 2, **on_system_nodes()},
        "eks-node-monitoring-agent": {"dcgmAgent": {"tolerations": _EVERYWHERE}},
        "amazon-cloudwatch-observability": _observability(container_insights),
    }


def _coredns() -> dict[str, Any]:
    return {
        **on_system_nodes(),
        "autoScaling": {"enabled": True, "minReplicas": 2, "maxReplicas": 10},
        "podDisruptionBudget": {"enabled": True, "maxUnavailable": 1},
        "topologySpreadConstraints": [
            {"maxSkew": 1, "topologyKey": key, "whenUnsatisfiable": "ScheduleAnyway", "labelSelector": _DNS_SELECTOR}
            for key in (_ZONE, _HOST)
        ],
    }


def _observability(container_insights: bool) -> dict[str, Any]:
    return {
        # Its agents collect on every node, whatever the node is for.
        "tolerations": _EVERYWHERE,
        "containerLogs": {"enabled": True},
        "containerInsights": {"enabled": container_insights},
        # Otherwise it puts its libraries into the containers of every service, and bills each request.
        "applicationSignals": {"enabled": False},
        # The manager takes no toleration from above, and until it runs the add-on is not there. Source: repository
        # aws-observability/helm-charts, charts/amazon-cloudwatch-observability/templates/_helpers.tpl.
        "manager": {**on_system_nodes(), "applicationSignals": {"autoMonitor": {"monitorAllServices": False}}},
    }
