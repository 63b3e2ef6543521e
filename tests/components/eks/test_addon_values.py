"""An add-on is configured in the shape of its own schema"""

from __future__ import annotations

import json

import pytest

from components.eks.addon_values import addon_values

SYSTEM = {
    "nodeSelector": {"stackwright.dev/nodes": "system"},
    "tolerations": [{"key": "CriticalAddonsOnly", "operator": "Equal", "value": "true", "effect": "NoSchedule"}],
}
DNS = {"matchLabels": {"k8s-app": "kube-dns"}}


def values(addon, container_insights=True):
    return json.loads(addon_values(addon, container_insights=container_insights) or "null")


def test_and_the_network_gives_pods_groups_of_their_own_and_keeps_network_policies():
    assert values("vpc-cni") == {
        "enableNetworkPolicy": "true",
        "env": {
            "ENABLE_POD_ENI": "true",
            "POD_SECURITY_GROUP_ENFORCING_MODE": "standard",
            "AWS_VPC_K8S_CNI_EXTERNALSNAT": "true",
            "ENABLE_PREFIX_DELEGATION": "true",
            "WARM_PREFIX_TARGET": "1",
        },
    }


def test_and_the_identity_agent_runs_on_nodes_that_are_not_ready_yet():
    assert values("eks-pod-identity-agent") == {"tolerations": [{"operator": "Exists"}]}


def test_and_names_are_resolved_on_the_system_nodes_in_two_zones():
    assert values("coredns") == {
        **SYSTEM,
        "autoScaling": {"enabled": True, "minReplicas": 2, "maxReplicas": 10},
        "podDisruptionBudget": {"enabled": True, "maxUnavailable": 1},
        "topologySpreadConstraints": [
            {"maxSkew": 1, "topologyKey": key, "whenUnsatisfiable": "ScheduleAnyway", "labelSelector": DNS}
            for key in ("topology.kubernetes.io/zone", "kubernetes.io/hostname")
        ],
    }


def test_and_controllers_run_on_the_system_nodes():
    assert values("snapshot-controller") == SYSTEM
    assert values("metrics-server") == {"replicas": 2, **SYSTEM}


def test_and_the_storage_driver_is_on_every_node_while_its_controller_is_on_system_nodes():
    assert values("aws-ebs-csi-driver") == {"controller": SYSTEM, "node": {"tolerateAllTaints": True}}


def test_and_nodes_with_a_gpu_are_watched_whatever_keeps_others_off_them():
    assert values("eks-node-monitoring-agent") == {"dcgmAgent": {"tolerations": [{"operator": "Exists"}]}}


@pytest.mark.parametrize("measured", [True, False])
def test_and_logs_are_collected_on_every_node_by_agents_whose_manager_runs_on_system_nodes(measured):
    assert values("amazon-cloudwatch-observability", container_insights=measured) == {
        "tolerations": [{"operator": "Exists"}],
        "containerLogs": {"enabled": True},
        "containerInsights": {"enabled": measured},
        "applicationSignals": {"enabled": False},
        "manager": {**SYSTEM, "applicationSignals": {"autoMonitor": {"monitorAllServices": False}}},
    }


def test_or_not_at_all_where_its_defaults_are_right():
    assert addon_values("kube-proxy", container_insights=True) is None


def test_and_the_text_is_the_same_every_time():
    assert addon_values("coredns", container_insights=True) == json.dumps(values("coredns"), sort_keys=True)
