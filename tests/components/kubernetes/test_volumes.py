"""A volume"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.component import Component
from components.kubernetes.volumes import Volume, claim_name, claims, volume_name
from tests.components.eks.making import StandInCluster

_CLAIM = "kubernetes:core/v1:PersistentVolumeClaim"
_PATHS = st.from_regex(r"(/[A-Za-z0-9._-]{1,40}){1,4}", fullmatch=True)


class _Owner(Component):
    def __init__(self) -> None:
        super().__init__("stackwright:kubernetes:Owner", "orders", {}, None)


def _made(deploy, scope, volumes, removal="retain"):
    def program():
        return claims(_Owner(), scope, StandInCluster(removal=removal), namespace="core-api", volumes=volumes)

    return deploy(program)


def test_is_one_claim_for_each_path(deploy, scope):
    made = _made(deploy, scope, {"/var/lib/orders": Volume(size_gib=20), "/data": Volume(size_gib=5, snapshots=False)})
    assert made.named("Owner$") == {
        "orders-volume-data": _CLAIM,
        f"orders-volume-{volume_name('/var/lib/orders')}": _CLAIM,
    }
    assert list(made.result) == ["/data", "/var/lib/orders"]


def test_is_a_disk_of_its_size_that_is_saved_every_day(deploy, scope):
    made = _made(deploy, scope, {"/data": Volume(size_gib=20)})
    assert made["orders-volume-data"].inputs == {
        "apiVersion": "v1",
        "kind": "PersistentVolumeClaim",
        "metadata": {
            "name": "orders-data",
            "namespace": "core-api",
            "labels": {
                "app.kubernetes.io/name": "orders",
                "app.kubernetes.io/part-of": "acme-test",
                "app.kubernetes.io/managed-by": "pulumi",
            },
        },
        "spec": {
            "accessModes": ["ReadWriteOnce"],
            "storageClassName": "gp3-snapshots",
            "resources": {"requests": {"storage": "20Gi"}},
        },
    }


def test_is_not_saved_where_nobody_wants_it(deploy, scope):
    made = _made(deploy, scope, {"/data": Volume(size_gib=20, snapshots=False)})
    assert made["orders-volume-data"].inputs["spec"]["storageClassName"] == "gp3"


@pytest.mark.parametrize(("removal", "protect"), [("retain", True), ("destroy", False)])
def test_is_protected_where_the_cluster_is_kept(deploy, scope, removal, protect):
    made = _made(deploy, scope, {"/data": Volume(size_gib=20)}, removal)
    assert made["orders-volume-data"].options.protect is protect


def test_belongs_to_its_owner_and_goes_before_the_storage_driver(deploy, scope):
    made = _made(deploy, scope, {"/data": Volume(size_gib=20)})
    claim = made["orders-volume-data"]
    assert claim.parent == made["orders"].urn
    assert made["identity-agent"].urn in claim.dependencies


@pytest.mark.parametrize("size", [0, 65_537])
def test_has_a_size_that_gp3_offers(size):
    message = f"size_gib must be 1 to 65536, which gp3 offers, got {size}"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        Volume(size_gib=size)


@given(_PATHS)
def test_has_a_name_that_kubernetes_takes(path):
    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", volume_name(path))


@given(st.sets(_PATHS, min_size=2, max_size=6))
def test_has_a_name_of_its_own(paths):
    assert len({volume_name(path) for path in paths}) == len(paths)


def test_is_claimed_by_the_name_of_its_component():
    assert claim_name("orders", "/data") == "orders-data"
