"""The pricer of connections between networks..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.values import UNKNOWN
from tests.stackwright.checks.cost.pricers.pricing import lines, made, unpriced

VPN = "aws:ec2/vpnConnection:VpnConnection"
ASSOCIATION = "aws:directconnect/gatewayAssociation:GatewayAssociation"
ATTACHED = [
    ("attachment", "vpc.transit-gateway.hour", "730"),
    ("data processed", "vpc.transit-gateway.data", "10 - 100 - 1000"),
]


def test_prices_attachments_of_a_transit_gateway():
    assert lines(made("aws:ec2transitgateway/vpcAttachment:VpcAttachment")) == ATTACHED
    assert lines(made("aws:ec2transitgateway/peeringAttachment:PeeringAttachment")) == ATTACHED[:1]


def test_prices_a_vpn_connection_to_a_virtual_private_gateway():
    assert lines(made(VPN, vpnGatewayId="vgw-1")) == [
        ("VPN connection", "vpn.connection.hour", "730"),
        ("public IPv4 address of each tunnel", "vpc.public-ipv4", "1460"),
        ("data out to the internet", "data-transfer.internet", "1 - 10 - 100"),
    ]


def test_prices_the_attachment_of_a_vpn_connection_to_a_transit_gateway():
    assert [key for _, key, _ in lines(made(VPN, transitGatewayId="tgw-1"))] == [
        "vpn.connection.hour",
        "vpc.public-ipv4",
        "vpc.transit-gateway.hour",
        "vpc.transit-gateway.data",
        "data-transfer.internet",
    ]


def test_tells_a_vpn_connection_of_large_tunnels_apart():
    assert lines(made(VPN, tunnelBandwidth="large"))[0][1] == "vpn.connection.large.hour"


def test_does_not_price_the_acceleration_of_a_vpn_connection():
    assert unpriced(made(VPN, enableAcceleration=True)) == [
        ("acceleration", "its accelerators are paid by the hour and by their traffic")
    ]


def test_prices_a_client_vpn_by_its_associations_and_its_clients():
    assert lines(made("aws:ec2clientvpn/networkAssociation:NetworkAssociation")) == [
        ("association with a subnet", "vpn.client.association.hour", "730")
    ]
    assert lines(made("aws:ec2clientvpn/endpoint:Endpoint"), profile="ephemeral") == [
        ("hours of connected clients", "vpn.client.connection.hour", "1 - 2 - 10")
    ]


def test_prices_the_port_of_a_direct_connection_by_its_speed():
    assert lines(made("aws:directconnect/connection:Connection", bandwidth="10Gbps", location="EqDB2")) == [
        ("port 10Gbps", "direct-connect.port.10gbps", "730")
    ]


def test_prices_no_address_of_tunnels_that_are_private():
    private = made(VPN, vpnGatewayId="vgw-1", outsideIpAddressType="PrivateIpv4")
    assert [key for _, key, _ in lines(private)] == ["vpn.connection.hour", "data-transfer.internet"]


@pytest.mark.parametrize(
    ("type_", "stated", "found"),
    [
        ("aws:ec2transitgateway/transitGateway:TransitGateway", UNKNOWN, ATTACHED),
        ("aws:ec2/vpnGateway:VpnGateway", UNKNOWN, []),
        (None, "tgw-1", ATTACHED),
        (None, "vgw-1", []),
        (None, None, []),
    ],
)
def test_prices_a_gateway_of_direct_connect_as_an_attachment_of_a_transit_gateway_alone(type_, stated, found):
    gateways = [made(type_, "gateway")] if type_ else []
    uses = {"associatedGatewayId": gateways}
    association = made(ASSOCIATION, "it", uses, dxGatewayId="dx-1", associatedGatewayId=stated)
    assert lines(association, *gateways) == found


def test_does_not_guess_what_a_gateway_of_direct_connect_is_joined_with():
    assert unpriced(made(ASSOCIATION, associatedGatewayId=UNKNOWN)) == [
        ("gateway association", "associatedGatewayId is known only after the deployment")
    ]
