"""An example..."""

from __future__ import annotations

import pytest

from policy.guardrails.kit.example import as_python, class_of, snake
from policy.guardrails.kit.fixtures import Case, FixtureResource, JsonText
from policy.guardrails.marks import UNKNOWN, Secret

BUCKET = "aws:s3/bucket:Bucket"


def program(*resources):
    return as_python(Case(rule="x-y", kind="good", case="c", resources=list(resources)))


def one(name="data", type_=BUCKET, **more):
    return FixtureResource(type=type_, name=name, **more)


def test_is_written_in_pythons_words():
    given = one(properties={"forceDestroy": True, "rule": {"maxDays": 3, "tags": {"costCenter": "x"}}})
    assert program(given) == (
        'data = aws.s3.Bucket("data", force_destroy=True, rule={"max_days": 3, "tags": {"costCenter": "x"}})'
    )


def test_refers_by_attribute():
    shown = program(one(), one("data-block", properties={"bucketArn": "${data.arn}"}))
    assert shown.splitlines()[1:] == ['data_block = aws.s3.Bucket("data-block", bucket_arn=data.arn)']
    assert 'all=pulumi.Output.format("{}/*", data.arn)' in program(one(), one("b", properties={"all": "${data.arn}/*"}))


def test_names_what_is_not_a_plain_value():
    given = one(properties={"a": UNKNOWN, "b": Secret("hunter2"), "c": JsonText({"Action": "${data.arn}"})})
    assert "hunter2" not in program(given)
    assert "a=other_stack.get_output(...)" in program(given)
    assert "b=config.require_secret(...)" in program(given)
    assert 'c=pulumi.Output.json_dumps({"Action": data.arn})' in program(given)


def test_shows_options():
    given = one(options={"retainOnDelete": True}, provider="west")
    assert program(given) == (
        'data = aws.s3.Bucket("data", opts=pulumi.ResourceOptions(retain_on_delete=True, provider=west))'
    )
    assert "opts=pulumi.ResourceOptions(parent=box)" in program(one(parent="box"))


def test_is_broken_over_lines_where_it_is_long_and_parses():
    given = one(properties={f"property{number}": {"inner": ["x" * 30] * 3} for number in range(3)})
    shown = program(given)
    assert max(map(len, shown.splitlines())) <= 100 + 20
    compile(shown, "example", "exec")


@pytest.mark.parametrize(
    ("token", "class_"),
    [
        (BUCKET, "aws.s3.Bucket"),
        ("kubernetes:apps/v1:Deployment", "kubernetes.apps.v1.Deployment"),
        ("kubernetes:networking.k8s.io/v1:Ingress", "kubernetes.networking.v1.Ingress"),
        ("random:index/randomPassword:RandomPassword", "random.RandomPassword"),
        ("pulumi:providers:aws", "aws.Provider"),
    ],
)
def test_names_the_class(token, class_):
    assert class_of(token) == class_


@pytest.mark.parametrize(
    ("wire", "python"), [("storageEncrypted", "storage_encrypted"), ("kmsKeyARNs", "kms_key_ar_ns"), ("a", "a")]
)
def test_writes_names_as_the_sdks_do(wire, python):
    assert snake(wire) == python
