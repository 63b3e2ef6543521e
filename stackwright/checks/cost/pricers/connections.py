"""Prices what joins a VPC with other networks: transit gateways, VPN, Direct Connect."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue import Pricers
from ..item import Item
from ..lines import Entry
from ..quote import Quote


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


PRICERS: Pricers = {
    "aws:directconnect/connection:Connection": (_port,),
    "aws:ec2/vpnConnection:VpnConnection": (_vpn_hours, _vpn_attachment, _vpn_transfer),
    "aws:ec2clientvpn/endpoint:Endpoint": (_client_connections,),
    "aws:ec2clientvpn/networkAssociation:NetworkAssociation": (_client_association,),
    "aws:ec2transitgateway/peeringAttachment:PeeringAttachment": (_attachment,),
    "aws:ec2transitgateway/vpcAttachment:VpcAttachment": (_attachment, _attachment_data),
}
