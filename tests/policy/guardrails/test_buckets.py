"""A bucket..."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.guardrails.buckets import (
    ACL,
    BUCKET,
    DELIVERED,
    LOGGING,
    POLICY,
    VERSIONING,
    LogSinks,
    bucket_names,
    either,
    settings,
)
from policy.guardrails.inventory import Inventory
from policy.guardrails.marks import UNKNOWN
from policy.guardrails.tables import rows
from policy.guardrails.types import canonical
from policy.guardrails.verdicts import Undecided

CLOUDFRONT = "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0"


@pytest.fixture
def bucket(item):
    return item(BUCKET, "logs", inputs={"bucket": "acme-logs"}, id="acme-logs")


@pytest.fixture
def is_sink(bucket):
    def ask(*others, kinds=()):
        return LogSinks(Inventory([bucket, *others])).include(bucket, *kinds)

    return ask


def allows(service):
    return json.dumps({"Statement": [{"Effect": "Allow", "Principal": {"Service": service}, "Action": "s3:PutObject"}]})


def test_has_settings_inline_in_either_shape(item):
    one = item(BUCKET, "data", inputs={"versioning": {"enabled": True}})
    old = item(BUCKET, "media", inputs={"versionings": [{"enabled": True}]})
    stack = Inventory([one, old])
    assert [node.path for node in settings(stack, one, VERSIONING, "versioning", "versionings").inline] == [
        "versioning"
    ]
    found = settings(stack, old, VERSIONING, "versioning", "versionings")
    assert [node.path for node in found.inline] == ["versionings[0]"]
    assert list(found.must_be_there("nothing")) == []


def test_has_settings_in_resources_of_their_own(item, bucket):
    own = item(VERSIONING, "own", inputs={"bucket": "acme-logs"})
    theirs = item(VERSIONING, "theirs", inputs={"bucket": "acme-data"})
    found = settings(Inventory([bucket, own, theirs]), bucket, VERSIONING, "versioning")
    assert (found.inline, found.siblings, found.possible) == ((), (own,), ())
    assert list(found.must_be_there("nothing")) == []


def test_without_settings_is_a_problem_or_unknown_where_there_may_be_some(item, bucket):
    (found,) = settings(Inventory([bucket]), bucket, VERSIONING, "versioning").must_be_there("nothing is said")
    assert (found.item, found.path, found.text) == (bucket, "", "nothing is said")
    some = item(VERSIONING, "some", inputs={"bucket": UNKNOWN})
    (found,) = settings(Inventory([bucket, some]), bucket, VERSIONING, "versioning").must_be_there("nothing is said")
    assert isinstance(found, Undecided)


def test_reads_an_input_in_either_shape_and_its_absence(item):
    one = item(inputs={"a": {"rule": {"x": 1}}, "b": {"rules": [{"x": 2}, {"x": 3}]}})
    assert [node.path for node in either(one["a"], "rule", "rules")] == ["a.rule"]
    assert [node.path for node in either(one["b"], "rule", "rules")] == ["b.rules[0]", "b.rules[1]"]
    assert [node.path for node in either(one["c"], "rule", "rules")] == ["c.rule"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("acme-logs", "acme-logs"),
        ("acme.logs", "acme.logs"),
        ("arn:aws:s3:::acme-logs", "acme-logs"),
        ("arn:aws-us-gov:s3:::acme-logs/flow/", "acme-logs"),
        ("acme-logs.s3.amazonaws.com", "acme-logs"),
        ("acme.logs.s3.eu-west-1.amazonaws.com", "acme.logs"),
        ("acme-logs.s3-eu-west-1.amazonaws.com", "acme-logs"),
        ("acme-logs.s3.cn-north-1.amazonaws.com.cn", "acme-logs"),
    ],
)
def test_is_named_in_many_ways(text, name):
    assert bucket_names([text]) == {name}


def test_is_not_named_by_other_arns():
    assert bucket_names(["arn:aws:logs:eu-west-1:123456789012:log-group:acme-logs", ""]) == frozenset()


@given(st.from_regex(r"[a-z0-9][a-z0-9.-]{1,20}[a-z0-9]", fullmatch=True).filter(lambda name: ".s3" not in name))
def test_has_one_name_in_all_its_forms(name):
    assert bucket_names([name, f"arn:aws:s3:::{name}", f"arn:aws:s3:::{name}/a/b", f"{name}.s3.amazonaws.com"]) == {
        name
    }


@pytest.mark.parametrize(
    ("type_", "inputs"),
    [
        (LOGGING, {"bucket": "acme-data", "targetBucket": "acme-logs"}),
        (BUCKET, {"logging": {"targetBucket": "acme-logs"}}),
        (BUCKET, {"loggings": [{"targetBucket": "acme-logs"}]}),
        ("aws:lb/loadBalancer:LoadBalancer", {"accessLogs": {"bucket": "acme-logs"}}),
        ("aws:lb/loadBalancer:LoadBalancer", {"connectionLogs": {"bucket": "acme-logs"}}),
        ("aws:elb/loadBalancer:LoadBalancer", {"accessLogs": {"bucket": "acme-logs"}}),
        ("aws:cloudfront/distribution:Distribution", {"loggingConfig": {"bucket": "acme-logs.s3.amazonaws.com"}}),
        ("aws:cloudtrail/trail:Trail", {"s3BucketName": "acme-logs"}),
        ("aws:ec2/flowLog:FlowLog", {"logDestination": "arn:aws:s3:::acme-logs/flow/"}),
        (
            "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
            {"logDestinationConfigs": ["arn:aws:s3:::acme-logs"]},
        ),
        (POLICY, {"bucket": "acme-logs", "policy": allows("logdelivery.elasticloadbalancing.amazonaws.com")}),
        (POLICY, {"bucket": "acme-logs", "policy": allows(["config.amazonaws.com", "delivery.logs.amazonaws.com"])}),
        (ACL, {"bucket": "acme-logs", "accessControlPolicy": {"grants": [{"grantee": {"id": CLOUDFRONT}}]}}),
    ],
)
def test_holds_logs_where_something_sends_them_there_or_may_write_them(item, is_sink, type_, inputs):
    assert is_sink(item(type_, "other", inputs=inputs))


@pytest.mark.parametrize(
    ("type_", "inputs"),
    [
        (LOGGING, {"bucket": "acme-logs", "targetBucket": "acme-data"}),
        ("aws:lb/loadBalancer:LoadBalancer", {"name": "acme-logs"}),
        ("aws:ec2/flowLog:FlowLog", {"logDestination": "arn:aws:logs:eu-west-1:123456789012:log-group:acme-logs"}),
        (POLICY, {"bucket": "acme-logs", "policy": allows("lambda.amazonaws.com")}),
        (POLICY, {"bucket": "acme-data", "policy": allows("delivery.logs.amazonaws.com")}),
        (POLICY, {"bucket": "acme-logs", "policy": allows("delivery.logs.amazonaws.com").replace("Allow", "Deny")}),
        (ACL, {"bucket": "acme-logs", "accessControlPolicy": {"grants": [{"grantee": {"id": "somebody"}}]}}),
    ],
)
def test_holds_none_where_others_do(item, is_sink, type_, inputs):
    assert not is_sink(item(type_, "other", inputs=inputs))


def test_holds_logs_of_its_own_account_where_its_own_inputs_say_so(item):
    inline = item(BUCKET, "logs", inputs={"policy": allows("logging.s3.amazonaws.com")})
    assert LogSinks(Inventory([inline])).include(inline)
    granted = item(BUCKET, "logs", inputs={"grants": [{"id": CLOUDFRONT, "permissions": ["FULL_CONTROL"]}]})
    assert LogSinks(Inventory([granted])).include(granted, "cloudfront")
    assert not LogSinks(Inventory([granted])).include(granted, "access")


def test_holds_logs_of_the_kinds_that_are_asked_for(item, is_sink):
    trail = item("aws:cloudtrail/trail:Trail", "account", inputs={"s3BucketName": "acme-logs"})
    assert is_sink(trail, kinds=("trail",))
    assert not is_sink(trail, kinds=DELIVERED)


@pytest.mark.parametrize(
    ("type_", "inputs"),
    [
        (LOGGING, {"bucket": "acme-data", "targetBucket": UNKNOWN}),
        (POLICY, {"bucket": "acme-logs", "policy": UNKNOWN}),
        (POLICY, {"bucket": UNKNOWN, "policy": allows("lambda.amazonaws.com")}),
        (
            "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
            {"logDestinationConfigs": ["arn:aws:s3:::acme-data", UNKNOWN]},
        ),
        (BUCKET, {"loggings": [{"targetBucket": UNKNOWN}]}),
    ],
)
def test_may_hold_logs_where_it_is_not_known_and_nothing_else_tells(item, is_sink, type_, inputs):
    unknown = item(type_, "other", inputs=inputs)
    with pytest.raises(Undecided) as raised:
        is_sink(unknown)
    assert raised.value.item.name == "logs"
    assert is_sink(unknown, item(LOGGING, "data", inputs={"bucket": "acme-data", "targetBucket": "acme-logs"}))


def test_is_not_taken_for_a_log_sink_for_lists_that_are_not_known(item, is_sink):
    assert not is_sink(item(BUCKET, "data", inputs={"loggings": UNKNOWN, "grants": UNKNOWN}))


def test_holds_logs_where_a_setting_is_for_such_a_bucket(item, bucket):
    own, theirs, some = (
        item(VERSIONING, name, inputs={"bucket": name}) for name in ("acme-logs", "acme-data", UNKNOWN)
    )
    trail = item("aws:cloudtrail/trail:Trail", "account", inputs={"s3BucketName": "acme-logs"})
    sinks = LogSinks(Inventory([bucket, trail]))
    assert [sinks.include_bucket_of(setting, "trail") for setting in (own, theirs, some)] == [True, False, False]
    assert not sinks.include_bucket_of(own, *DELIVERED)


def test_log_sinks_are_listed_by_canonical_type_and_kind():
    kinds = {*DELIVERED, "trail"}
    assert [row["type"] for row in rows("log_sinks") if canonical(row["type"]) != row["type"]] == []
    assert {row["kind"] for row in rows("log_sinks")} == kinds
    assert {row["kind"] for row in rows("log_writers")} == kinds
