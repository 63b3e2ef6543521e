"""A container has what its service asked for and no more."""

from __future__ import annotations

from typing import Any

import pytest

from components.compute.spec import Image, Scale, ServiceSpec
from components.kubernetes.service.containers import container, cpu, resources, volumes


def spec(**changes: Any) -> ServiceSpec:
    basis = {"cpu": 0.25, "memory": 512, "image": Image(repository="orders"), "scale": Scale(min=1, max=1)}
    return ServiceSpec(**{**basis, **changes})


def made(what: ServiceSpec, **changes: Any) -> dict[str, Any]:
    basis = {
        "image": "registry/orders:v1",
        "configuration": None,
        "secrets": (),
        "claims": {},
        "probes": {},
        "drain_seconds": 0,
    }
    return container("orders", what, **{**basis, **changes})


def test_and_is_this_for_a_worker():
    assert made(spec()) == {
        "name": "orders",
        "image": "registry/orders:v1",
        "imagePullPolicy": "IfNotPresent",
        "resources": resources(spec()),
        "securityContext": {
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
            "readOnlyRootFilesystem": True,
            "runAsNonRoot": True,
        },
        "volumeMounts": [{"name": "tmp", "mountPath": "/tmp"}],
    }


def test_and_its_command_line_follows_the_entry_point_of_the_image():
    found = made(spec(command=("serve", "--fast")))
    assert found["args"] == ["serve", "--fast"]
    assert "command" not in found


def test_and_offers_its_port():
    assert made(spec(port=8080))["ports"] == [{"name": "http", "containerPort": 8080, "protocol": "TCP"}]


def test_and_is_told_its_settings_and_its_secrets():
    found = made(spec(), configuration="orders-1a2b3c4d", secrets=["TOKEN", "PASSWORD"])
    assert found["envFrom"] == [{"configMapRef": {"name": "orders-1a2b3c4d"}}]
    assert found["env"] == [
        {"name": "PASSWORD", "valueFrom": {"secretKeyRef": {"name": "orders-secrets", "key": "PASSWORD"}}},
        {"name": "TOKEN", "valueFrom": {"secretKeyRef": {"name": "orders-secrets", "key": "TOKEN"}}},
    ]


def test_and_is_asked_how_it_is():
    assert made(spec(), probes={"livenessProbe": {"tcpSocket": {"port": 1}}})["livenessProbe"] == {
        "tcpSocket": {"port": 1}
    }


def test_and_goes_on_for_a_while_after_it_was_told_to_stop():
    assert made(spec(), drain_seconds=35)["lifecycle"] == {"preStop": {"sleep": {"seconds": 35}}}
    assert "lifecycle" not in made(spec())


def test_its_memory_is_fixed_and_its_cpu_a_share_without_a_limit():
    assert resources(spec(cpu=0.5, memory=1024)) == {
        "requests": {"cpu": "500m", "memory": "1024Mi", "ephemeral-storage": "1Gi"},
        "limits": {"memory": "1024Mi", "ephemeral-storage": "20Gi"},
    }


def test_a_disk_that_is_asked_for_is_its_own():
    found = resources(spec(ephemeral_gib=40))
    assert (found["requests"]["ephemeral-storage"], found["limits"]["ephemeral-storage"]) == ("40Gi", "40Gi")


@pytest.mark.parametrize(("vcpus", "written"), [(0.25, "250m"), (1, "1000m"), (0.1, "100m"), (0.0001, "1m")])
def test_vcpus_are_counted_in_thousandths(vcpus, written):
    assert cpu(vcpus) == written


def test_it_may_write_to_a_part_of_its_memory_to_the_paths_it_names_and_to_its_disks():
    what = spec(writable_paths=("/var/Cache", "/run"))
    claims = {"/data": "orders-data"}
    assert volumes(what, claims) == [
        {"name": "data", "persistentVolumeClaim": {"claimName": "orders-data"}},
        {"name": "run", "emptyDir": {}},
        {"name": "tmp", "emptyDir": {"medium": "Memory", "sizeLimit": "64Mi"}},
        {"name": "var-cache-cf23d5", "emptyDir": {}},
    ]
    assert made(what, claims=claims)["volumeMounts"] == [
        {"name": "data", "mountPath": "/data"},
        {"name": "run", "mountPath": "/run"},
        {"name": "tmp", "mountPath": "/tmp"},
        {"name": "var-cache-cf23d5", "mountPath": "/var/Cache"},
    ]


def test_temporary_files_are_on_disk_where_that_is_asked_for():
    assert volumes(spec(writable_paths=("/tmp",)), {}) == [{"name": "tmp", "emptyDir": {}}]
    disk = {"name": "tmp", "persistentVolumeClaim": {"claimName": "orders-tmp"}}
    assert volumes(spec(), {"/tmp": "orders-tmp"}) == [disk]
