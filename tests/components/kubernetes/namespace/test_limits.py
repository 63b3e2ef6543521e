"""A namespace's bounds..."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.kubernetes.namespace.limits import ContainerLimits, Quota, check_fit, limits_spec, quota_spec
from tests.kubernetes.quantities import exceeds
from tests.kubernetes.validation import problems

CPU = st.integers(1, 1000).map(lambda thousandths: thousandths / 10)


@st.composite
def containers(draw: st.DrawFn) -> ContainerLimits:
    cpu, memory = sorted((draw(CPU), draw(CPU))), sorted((draw(st.integers(1, 10**6)), draw(st.integers(1, 10**6))))
    return ContainerLimits(default_cpu=cpu[0], max_cpu=cpu[1], default_memory_mib=memory[0], max_memory_mib=memory[1])


def test_divide_cpu_memory_pods_and_volumes_and_leave_no_way_past_the_load_balancer():
    assert quota_spec(Quota(cpu=2.5, memory_gib=16, pods=20, volumes=0, storage_gib=0)) == {
        "hard": {
            "requests.cpu": "2500m",
            "requests.memory": "16Gi",
            "limits.memory": "16Gi",
            "pods": "20",
            "persistentvolumeclaims": "0",
            "requests.storage": "0Gi",
            "services.loadbalancers": "0",
            "services.nodeports": "0",
        }
    }


def test_count_thousandths_of_a_cpu_exactly():
    assert quota_spec(Quota(cpu=1.001))["hard"]["requests.cpu"] == "1001m"


def test_give_a_container_what_it_does_not_name():
    assert limits_spec(ContainerLimits()) == {
        "limits": [
            {
                "type": "Container",
                "defaultRequest": {"cpu": "100m", "memory": "128Mi"},
                "default": {"cpu": "4000m", "memory": "128Mi"},
                "max": {"cpu": "4000m", "memory": "8192Mi"},
            }
        ]
    }


@given(containers())
def test_admit_a_container_that_names_nothing(limits):
    (entry,) = limits_spec(limits)["limits"]
    gives = {"requests": entry["defaultRequest"], "limits": entry["default"]}
    for key in quota_spec(Quota())["hard"]:
        kind, _, resource = key.partition(".")
        if resource in ("cpu", "memory"):
            assert resource in gives[kind]
    for resource, most in entry["max"].items():
        assert not exceeds(entry["defaultRequest"][resource], entry["default"][resource])
        assert not exceeds(entry["default"][resource], most)


@given(containers(), CPU, st.integers(1, 10**4), st.integers(1, 10**4), st.integers(0, 100), st.integers(0, 10**5))
def test_are_what_the_server_takes(limits, cpu, memory_gib, pods, volumes, storage_gib):
    quota = Quota(cpu=cpu, memory_gib=memory_gib, pods=pods, volumes=volumes, storage_gib=storage_gib)
    metadata = {"name": "bounds", "namespace": "core"}
    objects = [("LimitRange", limits_spec(limits)), ("ResourceQuota", quota_spec(quota))]
    assert (
        problems({"apiVersion": "v1", "kind": kind, "metadata": metadata, "spec": spec} for kind, spec in objects) == []
    )


@pytest.mark.parametrize("field", ["cpu", "memory_gib", "pods"])
def test_refuse_a_quota_that_lets_nothing_run(field):
    with pytest.raises(ValueError, match=f"quota {field} must be above 0, got 0"):
        Quota(**{field: 0})


@pytest.mark.parametrize("field", ["volumes", "storage_gib"])
def test_refuse_a_quota_below_nothing(field):
    with pytest.raises(ValueError, match=f"quota {field} must not be negative, got -1: 0 allows none"):
        Quota(**{field: -1})


@pytest.mark.parametrize("field", ["default_cpu", "default_memory_mib", "max_cpu", "max_memory_mib"])
def test_refuse_a_container_of_nothing(field):
    with pytest.raises(ValueError, match=f"container_limits {field} must be above 0, got 0"):
        ContainerLimits(**{field: 0})


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"default_cpu": 5}, r"default_cpu must be at most max_cpu \(4\), got 5"),
        ({"default_memory_mib": 9000}, r"default_memory_mib must be at most max_memory_mib \(8192\), got 9000"),
    ],
)
def test_refuse_defaults_past_the_most(given, message):
    with pytest.raises(ValueError, match=message):
        ContainerLimits(**given)


@pytest.mark.parametrize(
    ("quota", "message"),
    [
        (
            Quota(cpu=2),
            r"max_cpu must be at most the quota of the namespace \(2\), got 4: lower it, or raise the quota",
        ),
        (Quota(memory_gib=4), r"max_memory_mib must be at most the quota of the namespace \(4096\), got 8192"),
    ],
)
def test_refuse_a_container_that_no_namespace_could_hold(quota, message):
    with pytest.raises(ValueError, match=message):
        check_fit(quota, ContainerLimits())


def test_fit_where_one_container_may_have_it_all():
    check_fit(Quota(cpu=4, memory_gib=8), ContainerLimits())
