"""The pricer of what AWS runs by the hour..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import line, lines, made, unpriced

FIREWALL = "aws:networkfirewall/firewall:Firewall"
AIRFLOW = "aws:mwaa/environment:Environment"
DIRECTORY = "aws:directoryservice/directory:Directory"


@pytest.mark.parametrize(
    ("inputs", "label", "hours"),
    [
        ({"subnetMappings": [{"subnetId": "subnet-1"}]}, "1 endpoint", "730"),
        ({"subnetMappings": [{"subnetId": UNKNOWN}, UNKNOWN]}, "2 endpoints", "1460"),
        ({"availabilityZoneMappings": [{}, {}, {}]}, "3 endpoints", "2190"),
    ],
)
def test_prices_a_firewall_by_its_endpoints_and_its_traffic(inputs, label, hours):
    assert lines(made(FIREWALL, **inputs)) == [
        (label, "network-firewall.hour", hours),
        ("traffic inspected", "network-firewall.data", "10 - 100 - 1000"),
    ]


@pytest.mark.parametrize("name", ["accelerator:Accelerator", "customRoutingAccelerator:CustomRoutingAccelerator"])
def test_prices_an_accelerator_that_is_turned_off_too(name):
    assert lines(made(f"aws:globalaccelerator/{name}", enabled=False)) == [
        ("accelerator", "global-accelerator.hour", "730"),
        ("premium of the traffic", "global-accelerator.data", "1 - 10 - 100"),
        ("static public IPv4 addresses", "vpc.public-ipv4", "1460"),
    ]


def test_prices_an_environment_of_airflow_and_what_it_may_grow_to():
    assert lines(made(AIRFLOW)) == [
        ("environment small", "mwaa.environment.small", "730"),
        # Nine workers may be added to the one that is included.
        ("further workers", "mwaa.worker.small", "0 - 6570"),
        ("data of the environment", "mwaa.storage", "1 - 10 - 20"),
    ]


def test_prices_the_workers_and_schedulers_that_there_must_be():
    airflow = made(AIRFLOW, environmentClass="mw1.large", minWorkers=3, maxWorkers=3, schedulers=4)
    assert lines(airflow)[:3] == [
        ("environment large", "mwaa.environment.large", "730"),
        ("further workers", "mwaa.worker.large", "1460"),
        ("2 further schedulers", "mwaa.scheduler.large", "1460"),
    ]


def test_says_what_the_workers_rest_on():
    assert line(made(AIRFLOW), "mwaa.worker.small").assumption == (
        "as many workers as there must be, at most as many as there may be"
    )


def test_takes_nothing_for_the_worker_that_is_included():
    assert [key for _, key, _ in lines(made(AIRFLOW, minWorkers=1, maxWorkers=1))] == [
        "mwaa.environment.small",
        "mwaa.storage",
    ]


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ({}, ("SimpleAD, Small", "directory-service.simple-ad.small", "1460")),
        ({"size": "Large"}, ("SimpleAD, Large", "directory-service.simple-ad.large", "1460")),
        ({"type": "ADConnector"}, ("ADConnector, Small", "directory-service.ad-connector.small", "1460")),
        (
            {"type": "MicrosoftAD"},
            ("2 domain controllers, Enterprise", "directory-service.microsoft-ad.enterprise", "1460"),
        ),
        (
            {"type": "MicrosoftAD", "edition": "Standard", "desiredNumberOfDomainControllers": 3},
            ("3 domain controllers, Standard", "directory-service.microsoft-ad.standard", "2190"),
        ),
    ],
)
def test_prices_a_directory_by_its_controllers(inputs, expected):
    assert lines(made(DIRECTORY, **inputs)) == [expected]


def test_says_that_an_unknown_class_decides():
    assert unpriced(made(AIRFLOW, environmentClass=UNKNOWN, maxWorkers=1)) == [
        ("environment", "environmentClass is known only after the deployment")
    ]


@pytest.mark.parametrize(
    ("own", "hours"), [(None, ["1460"]), (["192.0.2.1"], ["730"]), (["192.0.2.1", "192.0.2.2"], [])]
)
def test_prices_the_addresses_of_an_accelerator_that_are_not_ones_own(own, hours):
    found = lines(made("aws:globalaccelerator/accelerator:Accelerator", ipAddresses=own))
    assert [quantity for _, key, quantity in found if key == "vpc.public-ipv4"] == hours
