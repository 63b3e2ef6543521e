"""What AWS offers is read from tables with a source and a date."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from components.network import facts

DATA = Path(facts.__file__).parent.parent / "data"


@pytest.mark.parametrize("table", ["vpc_endpoint_services.csv"])
def test_every_row_has_a_source_and_a_date(table):
    with (DATA / table).open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert rows
    for row in rows:
        assert row["source"]
        assert date.fromisoformat(row["as_of"])


def test_no_two_services_would_give_one_child_name():
    services = facts.interface_services()
    assert len({service.replace(".", "-") for service in services}) == len(services)


@pytest.mark.parametrize(
    ("region", "service", "name"),
    [
        ("eu-west-1", "ecr.api", "com.amazonaws.eu-west-1.ecr.api"),
        ("us-gov-west-1", "sts", "com.amazonaws.us-gov-west-1.sts"),
        ("cn-north-1", "ecr.dkr", "cn.com.amazonaws.cn-north-1.ecr.dkr"),
        ("cn-north-1", "logs", "com.amazonaws.cn-north-1.logs"),
    ],
)
def test_an_interface_service_is_named_as_its_region_names_it(scope, region, service, name):
    assert facts.interface_service_name(replace(scope, region=region), service) == name


@pytest.mark.parametrize("region", ["eu-west-1", "cn-north-1"])
def test_a_gateway_service_has_one_prefix_everywhere(scope, region):
    assert facts.gateway_service_name(replace(scope, region=region), "s3") == f"com.amazonaws.{region}.s3"
