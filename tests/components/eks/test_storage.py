"""A volume is encrypted, grows, is where its pod is, and says whose it is."""

from __future__ import annotations

import kubernetes_validate
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.eks.storage import SAVED_STORAGE_CLASS, STORAGE_CLASS, parameters
from components.kubernetes import volumes
from tests.components.eks.conftest import KEY

PLAIN = {
    "type": "gp3",
    "encrypted": "true",
    "kmsKeyId": KEY,
    "csi.storage.k8s.io/fstype": "ext4",
    "tagSpecification_1": "CostCenter=1042",
    "tagSpecification_2": "Environment=test",
    "tagSpecification_3": "ManagedBy=pulumi",
    "tagSpecification_4": "Name=acme-test-{{ .PVCNamespace }}-{{ .PVCName }}",
    "tagSpecification_5": "Organization=acme",
    "tagSpecification_6": "Owner=platform@acme.example",
    "tagSpecification_7": "Repository=https://github.com/acme/platform",
}


def storage_class(name, parameters, annotations):
    labels = {
        "app.kubernetes.io/name": name,
        "app.kubernetes.io/part-of": "acme-test",
        "app.kubernetes.io/managed-by": "pulumi",
    }
    return {
        "apiVersion": "storage.k8s.io/v1",
        "kind": "StorageClass",
        "metadata": {"name": name, "labels": labels, **annotations},
        "provisioner": "ebs.csi.aws.com",
        "parameters": parameters,
        "volumeBindingMode": "WaitForFirstConsumer",
        "allowVolumeExpansion": True,
        "reclaimPolicy": "Delete",
    }


def test_by_default_of_this_class(deploy_cluster):
    assert deploy_cluster()["main-storage-gp3"].inputs == storage_class(
        "gp3", PLAIN, {"annotations": {"storageclass.kubernetes.io/is-default-class": "true"}}
    )


def test_by_choice_of_the_class_that_is_saved_every_day(deploy_cluster):
    made = deploy_cluster()
    tag = f"stackwright.dev/snapshots={made['main', 'aws:eks/cluster:Cluster'].inputs['name']}"
    assert made["main-storage-gp3-snapshots"].inputs == storage_class(
        "gp3-snapshots", {**PLAIN, "tagSpecification_8": tag}, {}
    )
    assert made["main-snapshots"].inputs["policyDetails"]["targetTags"] == dict([tag.split("=")])


@pytest.mark.parametrize("name", ["main-storage-gp3", "main-storage-gp3-snapshots"])
def test_of_a_class_that_kubernetes_takes(deploy_cluster, name):
    kubernetes_validate.validate(deploy_cluster()[name].inputs, "1.35", strict=True)


@pytest.mark.parametrize(("removal", "policy"), [("retain", "Retain"), ("destroy", "Delete")])
def test_and_what_a_person_saves_is_kept_as_the_cluster_is(deploy_cluster, removal, policy):
    made = deploy_cluster(removal=removal)
    inputs = dict(made["main-snapshot-class"].inputs)
    assert inputs.pop("metadata")["annotations"] == {"snapshot.storage.kubernetes.io/is-default-class": "true"}
    assert inputs == {
        "apiVersion": "snapshot.storage.k8s.io/v1",
        "kind": "VolumeSnapshotClass",
        "driver": "ebs.csi.aws.com",
        "deletionPolicy": policy,
    }


@pytest.mark.parametrize("name", ["main-storage-gp3", "main-storage-gp3-snapshots", "main-snapshot-class"])
def test_by_a_driver_that_stands_first_and_goes_last(deploy_cluster, before, name):
    made = deploy_cluster()
    assert made[name].provider.startswith(made["main-provider"].urn)
    assert {"main-aws-ebs-csi-driver", "main-snapshot-controller"} <= before(made, name)


def test_under_the_names_that_claims_use():
    assert (STORAGE_CLASS, SAVED_STORAGE_CLASS) == (volumes.STORAGE_CLASS, volumes.SAVED_STORAGE_CLASS)


@given(more=st.dictionaries(st.from_regex(r"[a-z][a-z0-9./-]{0,20}", fullmatch=True), st.text("abc 123", min_size=1)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_with_every_tag_once_in_numbers_without_a_gap(scope, more):
    found = parameters(scope, KEY, more)
    written = {key: value for key, value in found.items() if key.startswith("tagSpecification_")}
    assert list(written) == [f"tagSpecification_{index}" for index in range(1, len(written) + 1)]
    name = "acme-test-{{ .PVCNamespace }}-{{ .PVCName }}"
    assert dict(value.split("=", 1) for value in written.values()) == scope.tags(name) | more
    assert {key: value for key, value in found.items() if key not in written} == {
        key: value for key, value in PLAIN.items() if not key.startswith("tagSpecification_")
    }
