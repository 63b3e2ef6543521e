"""An application load balancer with its certificate, routes, access logs and alarms."""

from __future__ import annotations

from .alarms import LatencyObjective
from .certificate import Domain
from .load_balancer import LoadBalancer, LoadBalancerArgs
from .route import Route
from .target import Target

__all__ = ["Domain", "LatencyObjective", "LoadBalancer", "LoadBalancerArgs", "Route", "Target"]
