"""Disks that are claimed..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.money import Range
from stackwright.checks.cost.packing.storage import CLAIM, STATEFUL_SET, claimed, classes_with, tags_of
from stackwright.checks.cost.pricers.disks import Disk
from stackwright.checks.cost.world import World
from tests.stackwright.checks.cost.packing.cluster import metadata
from tests.stackwright.checks.cost.pricers.pricing import made

CLASS = "kubernetes:storage.k8s.io/v1:StorageClass"
DEFAULT = {"storageclass.kubernetes.io/is-default-class": "true"}


def storage_class(name="gp3", provisioner="ebs.csi.aws.com", annotations=None, **parameters):
    about = {"name": name, "annotations": annotations or {}}
    return made(CLASS, name, metadata=about, provisioner=provisioner, parameters=parameters)


def spec(name="gp3", size="20Gi"):
    named = {"storageClassName": name} if name else {}
    return {**named, "resources": {"requests": {"storage": size}}}


def claim(*args):
    return made(CLAIM, "data", metadata=metadata("data"), spec=spec(*args))


def found(item, *others):
    return list(claimed(item, World([item, *others])))


def disk(gb, kind="gp3", **more):
    return Disk(kind=kind, gb=gb, **more)


def test_are_of_their_storage_class():
    (one,) = found(claim("fast"), storage_class(), storage_class("fast", type="io2", iops="5000"))
    assert (one.disk, one.count, one.size) == (disk(20, "io2", iops=5000), Range.of(1), "20Gi")
    (plain,) = found(claim("gp3", "1G"), storage_class(throughput="250"))
    assert plain.disk == disk(1, throughput=250)


def test_are_of_the_default_class_where_they_name_none():
    (one,) = found(claim(""), storage_class("slow", type="st1"), storage_class("usual", annotations=DEFAULT))
    assert one.disk == disk(20)
    (none,) = found(claim(""), storage_class("slow"))
    assert (none.disk, none.storage_class) == (None, None)


@pytest.mark.parametrize(("provisioner", "of_ebs"), [("ebs.csi.eks.amazonaws.com", True), ("efs.csi.aws.com", False)])
def test_are_disks_of_ebs_where_its_driver_makes_them(provisioner, of_ebs):
    (one,) = found(claim(), storage_class(provisioner=provisioner))
    assert (one.disk is not None, one.storage_class is not None) == (of_ebs, True)


def test_are_as_many_as_a_stateful_set_has_pods():
    template = {"metadata": {"name": "data"}, "spec": spec()}
    kept = made(
        STATEFUL_SET, "db", metadata=metadata("db"), spec={"replicas": 3, "volumeClaimTemplates": [template, template]}
    )
    assert [(one.disk, one.count) for one in found(kept, storage_class())] == [(disk(20), Range.of(3))] * 2
    assert found(made(STATEFUL_SET, "db", metadata=metadata("db"), spec={"replicas": 3})) == []


def test_have_the_tags_that_their_class_gives():
    tagging = storage_class(tagSpecification_1="Owner=web", tagSpecification_2="kept=a", type="gp3")
    (one,) = found(claim(), tagging)
    assert tags_of(tagging) == {"Owner=web", "kept=a"}
    assert (one.tagged("kept", "a"), one.tagged("kept", "b")) == (True, False)
    assert classes_with(World([tagging, storage_class("other")]), "kept", "a") == [tagging]
    (elsewhere,) = found(claim("none"))
    assert not elsewhere.tagged("kept", "a")
