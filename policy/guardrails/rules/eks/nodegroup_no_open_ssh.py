"""Nobody logs in to nodes but from security groups that are named.

With a key and no security group, EKS opens port 22 to the world.
Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteAccessConfig.html.
"""

from __future__ import annotations

from ...authoring import Controls, Item, Level, Rule, Severity, Verdicts, must_be_set


def _check(group: Item) -> Verdicts:
    key = group.at("remoteAccess.ec2SshKey")
    if key.absent:
        return
    for verdict in must_be_set(group.at("remoteAccess.sourceSecurityGroupIds")):
        yield key.undecided() if key.unknown else verdict


eks_nodegroup_no_open_ssh = Rule(
    id="eks-nodegroup-no-open-ssh",
    promise="The nodes of a group let nobody log in, or only from security groups that are named.",
    fix="Leave remote_access out and use AWS Systems Manager Session Manager, or name source_security_group_ids.",
    severity=Severity.HIGH,
    level=Level.MANDATORY,
    controls=Controls(checkov=("CKV_AWS_100",)),
    looks_at=frozenset({"aws:eks/nodeGroup:NodeGroup"}),
    check=_check,
)
