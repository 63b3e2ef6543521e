"""A failure that was asked for..."""

from __future__ import annotations

import csv
import re
from datetime import date
from importlib import resources
from typing import get_args

import pytest

from stackwright.errors import UserError
from stackwright.rehearsal.failures import Failure, parse
from stackwright.rehearsal.protocol import Operation

DATABASE = "urn:pulumi:dev::shop::aws:rds/instance:Instance::orders"
BUCKET = "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::logs"
RELEASE = "urn:pulumi:dev::shop::kubernetes:helm.sh/v3:Release::charts"
SERVICE = "urn:pulumi:dev::shop::kubernetes:core/v1:Service::web"


@pytest.mark.parametrize("pattern", ["aws:rds/instance:Instance", "aws:rds/*", "orders", "ord*", "urn:*::orders", "*"])
def test_is_of_a_type_a_name_or_a_urn(pattern: str) -> None:
    failures = parse([f"{pattern}=create"])
    assert failures.next("create", DATABASE) is not None
    assert failures.unused() == []


@pytest.mark.parametrize("pattern", ["aws:rds/instance", "order", "*:Bucket"])
def test_is_of_nothing_else(pattern: str) -> None:
    failures = parse([f"{pattern}=create"])
    assert failures.next("create", DATABASE) is None
    assert failures.unused() == [
        f"--fail {pattern}=create: nothing failed, as no create of a matching resource was asked for;"
        " match a type token, a logical name or a URN"
    ]


def test_is_of_one_operation() -> None:
    failures = parse(["orders=delete"])
    assert [failures.next(operation, DATABASE) for operation in ("create", "update", "read")] == [None] * 3
    assert failures.next("delete", DATABASE) is not None


def test_comes_once_for_each_resource() -> None:
    failures = parse(["*=create"])
    assert [failures.next("create", urn) is not None for urn in (DATABASE, BUCKET, DATABASE)] == [True, True, False]


def test_comes_as_often_as_told() -> None:
    failures = parse(["orders=update#2", "aws:*=update"])
    assert [failures.next("update", DATABASE) is not None for _ in range(4)] == [True, True, True, False]


def test_says_what_aws_says() -> None:
    failure = parse(["orders=create"]).next("create", DATABASE)
    assert failure is not None
    assert re.fullmatch(
        r"creating RDS DB Instance \(orders\): operation error RDS: CreateDBInstance, https response error StatusCode:"
        r" 400, RequestID: [0-9a-f]{8}-[0-9a-f-]{27}, InsufficientDBInstanceCapacity: The requested DB instance class"
        r" is not available in the Availability Zone",
        failure.message,
    )
    deleted = parse(["logs=delete"]).next("delete", BUCKET, "logs-1234567")
    assert deleted is not None
    assert deleted.message.startswith("deleting S3 Bucket (logs-1234567): operation error S3: DeleteBucket")


def test_says_the_same_in_every_rehearsal() -> None:
    assert parse(["*=create"]).next("create", DATABASE) == parse(["*=create"]).next("create", DATABASE)


def test_leaves_a_kubernetes_object_behind_unready() -> None:
    message = (
        "the Kubernetes API server reported that web failed to fully initialize or become live:"
        " timed out waiting for it to be ready"
    )
    assert parse(["web=create"]).next("create", SERVICE) == Failure(message, created=True)
    deleted = parse(["web=delete"]).next("delete", SERVICE)
    assert deleted is not None
    assert not deleted.created


@pytest.mark.parametrize(
    ("operation", "inputs", "created", "words"),
    [
        ("create", {"atomic": True}, False, "release charts failed, and has been uninstalled due to atomic being set"),
        ("create", {"atomic": False}, True, "Helm release charts was created, but failed to initialize completely. "),
        ("create", {}, True, "Helm release charts was created, but failed to initialize completely. "),
        ("update", {"atomic": True}, True, "release charts failed, and has been rolled back due to atomic being set"),
        ("update", {}, True, "Helm release kube-system/charts failed to initialize completely. "),
        ("delete", {"atomic": True}, False, "timed out waiting for object kube-system/charts to be deleted"),
    ],
)
def test_leaves_a_release_behind_but_where_it_takes_back_what_it_installed(
    operation: Operation, inputs: dict[str, bool], created: bool, words: str
) -> None:
    failure = parse([f"charts={operation}"]).next(operation, RELEASE, "kube-system/charts", inputs)
    assert failure is not None
    assert (failure.created, words in failure.message) == (created, True)


@pytest.mark.parametrize("operation", get_args(Operation))
@pytest.mark.parametrize("type_", ["aws:sns/topic:Topic", "kubernetes:apps/v1:Deployment", "random:index:Id", "odd"])
def test_has_words_for_every_operation_on_every_type(operation: Operation, type_: str) -> None:
    failure = parse(["*=" + operation]).next(operation, f"urn:pulumi:dev::shop::{type_}::x")
    assert failure is not None
    assert "{" not in failure.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("orders", "--fail orders: expected PATTERN=OPERATION with one of create, update, delete, read, diff, check"),
        ("=create", "--fail =create: expected PATTERN=OPERATION"),
        ("orders=explode", "--fail orders=explode: expected PATTERN=OPERATION"),
        ("orders=create#0", "--fail orders=create#0: expected a number of times after #, for instance orders=create#2"),
        ("orders=create#", "--fail orders=create#: expected a number of times"),
        ("orders=create#x", "--fail orders=create#x: expected a number of times"),
    ],
)
def test_is_written_as_pattern_and_operation(text: str, message: str) -> None:
    with pytest.raises(UserError, match=re.escape(message)):
        parse([text])


def test_is_told_apart_by_its_source() -> None:
    rows = list(csv.DictReader(resources.files("stackwright.data").joinpath("failures.csv").read_text().splitlines()))
    assert all(row["source"] and date.fromisoformat(row["as_of"]) and row["created"] in ("yes", "no") for row in rows)
    assert rows[-1]["type"] == rows[-1]["operation"] == "*"
