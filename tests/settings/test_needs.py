"""What services need at their busiest..."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from settings.needs import Needs, needs_of


def test_counts_each_as_often_as_it_may_run(load_stack: Callable[..., Any]) -> None:
    settings = load_stack(
        {
            "services.api.scale": {"min": 2, "max": 3},
            "services.pricing.cpu": 1,
            "services.pricing.memory": 2048,
            "services.pricing.ephemeralGib": 40,
            "services.pricing.scale": {
                "min": 1,
                "max": 2,
                "schedules": {"day": {"cron": "0 8 * * MON-FRI", "min": 1, "max": 5}},
            },
        }
    )
    assert needs_of(settings.services.values()) == Needs(
        cpu=6, memory_gib=12, pods=8, largest_cpu=1, largest_memory_mib=2048, largest_disk_gib=40
    )


def test_is_nothing_without_services() -> None:
    assert needs_of([]) == Needs(cpu=0, memory_gib=0, pods=0, largest_cpu=0, largest_memory_mib=0, largest_disk_gib=0)
