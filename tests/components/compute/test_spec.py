"""A service is described without a word of ECS, and what could not run safely is refused."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.compute import spec as module
from components.compute.spec import HealthCheck, Image, Scale, ScheduledScale, ServiceSpec


def service(**changes):
    basis = {"cpu": 0.25, "memory": 512, "image": Image(repository="orders"), "scale": Scale(min=1, max=2)}
    return ServiceSpec(**{**basis, **changes})


def test_the_description_names_no_orchestrator():
    text = Path(module.__file__).read_text().lower()
    assert [word for word in ("ecs", "fargate", "pulumi_aws", "kubernetes") if word in text.split()] == []


def test_what_is_left_out_is_the_safe_choice():
    made = service()
    assert (made.user, made.exec, made.spot, made.architecture, made.port) == ("1000:1000", False, False, "arm64", None)
    assert (made.volumes, made.temporary_mib) == ((), made.memory // 8)
    assert made.stop_timeout_seconds == 30


def test_it_cannot_be_changed_afterwards():
    with pytest.raises(dataclasses.FrozenInstanceError):
        service().cpu = 1


def test_a_service_is_released_once_its_image_has_a_tag():
    assert not service().released
    assert service(image=Image(repository="orders", tag="v1")).released


def test_an_image_reads_as_repository_and_tag():
    assert str(Image(repository="orders", tag="v1")) == "orders:v1"
    assert str(Image(repository="orders")) == "orders"


def test_writable_paths_are_each_a_volume_once_and_sorted():
    assert service(writable_paths=("/var/cache", "/tmp", "/var/cache")).volumes == ("/tmp", "/var/cache")


@pytest.mark.parametrize("tag", ["latest", "", ".v1", "a b", "x" * 129])
def test_a_tag_that_moves_or_is_none_is_refused(tag):
    with pytest.raises(ValueError, match=f"image tag must .*got {tag!r}"):
        Image(repository="orders", tag=tag)


@pytest.mark.parametrize("user", ["0", "root", "0:0", "00", "0:1000", "app", "", "1000:app", "-1"])
def test_root_and_names_are_refused_as_user(user):
    with pytest.raises(ValueError, match=f"user must be a numeric user other than root.*got {user!r}"):
        service(user=user)


@pytest.mark.parametrize("user", ["1000", "1000:1000", "65532:0", "10"])
def test_a_numeric_user_is_accepted(user):
    assert service(user=user).user == user


@pytest.mark.parametrize("path", ["/", "tmp", "/a/../etc", "/.", "/a b", "/a/", "", "//a"])
def test_a_path_that_is_not_plain_is_refused(path):
    with pytest.raises(ValueError, match="a writable path must be absolute"):
        service(writable_paths=(path,))


def test_another_processor_is_refused():
    with pytest.raises(ValueError, match="architecture must be arm64 or x86_64, got 'amd64'"):
        service(architecture="amd64")


@pytest.mark.parametrize("port", [0, -1, 65_536])
def test_a_port_outside_tcp_is_refused(port):
    with pytest.raises(ValueError, match=f"port must be 1 to 65535, got {port}"):
        service(port=port)


@pytest.mark.parametrize("name", ["cpu", "memory", "stop_timeout_seconds"])
def test_a_size_of_nothing_is_refused(name):
    with pytest.raises(ValueError, match=f"{name} must be above 0, got 0"):
        service(**{name: 0})


@pytest.mark.parametrize("variable", ["1A", "A-B", "", "A B"])
def test_what_is_no_environment_variable_is_refused(variable):
    with pytest.raises(ValueError, match=f"an environment variable must be .*got {variable!r}"):
        service(environment={variable: "x"})


@given(st.integers(-2, 8), st.integers(-2, 8))
def test_limits_are_accepted_exactly_where_they_are_in_order_and_let_a_task_run(low, high):
    if 0 <= low <= high and high >= 1:
        assert Scale(min=low, max=high).max == high
    else:
        with pytest.raises(ValueError, match=f"got min {low}, max {high}"):
            Scale(min=low, max=high)


@pytest.mark.parametrize("field", ["cpu_percent", "memory_percent"])
@pytest.mark.parametrize("value", [9, 91])
def test_a_utilisation_without_room_is_refused(field, value):
    with pytest.raises(ValueError, match=f"{field} must be 10 to 90, .*got {value}"):
        Scale(min=1, max=2, **{field: value})


def test_no_requests_at_all_is_refused_as_a_measure():
    with pytest.raises(ValueError, match="requests_per_target must be at least 1, got 0"):
        Scale(min=1, max=2, requests_per_target=0)


@pytest.mark.parametrize("key", ["Night", "", "-night", "at night"])
def test_a_schedule_needs_a_stable_plain_name(key):
    with pytest.raises(ValueError, match=f"a schedule's name must be .*got {key!r}"):
        Scale(min=1, max=2, schedules={key: ScheduledScale(cron="0 20 * * *", min=0, max=0)})


def test_a_schedule_may_stop_everything():
    assert ScheduledScale(cron="0 20 * * *", min=0, max=0).timezone == "UTC"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"min": 2, "max": 1}, "0 <= min <= max, got min 2 and max 1"),
        ({"min": -1}, "0 <= min <= max, got min -1"),
        ({"cron": "0 20"}, "cron must be five fields"),
        ({"timezone": "berlin"}, "timezone must be"),
    ],
)
def test_a_schedule_that_makes_no_sense_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        ScheduledScale(**{"cron": "0 20 * * *", "min": 0, "max": 1, **changes})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"path": "health"}, "health path must start with '/', got 'health'"),
        ({"timeout_seconds": 15}, "below interval_seconds \\(15\\), got 15"),
        ({"timeout_seconds": 0}, "timeout_seconds must be at least 1"),
        ({"healthy_count": 1}, "must be at least 2, .*got 1 and 3"),
        ({"unhealthy_count": 1}, "must be at least 2, .*got 2 and 1"),
        ({"grace_seconds": -1}, "grace_seconds must not be negative, got -1"),
    ],
)
def test_a_health_check_that_cannot_decide_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        HealthCheck(**changes)


def test_temporary_files_are_in_memory_unless_their_path_is_named():
    assert service(memory=1024).temporary_mib == 128
    assert service(memory=1024, writable_paths=("/tmp",)).temporary_mib is None
