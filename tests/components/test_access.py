"""Access..."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pytest

from components.access import Connection, SecretRef, open_port, variable
from components.component import Component

ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders-AbCdEf"


@dataclass(frozen=True)
class Neighbour:
    logical_name: str
    security_group_id: pulumi.Output[str]


class Owner(Component):
    """A component that opens one of its ports."""

    def __init__(self, scope) -> None:
        super().__init__("test:test:Owner", "orders-db", {}, None)
        source = Neighbour("orders", pulumi.Output.from_input("sg-service"))
        destination = Neighbour("orders-db", pulumi.Output.from_input("sg-database"))
        open_port(self, scope, source=source, destination=destination, port=5432)
        self.finish()


@pytest.fixture
def made(deploy, scope):
    return deploy(lambda: Owner(scope))


def test_is_opened_by_one_rule_on_each_side(made):
    assert made.named() == {
        "orders-db-ingress-orders": "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        "orders-db-egress-orders": "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    }


def test_lets_the_source_in_at_the_destination_on_one_port(made, scope):
    assert made["orders-db-ingress-orders"].inputs == {
        "securityGroupId": "sg-database",
        "referencedSecurityGroupId": "sg-service",
        "ipProtocol": "tcp",
        "fromPort": 5432,
        "toPort": 5432,
        "description": "orders to orders-db on 5432",
        "tags": scope.tags("acme-test-orders-db-ingress-orders"),
    }


def test_lets_a_source_of_another_group_in_before_the_one_before_is_shut_out(made):
    options = made["orders-db-ingress-orders"].options
    assert options.replace_on_changes == ("referencedSecurityGroupId",)
    assert options.delete_before_replace is False


def test_lets_the_source_out_to_the_destination_on_the_same_port(made, scope):
    assert made["orders-db-egress-orders"].inputs == {
        "securityGroupId": "sg-service",
        "referencedSecurityGroupId": "sg-database",
        "ipProtocol": "tcp",
        "fromPort": 5432,
        "toPort": 5432,
        "description": "orders to orders-db on 5432",
        "tags": scope.tags("acme-test-orders-db-egress-orders"),
    }


def test_is_written_by_the_component_that_owns_the_port(made):
    assert {made[name].parent for name in made.named()} == {made["orders-db"].urn}


def test_to_a_whole_secret_is_its_arn(deploy):
    made = deploy(lambda: SecretRef(secret_arn=ARN).value_from)
    assert made.value(made.result) == ARN


def test_to_one_key_of_a_secret_is_written_as_ecs_reads_it(deploy):
    made = deploy(lambda: SecretRef(secret_arn=pulumi.Output.from_input(ARN), key="password").value_from)
    assert made.value(made.result) == f"{ARN}:password::"


def test_needs_nothing_unless_told_so():
    assert (Connection().environment, Connection().secrets) == ({}, {})


@pytest.mark.parametrize(
    ("name", "suffix", "expected"),
    [("pricing", "URL", "PRICING_URL"), ("order-api", "SECRET_ARN", "ORDER_API_SECRET_ARN")],
)
def test_names_variables_after_what_they_tell_of(name, suffix, expected):
    assert variable(name, suffix) == expected
