"""A case in Terraform's words..."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policy.guardrails.kit.fixtures import JsonText
from policy.guardrails.marks import UNKNOWN, Secret

BUCKET = "aws:s3/bucket:Bucket"


@pytest.fixture
def hcl(module):
    return module("hcl")


def group(**properties):
    return {"type": "aws:ec2/securityGroup:SecurityGroup", "properties": properties}


def test_has_a_block_per_resource_whose_label_is_the_cases_own(hcl, case):
    made = case({"type": BUCKET, "name": "data.v1", "properties": {"forceDestroy": True, "tags": {"acme:owner": "me"}}})
    assert hcl.document(made, "c7") == (
        'resource "aws_s3_bucket" "data_v1_c7" {\n  force_destroy = true\n  tags = {"acme:owner" = "me"}\n}\n'
    )


def test_repeats_a_block_for_each_element(hcl, case):
    made = case(group(ingress=[{"fromPort": 22}, {"fromPort": 80, "cidrBlocks": ["10.0.0.0/8"]}]))
    assert hcl.document(made, "c") == (
        'resource "aws_security_group" "one_c" {\n'
        "  ingress {\n    from_port = 22\n  }\n"
        '  ingress {\n    from_port = 80\n    cidr_blocks = ["10.0.0.0/8"]\n  }\n'
        "}\n"
    )


def test_has_no_block_for_an_empty_list_and_no_line_for_nothing(hcl, case):
    assert (
        hcl.document(case(group(ingress=[], description=None)), "c") == 'resource "aws_security_group" "one_c" {\n}\n'
    )


def test_refers_to_a_resource_bare_where_nothing_else_is_said(hcl, case):
    policy = {"type": "aws:s3/bucketPolicy:BucketPolicy", "name": "read", "properties": {"bucket": "${one.id}"}}
    assert "  bucket = aws_s3_bucket.one_c.id\n" in hcl.document(case({"type": BUCKET}, policy), "c")


def test_refers_inside_a_json_text_and_leaves_iams_own_variables(hcl, case):
    text = JsonText({"Resource": ["${one.bucketDomainName}/*", "${aws:username}", "${nobody.arn}"]})
    policy = {"type": "aws:s3/bucketPolicy:BucketPolicy", "name": "read", "properties": {"policy": text}}
    assert (
        r'policy = "{\"Resource\": [\"${aws_s3_bucket.one_c.bucket_domain_name}/*\", \"$${aws:username}\",'
        r' \"$${nobody.arn}\"]}"'
    ) in hcl.document(case({"type": BUCKET}, policy), "c")


def test_has_a_policy_that_is_written_as_an_object_as_the_text_it_becomes(hcl, case):
    policy = {"type": "aws:iam/policy:Policy", "properties": {"policy": {"Statement": [{"Action": "*"}]}}}
    assert r'  policy = "{\"Statement\": [{\"Action\": \"*\"}]}"' in hcl.document(case(policy), "c")


@pytest.mark.parametrize(
    ("outputs", "text"), [({"name": "said"}, '"said"'), ({}, '"pod-name"')], ids=["said", "made up"]
)
def test_refers_to_what_terraform_has_no_block_for_by_text(hcl, case, outputs, text):
    pod = {"type": "kubernetes:core/v1:Pod", "name": "pod", "outputs": outputs}
    bucket = {"type": BUCKET, "properties": {"bucket": "${pod.name}", "tags": {"Name": "a ${pod.name}"}}}
    written = hcl.document(case(pod, bucket), "c")
    assert f"  bucket = {text}\n" in written
    assert f'  tags = {{Name = "a ${{{text}}}"}}\n' in written


def test_refers_to_a_bridged_type_of_another_package(hcl, case):
    word = {"type": "random:index/randomPassword:RandomPassword", "name": "word", "properties": {"length": 20}}
    db = {"type": "aws:rds/instance:Instance", "properties": {"password": "${word.result}"}}
    written = hcl.document(case(word, db), "c")
    assert 'resource "random_password" "word_c" {\n  length = 20\n}' in written
    assert "password = random_password.word_c.result\n" in written


def test_opens_secrets_also_around_a_block(hcl, case):
    made = case({"type": "aws:rds/instance:Instance", "properties": {"password": Secret("hunter2")}})
    assert 'password = "hunter2"' in hcl.document(made, "c")
    assert "ingress {\n    from_port = 1\n" in hcl.document(case(group(ingress=[Secret({"fromPort": 1})])), "c")


def test_has_providers_as_blocks_that_resources_name(hcl, case):
    provider = {"type": "pulumi:providers:aws", "name": "other", "properties": {"accessKey": Secret("AKIA")}}
    written = hcl.document(case(provider, {"type": BUCKET, "provider": "other", "options": {"protect": True}}), "c")
    assert 'provider "aws" {\n  alias = "other_c"\n  access_key = "AKIA"\n}\n' in written
    assert "  provider = aws.other_c\n  lifecycle {\n    prevent_destroy = true\n  }\n}" in written


def test_has_a_data_source_for_what_the_program_only_reads(hcl, case):
    log = {"type": "aws:ec2/flowLog:FlowLog", "name": "log", "properties": {"vpcId": "${one.id}"}}
    assert hcl.document(case({"type": "aws:ec2/vpc:Vpc", "read": True}, log), "c") == (
        'data "aws_vpc" "one_c" {\n}\n\nresource "aws_flow_log" "log_c" {\n  vpc_id = data.aws_vpc.one_c.id\n}\n'
    )


@pytest.mark.parametrize("mark", [{"component": True}, {"remote": True}, {"opaque": "made elsewhere"}])
def test_leaves_out_what_is_no_resource_of_the_cloud(hcl, case, mark):
    assert hcl.document(case({"type": BUCKET, **mark}), "c") == ""


def test_leaves_out_types_of_another_kind(hcl, case):
    assert hcl.document(case({"type": "kubernetes:core/v1:Pod"}), "c") == ""


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (UNKNOWN, "var.not_known"),
        (Secret(UNKNOWN), "var.not_known"),
        ({"Name": UNKNOWN}, "{Name = var.not_known}"),
        (JsonText([UNKNOWN, "a"]), r'"[\"${var.not_known}\", \"a\"]"'),
    ],
    ids=["alone", "secret", "inside", "in a text"],
)
def test_has_a_variable_for_what_is_not_known(hcl, case, value, written):
    assert hcl.document(case({"type": BUCKET, "properties": {"tags": value}}), "c") == (
        f'resource "aws_s3_bucket" "one_c" {{\n  tags = {written}\n}}\n\nvariable "not_known" {{}}\n'
    )


def test_cannot_say_a_property_that_the_type_does_not_have(hcl, case):
    with pytest.raises(hcl.UntranslatableError, match=r"SecurityGroup ingress has no property 'port' in the installed"):
        hcl.document(case(group(ingress=[{"port": 22}])), "c")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.one_of(st.sampled_from('${%"\\\n'), st.characters())))
def test_takes_every_text_literally(hcl, text):
    written = hcl.quoted(text)
    assert json.loads(f'"{written}"').replace("$${", "${").replace("%%{", "%{") == text
