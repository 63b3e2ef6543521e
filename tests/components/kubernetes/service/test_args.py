"""A service in a cluster is refused where it could not run."""

from __future__ import annotations

import pytest

from components.access import SecretRef
from components.compute.spec import Scale, ScheduledScale
from components.kubernetes.service.ingress import Ingress
from components.kubernetes.volumes import Volume

ONE = Scale(min=1, max=1)
DISK = {"/data": Volume(size_gib=10)}


@pytest.fixture
def refused(deploy, making):
    """Make the arguments with what a test changes, and return why they are refused."""

    def attempt(spec=None, **changes):
        def program():
            with pytest.raises(ValueError, match=r".") as caught:
                making.args(making.spec(**(spec or {})), **changes)
            return str(caught.value)

        return deploy(program).result

    return attempt


def test_with_a_target_but_no_port(deploy, making):
    def program():
        with pytest.raises(ValueError, match=r"a target needs a port to send requests to: give spec\.port"):
            making.args(making.spec(port=None), target=making.target())

    deploy(program)


def test_with_requests_to_count_but_no_target(refused):
    scale = Scale(min=1, max=2, requests_per_target=100)
    assert refused({"scale": scale}) == (
        "requests_per_target counts a load balancer's requests: give a target, or scale on CPU or memory"
    )


def test_with_an_ingress_but_no_port(refused):
    ingress = Ingress(host="orders.acme.example", certificate_arn="arn:certificate")
    assert refused({"port": None}, ingress=ingress) == "an ingress needs a port to send requests to: give spec.port"


def test_with_a_variable_that_has_two_values(refused):
    twice = {"environment": {"A": "b"}, "secrets": {"A": SecretRef(secret_arn="arn:a")}}
    assert refused(**twice) == "given more than once among spec.environment, environment and secrets: A"


def test_with_a_variable_that_is_none(refused):
    assert refused(environment={"1A": "b"}) == (
        "an environment variable must be letters, digits and '_', no digit first, got '1A'"
    )


def test_with_a_disk_and_more_than_one_pod(refused):
    assert refused(volumes=DISK) == (
        "one node at a time mounts a volume, got up to 6 pods: make scale.max 1, or do without"
    )


def test_with_a_disk_and_more_than_one_pod_at_times(refused):
    busy = {"monday": ScheduledScale(cron="0 8 * * MON", min=1, max=2)}
    assert refused({"scale": Scale(min=1, max=1, schedules=busy)}, volumes=DISK).startswith(
        "one node at a time mounts a volume, got up to 2 pods"
    )


def test_with_a_path_that_is_kept_and_not_kept(refused):
    spec = {"scale": ONE, "writable_paths": ("/data",)}
    assert refused(spec, volumes=DISK) == "a path is either a volume or a writable path, got both: /data"


def test_with_a_disk_at_no_path(refused):
    assert refused({"scale": ONE}, volumes={"data": Volume(size_gib=1)}) == (
        "a writable path must be absolute, below '/' and plain, such as '/var/cache', got 'data'"
    )


@pytest.mark.parametrize(
    ("size", "words"), [({"cpu": 8}, ("cpu", "4", "8")), ({"memory": 9000}, ("memory", "8192", "9000"))]
)
def test_with_more_than_its_namespace_allows(refused, size, words):
    name, most, got = words
    assert refused(size) == (
        f"spec.{name} must be at most {most}, the most of a container in namespace core-api, got {got}: "
        "ask for less, or raise its container_limits"
    )


def test_but_not_with_sizes_that_fargate_does_not_have(deploy, making):
    odd = making.spec(cpu=0.3, memory=700, scale=ONE)
    assert deploy(lambda: making.args(odd, volumes=DISK)).result.spec is odd
