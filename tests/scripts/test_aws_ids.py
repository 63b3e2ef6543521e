"""The id of a type..."""

from __future__ import annotations

import importlib

import pytest


@pytest.fixture
def ids(scripts):
    return importlib.import_module("aws_ids")


def declared(name="Thing", *, example="", inputs=(), outputs=("arn",), prose=""):
    sdk = importlib.import_module("aws_sdk")
    return sdk.Declared(
        token=f"aws:mod/{name[0].lower()}{name[1:]}:{name}",
        outputs=tuple(outputs) + tuple(inputs),
        inputs=frozenset(inputs),
        example=example,
        prose=prose,
        aliases=(),
    )


@pytest.mark.parametrize(
    ("example", "pattern"),
    [
        ("arn:aws:sns:us-west-2:0123456789012:my-topic", "{arn}"),
        ("subnet-9d4a7b6c", "subnet-0{hex16}"),
        ("c5461d6a-1f5c-44d5-a6e2-8e3d6c4f1b2a", "{uuid}"),
        ("b-c5461d6a-1f5c-44d5-a6e2-8e3d6c4f1b2a", "b-{uuid}"),
        ("Z1D633PJN98FT9", "Z{upper20}"),
        ("E74FTE3EXAMPLE", "E{upper13}"),
        ("123456789012", "{account}"),
        ("us-east-1", "{region}"),
        ("2we5ag7q1x", "{lower10}"),
        ("my-name", "{physical}"),
        ("", "{physical}"),
    ],
)
def test_has_the_shape_of_the_example_in_the_documentation(ids, example, pattern):
    assert ids.pattern(declared(example=example)) == pattern


def test_is_the_address_of_a_queue(ids):
    assert ids.pattern(declared(example="https://queue.example/1/x", outputs=("queueUrl",))) == "{queueUrl}"


def test_is_that_of_the_resource_it_is_a_part_of(ids):
    assert ids.pattern(declared(example="vpc-9d4a7b6c", inputs=("vpcId",), outputs=())) == "{vpcId}"
    assert ids.pattern(declared(example="vpc-9d4a7b6c", outputs=())) == "vpc-0{hex16}"
    bucket = declared(example="arn:aws:s3:::x", inputs=("bucketArn",), outputs=())
    assert ids.pattern(bucket) == "{bucketArn}"
    both = declared(example="arn:aws:s3:::x", inputs=("kmsArn", "resourceArn"), outputs=())
    assert ids.pattern(both) == "{resourceArn}"


def test_is_joined_of_the_inputs_that_the_documentation_names(ids):
    prose = "Import using the `cluster_name` and `name` separated by a colon:"
    part = declared(example="main:web", inputs=("clusterName", "name"), prose=prose)
    assert ids.pattern(part) == "{clusterName}:{physical}"


@pytest.mark.parametrize(
    ("name", "inputs", "names"),
    [
        ("Thing", ["name", "policy"], ["name"]),
        ("RolePolicy", ["name", "policy", "role"], ["name"]),
        ("BucketAcl", ["acl", "bucket"], ["bucket"]),
        ("UserPoolDomain", ["domain", "userPoolId"], ["domain"]),
        ("ReplicationGroup", ["replicationGroupId"], ["replicationGroupId"]),
        ("CustomDomain", ["domainName", "certificate"], ["domainName"]),
        ("Certificate", ["certificate"], []),
        ("Cluster", ["clusterIdentifier"], ["clusterIdentifier"]),
    ],
)
def test_may_be_the_name_that_inputs_give(ids, name, inputs, names):
    assert ids.names(declared(name, inputs=inputs)) == names


@pytest.mark.parametrize(
    ("id_", "example", "inputs", "field"),
    [
        ("{physical}", "", (), "{physical}"),
        ("default/{physical}", "", (), "{physical}"),
        ("vpc-0{hex16}", "", (), "{id}"),
        ("{a},{b}", "", (), "{b}"),
        ("{arn}", "arn:aws:x:r:1:thing/c5461d6a-1f5c-44d5-a6e2-8e3d6c4f1b2a", (), "{uuid}"),
        ("{arn}", "arn:aws:x:r:1:thing/my-thing", (), "{physical}"),
        ("{arn}", "arn:aws:x:r:1:thing/123456789012", ("name",), "{physical}"),
    ],
)
def test_tells_what_its_arn_ends_in(ids, id_, example, inputs, field):
    assert ids.last(declared(example=example, inputs=inputs), id_) == field
