"""Access to a namespace..."""

from __future__ import annotations

from itertools import pairwise

import pytest

from components.kubernetes.namespace.access import LEVELS, binding, group, rules, teams_of

API = "rbac.authorization.k8s.io"


def allowed(level: str) -> set[tuple[str, str, str]]:
    """What a level may do: (API group, resource, verb)."""
    return {
        (api, resource, verb)
        for rule in rules(level)
        for api in rule["apiGroups"]
        for resource in rule["resources"]
        for verb in rule["verbs"]
    }


def added(level: str) -> set[tuple[str, str, str]]:
    before = LEVELS[: LEVELS.index(level)]
    return allowed(level) - (allowed(before[-1]) if before else set())


def test_has_three_levels_each_with_all_of_the_one_before():
    assert LEVELS == ("read-only", "developer", "admin")
    for narrow, wide in pairwise(LEVELS):
        assert allowed(narrow) < allowed(wide)


def test_only_looks_at_first_and_at_everything_that_a_service_is_made_of():
    looked_at = {
        "": {
            *("configmaps", "endpoints", "events", "limitranges", "persistentvolumeclaims", "pods", "pods/log"),
            *("pods/status", "resourcequotas", "serviceaccounts", "services"),
        },
        "apps": {"controllerrevisions", "daemonsets", "deployments", "replicasets", "statefulsets"},
        "autoscaling": {"horizontalpodautoscalers"},
        "batch": {"cronjobs", "jobs"},
        "discovery.k8s.io": {"endpointslices"},
        "elbv2.k8s.aws": {"targetgroupbindings"},
        "events.k8s.io": {"events"},
        "external-secrets.io": {"externalsecrets", "secretstores"},
        "keda.sh": {"scaledobjects", "triggerauthentications"},
        "networking.k8s.io": {"ingresses", "networkpolicies"},
        "policy": {"poddisruptionbudgets"},
        API: {"rolebindings", "roles"},
        "snapshot.storage.k8s.io": {"volumesnapshots"},
        "vpcresources.k8s.aws": {"securitygrouppolicies"},
    }
    verbs = ("get", "list", "watch")
    # The metrics server cannot be watched.
    assert allowed("read-only") == {
        *((api, resource, verb) for api, resources in looked_at.items() for resource in resources for verb in verbs),
        ("metrics.k8s.io", "pods", "get"),
        ("metrics.k8s.io", "pods", "list"),
    }


def test_lets_developers_restart_and_wake_delete_pods_start_jobs_and_forward_ports():
    assert added("developer") == {
        ("", "pods", "delete"),
        ("", "pods/portforward", "create"),
        ("", "pods/portforward", "get"),
        ("apps", "deployments", "patch"),
        ("apps", "statefulsets", "patch"),
        ("batch", "jobs", "create"),
        ("batch", "jobs", "delete"),
        ("keda.sh", "scaledobjects", "patch"),
    }


def test_lets_admins_make_and_change_workloads_and_what_they_need():
    kept = {
        ("", "configmaps"),
        ("", "persistentvolumeclaims"),
        ("", "pods"),
        ("", "services"),
        ("apps", "deployments"),
        ("apps", "statefulsets"),
        ("autoscaling", "horizontalpodautoscalers"),
        ("batch", "cronjobs"),
        ("batch", "jobs"),
        ("policy", "poddisruptionbudgets"),
        ("snapshot.storage.k8s.io", "volumesnapshots"),
    }
    verbs = ("create", "delete", "patch", "update")
    assert added("admin") == {(*one, verb) for one in kept for verb in verbs} - allowed("developer")


@pytest.mark.parametrize("level", LEVELS)
def test_names_everything_and_reads_no_secrets(level):
    for api, resource, verb in allowed(level):
        assert "*" not in (api, resource, verb)
        assert (api, resource.partition("/")[0]) != ("", "secrets")


@pytest.mark.parametrize("level", LEVELS)
def test_is_no_way_to_more_power_or_out_of_the_namespace(level):
    assert {verb for _, _, verb in allowed(level)} & {"bind", "escalate", "impersonate"} == set()
    read = {"get", "list", "watch"}
    written = {(api, resource) for api, resource, verb in allowed(level) if verb not in read}
    for kept in (
        ("", "limitranges"),
        ("", "pods/attach"),
        ("", "pods/ephemeralcontainers"),
        ("", "pods/exec"),
        ("", "resourcequotas"),
        ("", "serviceaccounts"),
        ("", "serviceaccounts/token"),
        ("elbv2.k8s.aws", "targetgroupbindings"),
        ("external-secrets.io", "externalsecrets"),
        ("external-secrets.io", "secretstores"),
        ("networking.k8s.io", "ingresses"),
        ("networking.k8s.io", "networkpolicies"),
        (API, "rolebindings"),
        (API, "roles"),
        ("vpcresources.k8s.aws", "securitygrouppolicies"),
    ):
        assert kept not in written
    assert not any(resource in ("pods/exec", "pods/attach") for _, resource, _ in allowed(level))


def test_is_given_to_teams_by_the_group_of_their_access_entry():
    assert group("core") == "team:core"
    assert binding("developer", ["core", "data"]) == {
        "role_ref": {"apiGroup": API, "kind": "Role", "name": "developer"},
        "subjects": [
            {"apiGroup": API, "kind": "Group", "name": "team:core"},
            {"apiGroup": API, "kind": "Group", "name": "team:data"},
        ],
    }


def test_is_gathered_by_level_in_the_order_of_names():
    access = {"web": "read-only", "core": "admin", "data": "read-only"}
    assert teams_of(access) == {"read-only": ["data", "web"], "admin": ["core"]}
    assert list(teams_of(access)) == ["read-only", "admin"]
    assert teams_of({}) == {}
