"""The pricer of registries..."""

from __future__ import annotations

import json

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import entries, line, lines, made, unpriced

REPOSITORY = "aws:ecr/repository:Repository"
POLICY = "aws:ecr/lifecyclePolicy:LifecyclePolicy"


def policy(of, *selections):
    document = json.dumps({"rules": [{"rulePriority": i, "selection": one} for i, one in enumerate(selections)]})
    return made(POLICY, "keep", {"repository": of}, repository=UNKNOWN, policy=document)


def count(number):
    return {"countType": "imageCountMoreThan", "countNumber": number}


def test_prices_images_of_a_repository():
    assert lines(made(REPOSITORY)) == [("images", "ecr.storage", "1 - 5 - 50")]


def test_prices_as_many_images_as_the_lifecycle_policy_keeps():
    api = made(REPOSITORY, "api")
    found = line(api, "ecr.storage", policy(api, count(20), count(5)))
    assert [float(end) for end in found.quantity.ends] == [0.5, 2.5, 12.5]
    assert found.assumption == (
        "25 images kept by the lifecycle policy; gbPerImage 0.02 - 0.1 - 0.5 GB an image, assumed for production"
    )


def test_goes_by_the_meter_where_the_policy_keeps_images_by_age():
    api = made(REPOSITORY, "api")
    by_age = policy(api, {"countType": "sinceImagePushed", "countNumber": 14, "countUnit": "days"})
    assert lines(api, by_age) == [("images", "ecr.storage", "1 - 5 - 50")]


def test_goes_by_what_a_usage_file_says():
    api = made(REPOSITORY, "api")
    assert lines(api, policy(api, count(20)), usage={"gbStored": 50}) == [("images", "ecr.storage", "50")]


def test_names_a_policy_that_is_not_known():
    api = made(REPOSITORY, "api")
    unknown = made(POLICY, "keep", {"repository": api}, repository=UNKNOWN, policy=UNKNOWN)
    assert unpriced(api, unknown) == [("images", "policy is known only after the deployment")]


def test_prices_public_images():
    assert [one[1] for one in lines(made("aws:ecrpublic/repository:Repository"))] == ["ecr.public.storage"]


def test_prices_copies_in_other_regions_and_accounts():
    rules = [{"destinations": [{"region": "us-west-2"}, {"region": "eu-west-1"}]}]
    copies = made(
        "aws:ecr/replicationConfiguration:ReplicationConfiguration", replicationConfiguration={"rules": rules}
    )
    assert [(one.label, one.price.key, one.price.region) for one in entries(copies)] == [
        ("copies in us-west-2", "ecr.storage", "us-west-2"),
        ("images to us-west-2, data", "data-transfer.inter-region", "eu-west-1"),
        ("copies in eu-west-1", "ecr.storage", "eu-west-1"),
    ]


@pytest.mark.parametrize(
    ("kind", "keys"), [("BASIC", []), ("ENHANCED", ["inspector.ecr-scan", "inspector.ecr-rescan"])]
)
def test_prices_enhanced_scans(kind, keys):
    scanning = made("aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration", scanType=kind)
    assert [key for _, key, _ in lines(scanning)] == keys
