"""A security group's rule..."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.guardrails.inventory import Inventory
from policy.guardrails.marks import UNKNOWN, Secret
from policy.guardrails.security_groups import (
    DEFAULT_GROUP,
    EGRESS_RULE,
    GROUP,
    INGRESS_RULE,
    PREFIX_LIST,
    PREFIX_LIST_ENTRY,
    RULE,
    is_the_internet,
    must_not_be_open,
    read_range,
    security_rules,
)
from policy.guardrails.verdicts import Problem, Undecided

SSH = {"protocol": "tcp", "fromPort": 22, "toPort": 22}
STANDALONE = {"ipProtocol": "tcp", "fromPort": 22, "toPort": 22}
WORLD = "0.0.0.0/0"


def everything(_traffic):
    return "everything"


@pytest.fixture
def verdicts(item):
    def judge(type_, inputs, direction="ingress", refuses=everything):
        return list(must_not_be_open(Inventory([item(type_, "web", inputs=inputs)]), direction, refuses))

    return judge


@pytest.mark.parametrize(
    ("type_", "inputs", "path"),
    [
        (GROUP, {"ingress": [{**SSH, "cidrBlocks": [WORLD]}]}, "ingress[0].cidrBlocks[0]"),
        (GROUP, {"ingress": [{**SSH, "ipv6CidrBlocks": ["::/0"]}]}, "ingress[0].ipv6CidrBlocks[0]"),
        (DEFAULT_GROUP, {"ingress": [{**SSH, "cidrBlocks": [WORLD]}]}, "ingress[0].cidrBlocks[0]"),
        (RULE, {"type": "ingress", **SSH, "cidrBlocks": ["10.0.0.0/8", WORLD]}, "cidrBlocks[1]"),
        (INGRESS_RULE, {**STANDALONE, "cidrIpv4": WORLD}, "cidrIpv4"),
        (INGRESS_RULE, {**STANDALONE, "cidrIpv6": "0::/0"}, "cidrIpv6"),
    ],
)
def test_is_seen_in_whatever_resource_writes_it(verdicts, type_, inputs, path):
    (problem,) = verdicts(type_, inputs)
    assert isinstance(problem, Problem)
    assert problem.path == path
    assert problem.mark in ("tcp/22/0.0.0.0/0", "tcp/22/::/0")
    assert "must not be the whole internet for everything" in problem.text


@pytest.mark.parametrize(
    ("type_", "inputs"),
    [
        (GROUP, {"egress": [{**SSH, "cidrBlocks": [WORLD]}]}),
        (RULE, {"type": "egress", **SSH, "cidrBlocks": [WORLD]}),
        (EGRESS_RULE, {**STANDALONE, "cidrIpv4": WORLD}),
    ],
)
def test_belongs_to_one_direction(item, verdicts, type_, inputs):
    assert verdicts(type_, inputs, "ingress") == []
    assert len(verdicts(type_, inputs, "egress")) == 1
    assert [rule.direction for rule in security_rules(item(type_, inputs=inputs), "egress")] == ["egress"]


def test_is_none_in_a_resource_of_another_kind(item):
    assert security_rules(item(EGRESS_RULE, inputs={**STANDALONE, "cidrIpv4": WORLD}), "ingress") == []
    assert security_rules(item("aws:ec2/vpc:Vpc", inputs={"ingress": [SSH]}), "ingress") == []


def test_that_is_not_known_keeps_no_other_resource_from_being_judged(item):
    stack = Inventory(
        [
            item(GROUP, "a", inputs={"ingress": UNKNOWN}),
            item(INGRESS_RULE, "b", inputs={**STANDALONE, "cidrIpv4": WORLD}),
        ]
    )
    found = list(must_not_be_open(stack, "ingress", everything))
    assert [(type(one).__name__, one.item.name) for one in found] == [("Undecided", "a"), ("Problem", "b")]


def lists(item, *, entries=None, entry=None, named="pl-1"):
    """Return what is said of a rule that names a prefix list of the stack, with these entries."""
    made = item(PREFIX_LIST, "partners", inputs={"entries": entries}, id="pl-1")
    apart = item(PREFIX_LIST_ENTRY, "apart", inputs={"prefixListId": "pl-1", "cidr": entry})
    rule = item(INGRESS_RULE, "ssh", inputs={**STANDALONE, "prefixListId": named})
    return list(must_not_be_open(Inventory([made, rule, *([apart] if entry else [])]), "ingress", everything))


@pytest.mark.parametrize(
    "entries",
    [{"entries": [{"cidr": "10.0.0.0/8"}, {"cidr": WORLD}]}, {"entry": WORLD}, {"entries": UNKNOWN, "entry": WORLD}],
)
def test_about_a_list_of_prefixes_with_the_internet_in_it_is_about_the_internet(item, entries):
    (problem, *_) = lists(item, **entries)
    assert (problem.item.name, problem.path, problem.mark) == ("ssh", "prefixListId", "tcp/22/partners")
    assert problem.text == "the prefix list partners must not be the whole internet for everything"


@pytest.mark.parametrize(
    "entries", [{"entries": [{"cidr": "10.0.0.0/8"}]}, {"entry": "10.0.0.0/8"}, {"entry": WORLD, "named": "pl-2"}, {}]
)
def test_about_another_list_of_prefixes_is_not_about_the_internet(item, entries):
    assert lists(item, **entries) == []


@pytest.mark.parametrize(
    "entries",
    [{"entries": UNKNOWN}, {"entries": [{"cidr": UNKNOWN}]}, {"entry": WORLD, "named": UNKNOWN}, {"entry": UNKNOWN}],
)
def test_about_a_list_of_prefixes_that_is_not_known_is_undecided(item, entries):
    (undecided,) = lists(item, **entries)
    assert isinstance(undecided, Undecided)
    assert undecided.path == "prefixListId"


@pytest.mark.parametrize("source", ["securityGroups", "prefixListIds", "self"])
def test_about_a_group_or_a_list_of_prefixes_elsewhere_is_not_about_the_internet(verdicts, source):
    assert verdicts(GROUP, {"ingress": [{**SSH, source: True if source == "self" else ["x-1"]}]}) == []


def test_is_let_pass_where_nobody_has_words_against_it(verdicts):
    assert verdicts(GROUP, {"ingress": [{**SSH, "cidrBlocks": [WORLD, UNKNOWN]}]}, refuses=lambda _: "") == []


@pytest.mark.parametrize(
    ("inputs", "path"),
    [
        ({"ingress": UNKNOWN}, "ingress"),
        ({"ingress": [{**SSH, "cidrBlocks": UNKNOWN}]}, "ingress[0].cidrBlocks"),
        ({"ingress": [{**SSH, "cidrBlocks": [UNKNOWN]}]}, "ingress[0].cidrBlocks[0]"),
        ({"ingress": [{**SSH, "fromPort": UNKNOWN, "cidrBlocks": [WORLD]}]}, "ingress[0].fromPort"),
    ],
)
def test_is_undecided_where_what_decides_is_not_known(verdicts, inputs, path):
    (undecided,) = verdicts(GROUP, inputs)
    assert isinstance(undecided, Undecided)
    assert undecided.path == path


def test_that_is_not_known_keeps_no_other_from_being_judged(verdicts):
    found = verdicts(GROUP, {"ingress": [{**SSH, "cidrBlocks": [UNKNOWN, WORLD]}, {**SSH, "cidrBlocks": [WORLD]}]})
    assert [(type(one).__name__, one.path) for one in found] == [
        ("Problem", "ingress[0].cidrBlocks[1]"),
        ("Undecided", "ingress[0].cidrBlocks[0]"),
        ("Problem", "ingress[1].cidrBlocks[0]"),
    ]


def test_with_a_range_that_cannot_be_read_is_a_problem_whatever_the_traffic(verdicts):
    (problem,) = verdicts(INGRESS_RULE, {**STANDALONE, "cidrIpv4": "anywhere"}, refuses=lambda _: "")
    assert problem.text == 'cidrIpv4 must be a CIDR range, found "anywhere"'


@pytest.mark.parametrize(
    ("inputs", "mark"),
    [
        ({**STANDALONE, "cidrIpv4": Secret(WORLD)}, "tcp/22/[secret]"),
        ({**STANDALONE, "fromPort": Secret(22), "cidrIpv4": WORLD}, "[secret]/0.0.0.0/0"),
        ({**STANDALONE, "toPort": 4000, "cidrIpv6": "2000::/3"}, "tcp/22-4000/2000::/3"),
        ({"ipProtocol": "-1", "cidrIpv4": WORLD}, "all/all/0.0.0.0/0"),
    ],
)
def test_has_a_fingerprint_that_shows_no_secret(verdicts, inputs, mark):
    assert [problem.mark for problem in verdicts(INGRESS_RULE, inputs)] == [mark]


@pytest.mark.parametrize(
    "text", [WORLD, "::/0", "0::/0", "0.0.0.0/1", "128.0.0.0/1", "1.2.3.4/0", "64.0.0.0/7", "2000::/3", "2a00::/11"]
)
def test_is_for_the_internet_where_no_network_is_that_large(text):
    assert is_the_internet(ip_network(text, strict=False))


@pytest.mark.parametrize(
    "text", ["10.0.0.0/8", "44.0.0.0/8", "203.0.113.0/24", "fc00::/7", "fd00::/8", "fe80::/10", "2a00::/12"]
)
def test_is_for_a_network_where_somebody_may_have_it(text):
    assert not is_the_internet(ip_network(text))


@given(st.ip_addresses(v=4), st.integers(8, 32))
def test_is_never_for_the_internet_below_the_largest_allocation(address, length):
    assert not is_the_internet(ip_network(f"{address}/{length}", strict=False))


def test_has_a_range_only_where_it_can_be_read(item):
    rule = item(INGRESS_RULE, inputs={"cidrIpv4": "10.0.0.1/8", "cidrIpv6": "x"})
    assert str(read_range(rule["cidrIpv4"])) == "10.0.0.0/8"
    assert read_range(rule["cidrIpv6"]) is None
