"""Amounts of what nodes have and pods ask for..."""

from __future__ import annotations

from decimal import Decimal

import pytest

from stackwright.checks.cost.packing.amounts import MIB, Amounts, quantity, total


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("250m", "0.25"),
        ("1", "1"),
        (2, "2"),
        (0.5, "0.5"),
        (".5", "0.5"),
        ("1500u", "0.0015"),
        ("512Mi", str(512 * 2**20)),
        ("1.5Gi", str(3 * 2**29)),
        ("2G", "2000000000"),
        ("1k", "1000"),
        ("1e3", "1000"),
        ("12E-1", "1.2"),
    ],
)
def test_are_read_as_kubernetes_writes_them(text, number):
    assert quantity(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "much", "5 Gi", "-1", "1ki", True, None, "1e999"])
def test_are_none_where_they_are_no_quantity(text):
    assert quantity(text) is None


def test_add_up_and_are_taken_away_but_never_below_nothing():
    one, other = Amounts(cpu=100, memory=5, pods=1), Amounts(cpu=250, memory=2)
    assert one.plus(other) == total([one, other]) == Amounts(cpu=350, memory=7, pods=1)
    assert one.minus(other) == Amounts(memory=3, pods=1)
    assert one.times(3) == Amounts(cpu=300, memory=15, pods=3)
    assert one.most(other) == Amounts(cpu=250, memory=5, pods=1)


def test_fit_where_there_is_room_for_each_of_them():
    room = Amounts(cpu=1000, memory=10, pods=2)
    assert Amounts(cpu=1000, memory=10, pods=2).within(room)
    assert not Amounts(cpu=1, gpus=1).within(room)


def test_are_shown_as_vcpus_and_gibibytes_and_gpus_where_there_are_any():
    assert str(Amounts(cpu=1250, memory=2560 * MIB)) == "1.25 vCPU, 2.5 GiB"
    assert str(Amounts(cpu=4000, memory=1024 * MIB, gpus=1)) == "4 vCPU, 1 GiB, 1 GPU"
    assert str(Amounts(gpus=2)) == "0 vCPU, 0 GiB, 2 GPUs"
