"""What a reader wants to know of a service first is in the same words on every compute."""

from __future__ import annotations

from components.compute.facts import service_facts
from components.compute.spec import Image, Scale, ScheduledScale, ServiceSpec


def _spec(**changes):
    image = Image(repository="orders", tag="v1")
    return ServiceSpec(**{"cpu": 0.25, "memory": 512, "image": image, "scale": Scale(min=2, max=6), **changes})


def test_and_is_all_of_this():
    night = {"night": ScheduledScale(cron="0 20 * * *", min=0, max=0)}
    assert service_facts(_spec(port=8080, spot=True, scale=Scale(min=2, max=6, schedules=night))) == {
        "image": "orders:v1",
        "cpu": 0.25,
        "memory": 512,
        "architecture": "arm64",
        "minTasks": 2,
        "maxTasks": 6,
        "schedules": {"night": "0 20 * * *"},
        "spot": True,
        "port": 8080,
    }


def test_and_is_none_where_there_is_nothing_to_say():
    found = service_facts(_spec())
    assert found["port"] is None
    assert found["schedules"] is None
