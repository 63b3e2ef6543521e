"""Values of charts"""

from __future__ import annotations

from components.kubernetes.controllers.values import ONE_AT_A_TIME, RESTRICTED, apart, resources


def test_bound_memory_by_what_is_asked_for_and_leave_processor_time_unbounded():
    assert resources("100m", "128Mi") == {
        "requests": {"cpu": "100m", "memory": "128Mi"},
        "limits": {"memory": "128Mi"},
    }


def test_give_a_container_no_more_than_the_standard_restricted_lets_it_have():
    assert RESTRICTED == {
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
        "readOnlyRootFilesystem": True,
        "runAsNonRoot": True,
        "seccompProfile": {"type": "RuntimeDefault"},
    }


def test_let_maintenance_take_one_replica_at_a_time():
    assert ONE_AT_A_TIME == {"maxUnavailable": 1}


def test_spread_replicas_over_nodes_and_start_them_on_one_where_there_is_no_other():
    (constraint,) = apart("keda-operator", "app")
    assert constraint == {
        "maxSkew": 1,
        "topologyKey": "kubernetes.io/hostname",
        "whenUnsatisfiable": "ScheduleAnyway",
        "labelSelector": {"matchLabels": {"app": "keda-operator"}},
    }


def test_find_replicas_by_the_recommended_label_unless_a_chart_has_another():
    assert apart("reloader")[0]["labelSelector"] == {"matchLabels": {"app.kubernetes.io/name": "reloader"}}
