"""The stack's settings: read from `Pulumi.<stack>.yaml`, given defaults, checked, and typed."""

from __future__ import annotations

from .arguments import Arguments
from .computes import make_compute
from .loading import load
from .stack import StackSettings

__all__ = ["Arguments", "StackSettings", "load", "make_compute"]
