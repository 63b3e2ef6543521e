"""A place..."""

from __future__ import annotations

import pytest

from stackwright.simulator.place import Place


@pytest.mark.parametrize(
    ("region", "partition", "suffix"),
    [
        ("us-east-1", "aws", "amazonaws.com"),
        ("cn-northwest-1", "aws-cn", "amazonaws.com.cn"),
        ("us-gov-east-1", "aws-us-gov", "amazonaws.com"),
    ],
)
def test_is_in_the_partition_of_its_region(region, partition, suffix):
    place = Place(region=region)
    assert (place.partition, place.dns_suffix) == (partition, suffix)
