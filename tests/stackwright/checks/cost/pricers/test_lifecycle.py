"""The pricer of lifecycle policies..."""

from __future__ import annotations

import pytest

from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

POLICY = "aws:dlm/lifecyclePolicy:LifecyclePolicy"
NOT_SEEN = [("snapshots", "the snapshots and images that it makes are paid by what they hold")]
SAVED = made(
    "kubernetes:storage.k8s.io/v1:StorageClass",
    "saved",
    metadata={"name": "saved"},
    provisioner="ebs.csi.aws.com",
    parameters={"tagSpecification_1": "backup=daily"},
)


def policy(tags=None, resources=("VOLUME",), **more):
    details = {"resourceTypes": list(resources), "targetTags": tags or {"backup": "daily"}}
    return made(POLICY, policyDetails=details, **more)


def claim(size, name="saved"):
    spec = {"storageClassName": name, "resources": {"requests": {"storage": size}}}
    return made("kubernetes:core/v1:PersistentVolumeClaim", f"data-{size}", metadata={"name": "data"}, spec=spec)


def volume(size, **tags):
    one = made("aws:ebs/volume:Volume", f"volume-{size}", size=size)
    one.tags = tags
    return one


def test_counts_a_part_of_the_disks_that_claims_have_by_a_class_with_its_tags():
    found = line(policy(), "ebs.snapshot", SAVED, claim("20Gi"), claim("30Gi"), claim("500Gi", "other"))
    assert [str(end.normalize()) for end in found.quantity.ends] == ["15", "4E+1", "1E+2"]
    assert found.assumption == "percentStored 30 - 80 - 200 %, assumed for production of the volumes with its tags"


def test_counts_volumes_with_one_of_its_tags():
    found = lines(policy(), volume(100, backup="daily"), volume(7, backup="never"), usage={"percentStored": 50})
    assert found == [("snapshots", "ebs.snapshot", "50")]


def test_is_nothing_while_nothing_is_claimed_of_a_class_with_its_tags():
    assert lines(policy(), SAVED) == unpriced(policy(), SAVED) == []


@pytest.mark.parametrize(
    "seen", [policy({"backup": "weekly"}), policy(resources=["INSTANCE"]), made(POLICY), policy({"other": "daily"})]
)
def test_is_not_priced_where_it_may_find_volumes_elsewhere(seen):
    assert unpriced(seen, SAVED) == NOT_SEEN


def test_is_nothing_where_it_is_switched_off():
    off = policy({"x": "y"}, state="DISABLED")
    assert unpriced(off) == lines(off) == []
