"""A command reaches the cluster as it is pasted"""

from __future__ import annotations


def test_with_its_name_and_region(deploy_cluster):
    made = deploy_cluster()
    name = made["main", "aws:eks/cluster:Cluster"].inputs["name"]
    assert {purpose: made.value(command) for purpose, command in made.result.commands.items()} == {
        "kubeconfig": f"aws eks update-kubeconfig --name {name} --alias {name} --region eu-west-1",
        "nodes": f"kubectl --context {name} get nodes "
        "--label-columns karpenter.sh/nodepool,topology.kubernetes.io/zone",
        "pods": f"kubectl --context {name} get pods --all-namespaces --field-selector status.phase!=Running",
        "logs": f"aws logs tail /aws/containerinsights/{name}/application --follow --region eu-west-1",
    }


def test_the_one_that_others_need_first(deploy_cluster):
    assert next(iter(deploy_cluster().result.commands)) == "kubeconfig"
