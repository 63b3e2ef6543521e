"""What a team may do in a namespace: three levels of access, each with all of the one before. Pure.

Nobody reads Secrets. Whoever may change a workload, or start a Job, runs what they like under any service account of
the namespace: from `developer` on, a namespace is trusted as a whole, and its border is what keeps teams apart.

No level opens a shell in a pod (`pods/exec`): what is done there is in no audit log and in no declared state. None
touches what bounds the namespace (roles, quotas, network policies) or reaches beyond it with a controller's rights
(Ingress, SecretStore, TargetGroupBinding, SecurityGroupPolicy): those come from the program alone.
Source: Kubernetes documentation, "Role Based Access Control Good Practices".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

AccessLevel = Literal["read-only", "developer", "admin"]
"""`read-only` looks at everything but Secrets; `developer` also restarts and wakes services, deletes pods, starts Jobs
and forwards ports; `admin` also makes, changes and deletes workloads and what they need."""

LEVELS: tuple[AccessLevel, ...] = get_args(AccessLevel)
"""Every level, the narrowest first."""

Rule = dict[str, Any]

_READ = ("get", "list", "watch")
_WRITE = ("create", "delete", "patch", "update")


def _rule(group: str, resources: tuple[str, ...], verbs: tuple[str, ...]) -> Rule:
    return {"apiGroups": [group], "resources": sorted(resources), "verbs": sorted(verbs)}


_RULES: Mapping[AccessLevel, tuple[Rule, ...]] = {
    "read-only": (
        _rule(
            "",
            (
                "configmaps",
                "endpoints",
                "events",
                "limitranges",
                "persistentvolumeclaims",
                "pods",
                "pods/log",
                "pods/status",
                "resourcequotas",
                "serviceaccounts",
                "services",
            ),
            _READ,
        ),
        _rule("apps", ("controllerrevisions", "daemonsets", "deployments", "replicasets", "statefulsets"), _READ),
        _rule("autoscaling", ("horizontalpodautoscalers",), _READ),
        _rule("batch", ("cronjobs", "jobs"), _READ),
        _rule("discovery.k8s.io", ("endpointslices",), _READ),
        _rule("elbv2.k8s.aws", ("targetgroupbindings",), _READ),
        _rule("events.k8s.io", ("events",), _READ),
        _rule("external-secrets.io", ("externalsecrets", "secretstores"), _READ),
        _rule("keda.sh", ("scaledobjects", "triggerauthentications"), _READ),
        _rule("metrics.k8s.io", ("pods",), ("get", "list")),
        _rule("networking.k8s.io", ("ingresses", "networkpolicies"), _READ),
        _rule("policy", ("poddisruptionbudgets",), _READ),
        _rule("rbac.authorization.k8s.io", ("rolebindings", "roles"), _READ),
        _rule("snapshot.storage.k8s.io", ("volumesnapshots",), _READ),
        _rule("vpcresources.k8s.aws", ("securitygrouppolicies",), _READ),
    ),
    "developer": (
        _rule("", ("pods",), ("delete",)),
        _rule("", ("pods/portforward",), ("create", "get")),
        # `kubectl rollout restart` writes the time into the pod template.
        _rule("apps", ("deployments", "statefulsets"), ("patch",)),
        # `kubectl create job --from=cronjob/...`.
        _rule("batch", ("jobs",), ("create", "delete")),
        # `kubectl annotate scaledobject ...` keeps a service awake past its hours.
        _rule("keda.sh", ("scaledobjects",), ("patch",)),
    ),
    "admin": (
        _rule("", ("configmaps", "persistentvolumeclaims", "pods", "services"), _WRITE),
        _rule("apps", ("deployments", "statefulsets"), _WRITE),
        _rule("autoscaling", ("horizontalpodautoscalers",), _WRITE),
        _rule("batch", ("cronjobs", "jobs"), _WRITE),
        _rule("policy", ("poddisruptionbudgets",), _WRITE),
        _rule("snapshot.storage.k8s.io", ("volumesnapshots",), _WRITE),
    ),
}


def rules(level: AccessLevel) -> list[Rule]:
    """Return the rules of the Role of *level*, those of every narrower level first."""
    return [rule for narrower in LEVELS[: LEVELS.index(level) + 1] for rule in _RULES[narrower]]


def group(team: str) -> str:
    """Return the group that the cluster's access entry puts the members of *team* in."""
    return f"team:{team}"


def teams_of(access: Mapping[str, AccessLevel]) -> dict[AccessLevel, list[str]]:
    """Return level -> its teams in order, for each level that a team has."""
    found = {level: sorted(team for team, given in access.items() if given == level) for level in LEVELS}
    return {level: teams for level, teams in found.items() if teams}


def binding(level: AccessLevel, teams: list[str]) -> dict[str, Any]:
    """Return `roleRef` and `subjects` of the RoleBinding that gives *level* to *teams*."""
    api = "rbac.authorization.k8s.io"
    return {
        "role_ref": {"apiGroup": api, "kind": "Role", "name": level},
        "subjects": [{"apiGroup": api, "kind": "Group", "name": group(team)} for team in teams],
    }
