"""What the rest of the library needs to know of a network, every kind of network tells."""

from __future__ import annotations

from types import SimpleNamespace

from components.network.contract import Network, whole
from components.network.existing import ExistingVpc, ExistingVpcArgs

ASKED = {name for name in vars(Network) if not name.startswith("_")}


def test_eight_things_are_asked():
    assert {
        "logical_name",
        "vpc_id",
        "cidr_block",
        "ipv6",
        "zones",
        "public_subnet_ids",
        "private_subnet_ids",
        "isolated_subnet_ids",
    } == ASKED


def test_a_made_vpc_tells_all(deploy_vpc):
    assert {name for name in ASKED if hasattr(deploy_vpc().result, name)} == ASKED


def test_an_adopted_vpc_tells_all(deploy, scope):
    made = deploy(
        lambda: ExistingVpc(
            "old",
            ExistingVpcArgs(
                scope=scope, vpc_id="vpc-1", cidr="10.0.0.0/16", private_subnet_ids={"a": "subnet-1", "b": "subnet-2"}
            ),
        )
    )
    assert {name for name in ASKED if hasattr(made.result, name)} == ASKED


def test_whoever_needs_all_of_a_network_depends_on_it(deploy_vpc):
    vpc = deploy_vpc().result
    assert whole(vpc) == [vpc]


def test_whoever_needs_a_network_that_is_no_resource_has_nothing_to_wait_for():
    assert whole(SimpleNamespace()) == []
