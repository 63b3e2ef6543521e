"""A load balancer..."""

from __future__ import annotations

import pytest

from policy.guardrails import load_balancers
from policy.guardrails.marks import UNKNOWN
from policy.guardrails.verdicts import Undecided

FORWARD = [{"type": "forward"}]


@pytest.fixture
def balancer(item):
    return lambda **inputs: item(load_balancers.LOAD_BALANCER, "public", inputs=inputs)


@pytest.fixture
def listener(item):
    return lambda **inputs: item(load_balancers.LISTENER, "web", inputs=inputs)


@pytest.mark.parametrize(
    ("kind", "answer"), [("application", True), (None, True), ("network", False), ("gateway", False)]
)
def test_is_for_applications_unless_it_says_otherwise(balancer, kind, answer):
    assert load_balancers.is_application(balancer(loadBalancerType=kind)) is answer


@pytest.mark.parametrize(("internal", "answer"), [(True, True), (False, False), (None, False)])
def test_is_internal_where_it_says_so(balancer, internal, answer):
    assert load_balancers.is_internal(balancer(internal=internal)) is answer


@pytest.mark.parametrize(("internal", "answer"), [(True, True), (False, False)])
def test_is_internal_where_aws_says_so_of_one_that_is_only_read(item, internal, answer):
    shared = item(load_balancers.LOAD_BALANCER, read=True, outputs={"internal": internal})
    assert load_balancers.is_internal(shared) is answer


def test_is_reached_by_nobody_knows_whom_where_it_is_only_read(item):
    with pytest.raises(Undecided):
        load_balancers.is_internal(item(load_balancers.LOAD_BALANCER, read=True))


def test_forwards_to_each_group_that_its_listener_names(listener):
    weighted = {"targetGroups": [{"arn": "blue", "weight": 90}, {"arn": "green", "weight": 10}]}
    actions = [{"type": "forward", "targetGroupArn": "web"}, {"type": "forward", "forward": weighted}, *FORWARD]
    places = load_balancers.forwards_to(listener(defaultActions=actions)["defaultActions"])
    assert [place.text() for place in places] == ["web", "blue", "green"]


def test_is_of_a_kind_that_is_not_known_yet(balancer):
    with pytest.raises(Undecided):
        load_balancers.is_application(balancer(loadBalancerType=UNKNOWN))
    with pytest.raises(Undecided):
        load_balancers.is_internal(balancer(internal=UNKNOWN))


@pytest.mark.parametrize(
    ("inputs", "spoken"),
    [
        ({"protocol": "https", "port": 443}, "HTTPS"),
        ({"port": 80}, "HTTP"),
        ({"protocol": "TCP"}, "TCP"),
        ({}, ""),
    ],
)
def test_speaks_the_protocol_of_its_listener(listener, inputs, spoken):
    assert load_balancers.protocol(listener(**inputs)) == spoken


def test_speaks_a_protocol_that_is_not_known_yet(listener):
    with pytest.raises(Undecided):
        load_balancers.protocol(listener(protocol=UNKNOWN, port=80))


@pytest.mark.parametrize(
    "actions",
    [
        [{"type": "redirect", "redirect": {"protocol": "HTTPS", "port": "443"}}],
        [{"type": "redirect", "redirect": {"protocol": "https"}}],
        [{"type": "fixed-response", "fixedResponse": {"statusCode": "403"}}],
        [{"type": "fixed-response", "fixedResponse": {"statusCode": "5XX"}}],
    ],
)
def test_sends_clients_to_https_or_turns_them_away(listener, actions):
    assert list(load_balancers.must_redirect(listener(defaultActions=actions)["defaultActions"])) == []


@pytest.mark.parametrize(
    ("actions", "path"),
    [
        (None, "defaultActions"),
        ([], "defaultActions"),
        (FORWARD, "defaultActions[0].type"),
        ([{"type": "redirect", "redirect": {"port": "80"}}], "defaultActions[0].redirect.protocol"),
        ([{"type": "redirect", "redirect": {"protocol": "#{protocol}"}}], "defaultActions[0].redirect.protocol"),
        (
            [{"type": "fixed-response", "fixedResponse": {"statusCode": "200"}}],
            "defaultActions[0].fixedResponse.statusCode",
        ),
    ],
)
def test_answers_plain_http_in_a_way_it_should_not(listener, actions, path):
    found = list(load_balancers.must_redirect(listener(defaultActions=actions)["defaultActions"]))
    assert [problem.path for problem in found] == [path]


def test_answers_in_a_way_that_is_not_known_yet(listener):
    with pytest.raises(Undecided):
        list(load_balancers.must_redirect(listener(defaultActions=[{"type": UNKNOWN}])["defaultActions"]))


def test_has_strong_policies_for_tls_to_choose_from():
    strong = load_balancers.strong_policies()
    assert strong == sorted(set(strong))
    assert "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" in strong
    assert all(name.startswith(("ELBSecurityPolicy-TLS13-1-2-", "ELBSecurityPolicy-TLS13-1-3-")) for name in strong)
    assert not [name for name in strong if "Ext" in name]
