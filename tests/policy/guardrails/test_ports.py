"""Traffic..."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policy.guardrails as pack
from policy.guardrails.item import Item
from policy.guardrails.marks import UNKNOWN
from policy.guardrails.ports import Traffic, admin_services, high_risk_ports, traffic
from policy.guardrails.verdicts import Undecided

PORTS = st.integers(0, 65535)


def read(protocol=None, first=None, last=None):
    rule = Item(urn="u", type="t", name="n", inputs={"protocol": protocol, "first": first, "last": last})
    return traffic(rule["protocol"], rule["first"], rule["last"])


@pytest.mark.parametrize(
    ("protocol", "first", "last", "label"),
    [
        ("tcp", 22, 22, "tcp/22"),
        ("TCP", 8000, 8999, "tcp/8000-8999"),
        ("6", 443, 443, "tcp/443"),
        (17, 53, 53, "udp/53"),
        ("tcp", "443", "443", "tcp/443"),
        ("tcp", 0, 65535, "tcp/all"),
        ("tcp", -1, -1, "tcp/all"),
        ("tcp", 443, None, "tcp/all"),
        ("tcp", None, 443, "tcp/all"),
        ("tcp", "https", 443, "tcp/all"),
        ("-1", 0, 0, "all/all"),
        ("all", 443, 443, "all/all"),
        (None, 443, 443, "all/all"),
        ("no protocol", 443, 443, "all/all"),
        ("icmp", 3, 4, "icmp/all"),
        ("58", -1, -1, "icmpv6/all"),
        ("50", 0, 0, "esp/all"),
        ("47", 0, 0, "47/all"),
    ],
)
def test_is_read_from_what_a_program_writes(protocol, first, last, label):
    assert read(protocol, first, last).label == label


@pytest.mark.parametrize("unknown", [0, 1, 2])
def test_is_undecided_where_a_part_that_matters_is_not_known(unknown):
    parts = ["tcp", 22, 22]
    parts[unknown] = UNKNOWN
    with pytest.raises(Undecided):
        read(*parts)


def test_is_known_where_ports_do_not_matter():
    assert read("-1", UNKNOWN, UNKNOWN).everything


@given(first=PORTS, last=PORTS, port=PORTS)
def test_covers_the_ports_between_its_bounds_and_no_others(first, last, port):
    passing = Traffic(protocol="tcp", first=first, last=last)
    assert passing.covers(port) is (port in range(first, last + 1))
    assert not passing.covers(port, "udp")


@given(PORTS)
def test_covers_every_port_where_it_is_every_protocol(port):
    assert Traffic(protocol="all").covers(port)
    assert Traffic(protocol="all").covers(port, "udp")


@given(first=PORTS, last=PORTS, allowed=st.frozensets(PORTS, max_size=4))
def test_is_within_a_list_of_ports_only_with_all_of_its_own(first, last, allowed):
    last = min(last, first + 5)
    passing = Traffic(protocol="tcp", first=first, last=last)
    assert passing.within({"tcp": allowed}) is (set(range(first, last + 1)) <= allowed)


def test_of_another_protocol_is_within_no_list():
    assert not Traffic(protocol="47").within({"tcp": frozenset(range(65536))})
    assert not Traffic(protocol="all").within({"tcp": frozenset(range(65536)), "udp": frozenset(range(65536))})


@pytest.mark.parametrize(
    ("passing", "everything"),
    [
        (Traffic(protocol="all"), True),
        (Traffic(protocol="tcp"), True),
        (Traffic(protocol="udp", first=1), True),
        (Traffic(protocol="tcp", first=2), False),
        (Traffic(protocol="tcp", last=65534), False),
        (Traffic(protocol="icmp"), False),
        (Traffic(protocol="47"), False),
    ],
)
def test_is_everything_where_no_port_is_left_out(passing, everything):
    assert passing.everything is everything


def test_is_only_messages_where_it_is_icmp():
    assert [name for name in ("icmp", "icmpv6", "tcp", "all") if Traffic(protocol=name).only_messages] == [
        "icmp",
        "icmpv6",
    ]


@pytest.mark.parametrize(
    ("passing", "services"),
    [
        (Traffic(protocol="tcp", first=22, last=22), ("SSH (tcp 22)",)),
        (Traffic(protocol="udp", first=3389, last=3389), ("Remote Desktop (udp 3389)",)),
        (Traffic(protocol="tcp", first=20, last=4000), ("SSH (tcp 22)", "Remote Desktop (tcp 3389)")),
        (Traffic(protocol="udp", first=22, last=22), ()),
        (Traffic(protocol="icmp"), ()),
    ],
)
def test_names_the_services_for_administration_that_it_reaches(passing, services):
    assert admin_services(passing) == services


def test_of_high_risk_is_a_table_with_sources():
    table = Path(pack.__file__).parent / "data" / "high_risk_ports.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ports = [int(row["port"]) for row in rows]
    assert ports == sorted(set(ports))
    assert all(row["service"] and row["source"].startswith("https://") and row["as_of"] == "2026-11-21" for row in rows)
    assert high_risk_ports()[5432] == "PostgreSQL"
    assert set(high_risk_ports()).isdisjoint({22, 80, 443, 3389})
