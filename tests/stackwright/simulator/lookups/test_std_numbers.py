"""A function over numbers, networks and times..."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackwright.simulator.lookups.std_numbers import FUNCTIONS


@pytest.mark.parametrize(
    ("name", "args", "result"),
    [
        ("abs", {"given": -1.5}, 1.5),
        ("ceil", {"given": 1.2}, 2),
        ("floor", {"given": 1.8}, 1),
        ("cidrhost", {"given": "10.0.0.0/16", "host": 5}, "10.0.0.5"),
        ("cidrhost", {"given": "10.0.0.0/16", "host": -1}, "10.0.255.255"),
        ("cidrnetmask", {"given": "10.0.0.0/20"}, "255.255.240.0"),
        ("cidrsubnet", {"given": "10.0.0.0/16", "newbits": 8, "netnum": 2}, "10.0.2.0/24"),
        ("cidrsubnet", {"given": "2001:db8::/56", "newbits": 8, "netnum": 255}, "2001:db8:0:ff::/64"),
        (
            "cidrsubnets",
            {"given": "10.1.0.0/16", "newbits": [4, 4, 8, 4]},
            ["10.1.0.0/20", "10.1.16.0/20", "10.1.32.0/24", "10.1.48.0/20"],
        ),
        ("cidrsubnets", {"given": "10.1.0.0/16", "newbits": []}, []),
        ("log", {"given": 16, "base": 2}, 4.0),
        ("max", {"given": [1, 3, 2]}, 3),
        ("min", {"given": [2, 1]}, 1),
        ("parseint", {"given": "ff", "base": 16}, 255),
        ("parseint", {"given": "12"}, 12),
        ("pow", {"base": 3, "exponent": 2}, 9),
        ("range", {"limit": 3}, [0, 1, 2]),
        ("range", {"limit": 0, "start": 3}, [3, 2, 1]),
        ("range", {"limit": 10, "start": 1, "step": 4}, [1, 5, 9]),
        ("signum", {"given": -3}, -1),
        ("sum", {"given": [1, 2.5]}, 3.5),
        ("timeadd", {"timestamp": "2026-01-01T00:00:00Z", "duration": "1h30m"}, "2026-01-01T01:30:00Z"),
        ("timeadd", {"timestamp": "2026-01-01T00:00:00+02:00", "duration": "-10s"}, "2025-12-31T23:59:50+02:00"),
        ("timecmp", {"timestampa": "2026-01-01T00:00:00Z", "timestampb": "2026-01-01T02:00:00+02:00"}, 0),
        ("timecmp", {"timestampa": "2026-01-01T00:00:00Z", "timestampb": "2026-01-02T00:00:00Z"}, -1),
        ("tobool", {"given": "true"}, True),
        ("tobool", {}, None),
        ("tonumber", {"given": "1.5"}, 1.5),
        ("tonumber", {}, None),
    ],
)
def test_computes(name, args, result):
    assert FUNCTIONS[name](**args) == result


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("cidrsubnet", {"given": "10.0.0.0/16", "newbits": 2, "netnum": 4}),
        ("cidrsubnets", {"given": "10.0.0.0/16", "newbits": [1, 1, 1]}),
        ("cidrhost", {"given": "nothing", "host": 1}),
        ("timeadd", {"timestamp": "2026-01-01T00:00:00Z", "duration": "soon"}),
        ("timeadd", {"timestamp": "2026-01-01T00:00:00Z", "duration": "1h later"}),
        ("tobool", {"given": "maybe"}),
    ],
)
def test_refuses_what_has_no_answer(name, args):
    with pytest.raises((LookupError, ValueError)):
        FUNCTIONS[name](**args)


def test_has_no_clock_and_no_dice():
    assert FUNCTIONS["timestamp"]() == FUNCTIONS["timestamp"]()
    assert FUNCTIONS["uuid"]() == FUNCTIONS["uuid"]()


@given(st.lists(st.integers(1, 8), max_size=6))
def test_lays_out_networks_that_do_not_overlap(newbits):
    try:
        found = [ipaddress.ip_network(each) for each in FUNCTIONS["cidrsubnets"](given="10.0.0.0/16", newbits=newbits)]
    except ValueError:
        return
    assert [each.prefixlen - 16 for each in found] == newbits
    assert not any(one.overlaps(other) for at, one in enumerate(found) for other in found[at + 1 :])
