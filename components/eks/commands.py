"""The commands that reach a cluster: ready to paste, for whoever is called at night."""

from __future__ import annotations

import pulumi


def reach(
    cluster_name: pulumi.Output[str], pod_log_group_name: pulumi.Output[str], *, region: str
) -> dict[str, pulumi.Output[str]]:
    """Return purpose -> command: `kubeconfig` comes first, `nodes`, `pods`, and `logs` of every pod."""
    return {
        "kubeconfig": pulumi.Output.concat("aws eks update-kubeconfig --name ", cluster_name, f" --region {region}"),
        "nodes": _fixed("kubectl get nodes --label-columns karpenter.sh/nodepool,topology.kubernetes.io/zone"),
        "pods": _fixed("kubectl get pods --all-namespaces --field-selector status.phase!=Running"),
        "logs": pulumi.Output.concat("aws logs tail ", pod_log_group_name, f" --follow --region {region}"),
    }


def _fixed(command: str) -> pulumi.Output[str]:
    return pulumi.Output.from_input(command)
