"""Who may enter a cluster is decided by access entries alone."""

from __future__ import annotations

from ...authoring import Item, Level, Rule, Severity, Verdicts, must_be


def _check(cluster: Item) -> Verdicts:
    access = cluster["accessConfig"]
    if access.absent:
        yield access.says(
            "accessConfig is not set: a ConfigMap decides who may enter, and who creates the cluster administers it"
        )
        return
    yield from must_be(access["authenticationMode"], "API")
    yield from must_be(access["bootstrapClusterCreatorAdminPermissions"], False)


eks_auth_mode_api = Rule(
    id="eks-auth-mode-api",
    promise="Access entries alone decide who may enter a cluster: no ConfigMap, and no hidden right of its creator.",
    fix='Set access_config={"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": False}, and'
    " add an aws.eks.AccessEntry for each principal.",
    severity=Severity.MEDIUM,
    level=Level.ADVISORY,
    looks_at=frozenset({"aws:eks/cluster:Cluster"}),
    check=_check,
)
