"""The whole internet cannot reach a cluster's API.

Clusters on Outposts have no public endpoint.
Source: https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Node, Rule, Severity, Verdicts, each, guarded
from ...kubernetes import word
from ...security_groups import is_the_internet, read_range


def _check(cluster: Item) -> Verdicts:
    access = cluster.at("vpcConfig.endpointPublicAccess")
    if not cluster["outpostConfig"].absent:
        return
    found = list(guarded(_limited(access, cluster.at("vpcConfig.publicAccessCidrs"))))
    if found and access.truth() is not False:
        yield from found


def _limited(access: Node, ranges: Node) -> Verdicts:
    yield from each(ranges.items(), _narrow)
    if not ranges.items():
        yield access.problem("must be false, or vpcConfig.publicAccessCidrs must say who may come in")


def _narrow(cidr: Node) -> Verdicts:
    network = read_range(cidr)
    if network is None or is_the_internet(network):
        yield cidr.problem("must be a range of addresses that is not the whole internet", mark=word(cidr))


eks_endpoint_not_open = Rule(
    id="eks-endpoint-not-open",
    promise="The whole internet cannot reach the Kubernetes API of a cluster.",
    fix="Set endpoint_public_access=False and endpoint_private_access=True in vpc_config, or list the ranges of your"
    " own networks in public_access_cidrs.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(fsbp=("EKS.1",), checkov=("CKV_AWS_38",)),
    looks_at=frozenset({"aws:eks/cluster:Cluster"}),
    check=_check,
)
