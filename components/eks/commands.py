"""The commands that reach a cluster: ready to paste, for whoever is called at night."""

from __future__ import annotations

import pulumi


def reach(
    cluster_name: pulumi.Output[str], pod_log_group_name: pulumi.Output[str], *, region: str
) -> dict[str, pulumi.Output[str]]:
    """Return purpose -> command: `kubeconfig` comes first, `nodes`, `pods`, and `logs` of every pod."""
    return {
        # The context has the cluster's name, as in the commands of all that runs in it.
        "kubeconfig": pulumi.Output.concat(
            "aws eks update-kubeconfig --name ", cluster_name, " --alias ", cluster_name, f" --region {region}"
        ),
        "nodes": _kubectl(cluster_name, "get nodes --label-columns karpenter.sh/nodepool,topology.kubernetes.io/zone"),
        "pods": _kubectl(cluster_name, "get pods --all-namespaces --field-selector status.phase!=Running"),
        "logs": pulumi.Output.concat("aws logs tail ", pod_log_group_name, f" --follow --region {region}"),
    }


def _kubectl(cluster_name: pulumi.Output[str], words: str) -> pulumi.Output[str]:
    return pulumi.Output.concat("kubectl --context ", cluster_name, f" {words}")
