"""The protocol's names..."""

from __future__ import annotations

from stackwright.rehearsal import protocol

URN = "urn:pulumi:dev::shop::my:net:Vpc$aws:ec2/vpc:Vpc::a::b"


def test_come_from_the_urn() -> None:
    assert protocol.type_of(URN) == "aws:ec2/vpc:Vpc"
    assert protocol.logical_name(URN) == "a::b"
    assert protocol.stack_of(URN) == ("shop", "dev")


def test_include_the_package_of_a_type_and_of_a_provider() -> None:
    assert protocol.package_of("aws:ec2/vpc:Vpc") == "aws"
    assert protocol.package_of("pulumi:providers:kubernetes") == "kubernetes"
