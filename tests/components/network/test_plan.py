"""Where every subnet lies follows from its zone's letter and its tier."""

from __future__ import annotations

from ipaddress import IPv4Network
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.network.plan import LETTERS, TIERS, check_zones, gateway_address, ipv4_range, ipv6_subnet, plan

ranges = st.builds(
    lambda prefix, block: str(IPv4Network((int(IPv4Network("10.0.0.0/8")[0]) + (block << (32 - prefix)), prefix))),
    st.integers(16, 21),
    st.integers(0, 255),
)
zone_sets = st.sets(st.sampled_from(LETTERS))
tier_sets = st.sets(st.sampled_from(TIERS))


@given(ranges, zone_sets, tier_sets)
def test_no_two_subnets_overlap_and_all_lie_inside(cidr, zones, tiers):
    networks = [IPv4Network(subnet.cidr) for subnet in plan(cidr, zones, tiers)]
    assert len(networks) == len(zones) * len(tiers)
    assert all(network.subnet_of(IPv4Network(cidr)) for network in networks)
    assert not any(one.overlaps(other) for one, other in combinations(networks, 2))


@given(ranges, zone_sets, tier_sets, zone_sets, tier_sets)
def test_no_change_of_zones_or_tiers_moves_a_subnet(cidr, zones, tiers, more_zones, more_tiers):
    before = set(plan(cidr, zones, tiers))
    after = set(plan(cidr, zones | more_zones, tiers | more_tiers))
    assert before <= after


@given(ranges)
def test_an_eighth_is_public_an_eighth_isolated_and_half_private_of_each_zone(cidr):
    whole = IPv4Network(cidr).num_addresses // len(LETTERS)
    shares = {s.tier: whole / IPv4Network(s.cidr).num_addresses for s in plan(cidr, "a")}
    assert shares == {"private": 2, "public": 8, "isolated": 8}


@given(ranges, zone_sets)
def test_a_load_balancer_fits_every_public_subnet(cidr, zones):
    assert all(IPv4Network(subnet.cidr).prefixlen <= 27 for subnet in plan(cidr, zones))


def test_the_places_of_a_known_vpc_never_change():
    assert [(s.zone, s.tier, s.cidr, s.ipv6_index) for s in plan("10.20.0.0/16", ["c", "a"])] == [
        ("a", "public", "10.20.16.0/22", 1),
        ("a", "private", "10.20.0.0/20", 0),
        ("a", "isolated", "10.20.20.0/22", 2),
        ("c", "public", "10.20.80.0/22", 65),
        ("c", "private", "10.20.64.0/20", 64),
        ("c", "isolated", "10.20.84.0/22", 66),
    ]


def test_the_smallest_vpc_ends_in_the_last_zone_with_room_left():
    assert [subnet.cidr for subnet in plan("10.0.0.0/21", "h")] == ["10.0.7.128/27", "10.0.7.0/25", "10.0.7.160/27"]


def test_every_ipv6_index_is_used_once_and_fits_a_56():
    indices = [subnet.ipv6_index for subnet in plan("10.0.0.0/16", LETTERS)]
    assert len(set(indices)) == len(LETTERS) * len(TIERS)
    assert max(indices) < 256


@given(st.integers(0, 255))
def test_an_ipv6_range_is_that_numbered_64_of_the_block(index):
    assert ipv6_subnet("2001:db8:1234:ab00::/56", index) == f"2001:db8:1234:ab{index:02x}::/64"


def test_an_ipv4_block_has_no_ipv6_range():
    with pytest.raises(ValueError, match=r"an IPv6 range was expected, got '10\.0\.0\.0/16'"):
        ipv6_subnet("10.0.0.0/16", 1)


def test_the_router_has_the_second_address():
    assert gateway_address("10.20.16.0/22") == "10.20.16.1"


@pytest.mark.parametrize(
    ("cidr", "message"),
    [
        (
            "10.0.0.0/15",
            r"cidr must be between /16 .* and /21 .*, got '10\.0\.0\.0/15': use for instance '10\.0\.0\.0/16'",
        ),
        ("10.0.0.0/22", r"cidr must be between /16 .* and /21 .*, got '10\.0\.0\.0/22'"),
        ("8.8.0.0/16", r"cidr must lie in a private range, got '8\.8\.0\.0/16': choose one inside 10\.0\.0\.0/8"),
        ("172.32.0.0/16", r"cidr must lie in a private range, got '172\.32\.0\.0/16'"),
        ("10.0.0.1/16", r"cidr must be an IPv4 range .*, got '10\.0\.0\.1/16': .*host bits set"),
        ("fd00::/16", r"cidr must be an IPv4 range .*, got 'fd00::/16'"),
        ("ten", r"cidr must be an IPv4 range such as '10\.0\.0\.0/16', got 'ten'"),
    ],
)
def test_a_range_that_can_not_be_planned_is_refused(cidr, message):
    with pytest.raises(ValueError, match=message):
        plan(cidr, "ab")


@pytest.mark.parametrize("cidr", ["100.64.0.0/16", "192.168.0.0/16", "172.31.0.0/16"])
def test_every_kind_of_private_range_is_accepted(cidr):
    assert plan(cidr, "a")


def test_an_existing_range_may_have_any_size():
    assert ipv4_range("10.0.0.0/24").num_addresses == 256


@pytest.mark.parametrize("zone", ["i", "A", "", "ab", "eu-west-1a", "1"])
def test_a_zone_that_is_no_letter_with_a_block_is_refused(zone):
    with pytest.raises(ValueError, match=rf"zones must be letters from 'a' to 'h', got '{zone}': give the end"):
        check_zones(["a", zone])


def test_a_repeated_zone_is_refused():
    with pytest.raises(
        ValueError, match=r"zones must be different letters, got \('a', 'b', 'a'\): remove the repeated"
    ):
        check_zones(["a", "b", "a"])


def test_zones_are_sorted():
    assert check_zones("cab") == ("a", "b", "c")
