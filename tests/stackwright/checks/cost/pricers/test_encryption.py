"""The pricer of keys and secrets..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

KEY = "aws:kms/key:Key"
SECRET = "aws:secretsmanager/secret:Secret"


@pytest.mark.parametrize(
    "type_",
    [
        KEY,
        "aws:kms/externalKey:ExternalKey",
        "aws:kms/replicaKey:ReplicaKey",
        "aws:kms/replicaExternalKey:ReplicaExternalKey",
    ],
)
def test_prices_a_key_and_each_copy_of_one(type_):
    assert lines(made(type_)) == [
        ("key", "kms.key", "1"),
        ("requests", "kms.requests.symmetric", "10000 - 100000 - 1000000"),
    ]


def test_adds_a_key_for_each_of_the_first_two_rotations():
    key = line(made(KEY, enableKeyRotation=True), "kms.key")
    assert (key.label, key.quantity.ends) == ("key, rotated", (1, 1, 3))
    assert key.assumption == "1 more after each of the first two rotations"


@pytest.mark.parametrize(
    ("spec", "kind"),
    [
        ("SYMMETRIC_DEFAULT", "symmetric"),
        ("RSA_2048", "symmetric"),
        ("HMAC_256", "symmetric"),
        ("RSA_3072", "asymmetric"),
        ("ECC_NIST_P256", "asymmetric"),
    ],
)
def test_prices_requests_by_the_kind_of_key(spec, kind):
    assert lines(made(KEY, customerMasterKeySpec=spec))[1][1] == f"kms.requests.{kind}"


def test_prices_the_key_where_its_kind_is_unknown():
    key = made(KEY, customerMasterKeySpec=UNKNOWN)
    assert [found[1] for found in lines(key)] == ["kms.key"]
    assert unpriced(key) == [("calls", "customerMasterKeySpec is known only after the deployment")]


def test_prices_a_hardware_module_by_the_hour():
    assert lines(made("aws:cloudhsmv2/hsm:Hsm")) == [("hardware security module", "cloudhsm.hour", "730")]


def test_prices_a_secret_and_the_calls_for_it():
    assert lines(made(SECRET)) == [
        ("secret", "secrets-manager.secret", "1"),
        ("calls", "secrets-manager.requests", "1000 - 10000 - 100000"),
    ]


def test_prices_each_replica_of_a_secret():
    replicas = [{"region": "eu-central-1"}, {"region": "us-east-1"}]
    assert [label for label, _, _ in lines(made(SECRET, replicas=replicas))] == [
        "secret",
        "replica in eu-central-1",
        "replica in us-east-1",
        "calls",
    ]
