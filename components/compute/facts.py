"""What a reader of a plan wants to know of a service first, in the same words on every compute. Pure."""

from __future__ import annotations

from typing import Any

from .spec import ServiceSpec


def service_facts(spec: ServiceSpec) -> dict[str, Any]:
    """Return the structural inputs of the component that runs *spec*."""
    return {
        "image": str(spec.image),
        "cpu": spec.cpu,
        "memory": spec.memory,
        "architecture": spec.architecture,
        "minTasks": spec.scale.min,
        "maxTasks": spec.scale.max,
        "schedules": {key: schedule.cron for key, schedule in spec.scale.schedules.items()} or None,
        "spot": spec.spot,
        "port": spec.port,
    }
