"""Prices what joins a VPC with other networks: transit gateways, VPN, Direct Connect."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..quote import Quote
from .addresses import KEY as ADDRESS

_TRANSIT_GATEWAY = "aws:ec2transitgateway/transitGateway:TransitGateway"
_PRIVATE_GATEWAY = "aws:ec2/vpnGateway:VpnGateway"
_TUNNELS = 2


def _attachment(_item: Item, quote: Quote) -> Iterator[Entry]:
    """A transit gateway is paid by its attachments. Source: https://aws.amazon.com/transit-gateway/pricing/."""
    yield quote.hourly("attachment", "vpc.transit-gateway.hour")


def _attachment_data(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("data processed", "vpc.transit-gateway.data", "gbProcessed")


def _vpn_hours(item: Item, quote: Quote) -> Iterator[Entry]:
    """Source: https://aws.amazon.com/vpn/pricing/."""
    if item.flag("enableAcceleration"):
        yield quote.unpriced("its accelerators are paid by the hour and by their traffic", "acceleration")
    large = item.text("tunnelBandwidth", "standard") == "large"
    yield quote.hourly("VPN connection", f"vpn.connection{'.large' if large else ''}.hour")


def _vpn_addresses(item: Item, quote: Quote) -> Iterator[Entry]:
    """Each tunnel ends at an address that AWS manages, which is charged as others are.

    Sources: https://aws.amazon.com/vpc/pricing/, "Public IPv4 Address", and, that those of a VPN are among them,
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamDiscoveredPublicAddress.html
    """
    if item.text("outsideIpAddressType", "PublicIpv4") == "PublicIpv4":
        yield quote.hourly("public IPv4 address of each tunnel", ADDRESS, _TUNNELS)


def _vpn_attachment(item: Item, quote: Quote) -> Iterator[Entry]:
    if item.has("transitGatewayId"):
        yield from _attachment(item, quote)
        yield from _attachment_data(item, quote)


def _vpn_transfer(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("data out to the internet", "data-transfer.internet", "gbOut")


def _client_association(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.hourly("association with a subnet", "vpn.client.association.hour")


def _client_connections(_item: Item, quote: Quote) -> Iterator[Entry]:
    yield quote.usage("hours of connected clients", "vpn.client.connection.hour", "connectionHours")


def _port(item: Item, quote: Quote) -> Iterator[Entry]:
    """A dedicated connection is a port, paid by its speed. Source: https://aws.amazon.com/directconnect/pricing/."""
    bandwidth = item.text("bandwidth")
    yield quote.hourly(f"port {bandwidth}", f"direct-connect.port.{bandwidth.lower()}")


def _gateway_association(item: Item, quote: Quote) -> Iterator[Entry]:
    """A Direct Connect gateway is one more attachment of a transit gateway; to others it is joined free of charge."""
    if quote.world.target(item, "associatedGatewayId", _TRANSIT_GATEWAY) or (
        not quote.world.target(item, "associatedGatewayId", _PRIVATE_GATEWAY)
        and item.text("associatedGatewayId").startswith("tgw-")
    ):
        yield from _attachment(item, quote)
        yield from _attachment_data(item, quote)


PRICERS: Pricers = {
    "aws:directconnect/connection:Connection": (_port,),
    "aws:directconnect/gatewayAssociation:GatewayAssociation": (_gateway_association,),
    "aws:ec2/vpnConnection:VpnConnection": (_vpn_hours, _vpn_addresses, _vpn_attachment, _vpn_transfer),
    "aws:ec2clientvpn/endpoint:Endpoint": (_client_connections,),
    "aws:ec2clientvpn/networkAssociation:NetworkAssociation": (_client_association,),
    "aws:ec2transitgateway/peeringAttachment:PeeringAttachment": (_attachment,),
    "aws:ec2transitgateway/vpcAttachment:VpcAttachment": (_attachment, _attachment_data),
}
