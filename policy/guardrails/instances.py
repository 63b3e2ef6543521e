"""What starts an EC2 instance: the instance, a launch template, a launch configuration, a spot request."""

from __future__ import annotations

from .item import Item
from .values import Node
from .verdicts import Verdicts

INSTANCE = "aws:ec2/instance:Instance"
SPOT_REQUEST = "aws:ec2/spotInstanceRequest:SpotInstanceRequest"
TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration"

STARTERS = frozenset({INSTANCE, SPOT_REQUEST, TEMPLATE, CONFIGURATION})


def from_template(item: Item) -> bool:
    """Return whether an instance is started from a launch template, which then says what the instance does not."""
    return not item["launchTemplate"].absent


def without_metadata(item: Item) -> bool:
    """Return whether the metadata service is switched off. Raises Undecided where that is not known yet."""
    return bool(item.at("metadataOptions.httpEndpoint").value() == "disabled")


def must_be_on(switch: Node) -> Verdicts:
    """Yield a problem unless *switch* is true; a launch template writes its switches as text."""
    if switch.value() not in (True, "true"):
        yield switch.problem("must be true")


def must_be_off(switch: Node) -> Verdicts:
    """Yield a problem unless *switch* is false or not set; a launch template writes its switches as text."""
    if switch.value() not in (None, False, "false", ""):
        yield switch.problem("must be false")
