"""A distribution's..."""

from __future__ import annotations

import pytest

from policy.guardrails.cloudfront import (
    DISTRIBUTION,
    MULTITENANT,
    behaviors,
    changes_requests,
    changes_responses,
    custom_configs,
    is_s3,
    name_of,
)
from policy.guardrails.marks import UNKNOWN
from policy.guardrails.verdicts import Undecided

BUCKET = "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::site"
BALANCER = "urn:pulumi:dev::shop::aws:lb/loadBalancer:LoadBalancer::api"


@pytest.fixture
def origin(item):
    def make(properties, *edges):
        one = item(
            DISTRIBUTION, "cdn", inputs={"origins": [properties]}, property_dependencies={"origins": tuple(edges)}
        )
        return one["origins"][0]

    return make


@pytest.mark.parametrize(
    ("type_", "others"), [(DISTRIBUTION, "orderedCacheBehaviors"), (MULTITENANT, "cacheBehaviors")]
)
def test_behaviors_begin_with_the_default_one(item, type_, others):
    one = item(type_, "cdn", inputs={"defaultCacheBehavior": {"compress": True}, others: [{"pathPattern": "/api/*"}]})
    assert [node.path for node in behaviors(one)] == ["defaultCacheBehavior", f"{others}[0]"]


def test_origins_have_a_name_in_either_spelling(origin):
    assert name_of(origin({"originId": "site"})) == "site"
    assert name_of(origin({"id": "shop"})) == "shop"
    with pytest.raises(Undecided):
        name_of(origin({"originId": UNKNOWN}))


def test_web_servers_are_told_from_other_origins(origin):
    assert [node.path for node in custom_configs(origin({"customOriginConfig": {"httpPort": 80}}))] == [
        "origins[0].customOriginConfig"
    ]
    assert [node.path for node in custom_configs(origin({"customOriginConfigs": [{"httpPort": 80}]}))] == [
        "origins[0].customOriginConfigs[0]"
    ]
    assert custom_configs(origin({"vpcOriginConfig": {"vpcOriginId": "vo_1"}})) == []


@pytest.mark.parametrize(
    ("domain", "answer"),
    [
        ("acme.s3.amazonaws.com", True),
        ("acme.site.s3.eu-west-1.amazonaws.com", True),
        ("acme.s3-eu-west-1.amazonaws.com", True),
        ("acme.s3.dualstack.us-east-1.amazonaws.com", True),
        ("acme.s3.cn-north-1.amazonaws.com.cn", True),
        ("acme.s3-website-us-east-1.amazonaws.com", False),
        ("acme.s3-website.eu-central-1.amazonaws.com", False),
        ("mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com", False),
        ("acme-123456789012.s3-object-lambda.eu-west-1.amazonaws.com", False),
        ("api-1.eu-west-1.elb.amazonaws.com", False),
        ("s3.acme.example", False),
        ("acme.s3.amazonaws.com.acme.example", False),
    ],
)
def test_bucket_is_known_by_its_domain_name(origin, domain, answer):
    assert is_s3(origin({"domainName": domain})) is answer


def test_origin_without_a_name_yet_is_a_bucket_unless_something_else_is_said(origin):
    assert is_s3(origin({"domainName": UNKNOWN}))
    assert is_s3(origin({"domainName": UNKNOWN, "s3OriginConfig": {"originAccessIdentity": ""}}, BUCKET))
    assert not is_s3(origin({"domainName": UNKNOWN, "customOriginConfig": {"httpPort": 80}}, BALANCER))
    assert not is_s3(origin({"domainName": UNKNOWN, "vpcOriginConfigs": [{"vpcOriginId": "vo_1"}]}, BALANCER))


@pytest.mark.parametrize("edges", [(), (BUCKET,), (BALANCER, BUCKET)])
def test_web_server_made_of_a_bucket_or_of_nothing_known_may_be_one(origin, edges):
    with pytest.raises(Undecided) as raised:
        is_s3(origin({"domainName": UNKNOWN, "customOriginConfig": {"httpPort": 80}}, *edges))
    assert raised.value.path == "origins[0].domainName"


@pytest.mark.parametrize("kind", ["functionAssociations", "lambdaFunctionAssociations"])
@pytest.mark.parametrize(
    ("event", "requests", "responses"),
    [
        ("viewer-request", True, False),
        ("origin-request", True, False),
        ("viewer-response", False, True),
        ("origin-response", False, True),
    ],
)
def test_functions_see_requests_or_responses(item, kind, event, requests, responses):
    behavior = item(DISTRIBUTION, "cdn", inputs={"b": {kind: [{"eventType": event}]}})["b"]
    assert (changes_requests(behavior), changes_responses(behavior)) == (requests, responses)
    assert not changes_requests(item(DISTRIBUTION, "cdn", inputs={"b": {}})["b"])
