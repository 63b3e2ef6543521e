"""How many pods of a service run, and what makes them more or fewer."""

from __future__ import annotations

from .autoscaler import autoscale, fewest
from .queue import QueueDepth

__all__ = ["QueueDepth", "autoscale", "fewest"]
