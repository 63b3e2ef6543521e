"""The network: a VPC made here or adopted, and what others need to know of it."""

from __future__ import annotations

from .args import NatInstance, NatMode, VpcArgs
from .contract import Network
from .egress import allow_https_out
from .existing import ExistingVpc, ExistingVpcArgs
from .vpc import Vpc

__all__ = ["ExistingVpc", "ExistingVpcArgs", "NatInstance", "NatMode", "Network", "Vpc", "VpcArgs", "allow_https_out"]
