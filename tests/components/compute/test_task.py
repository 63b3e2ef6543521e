"""A task is one container, read-only but for named paths, never root, always logged."""

from __future__ import annotations

import pulumi
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.access import SecretRef
from components.compute.spec import Image, Scale, ServiceSpec
from components.compute.task import volume_names


def container(made):
    (only,) = made.json("orders-task-definition", "containerDefinitions")
    return only


def test_its_container_is_exactly_this(orders):
    assert container(orders()) == {
        "name": "orders",
        "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/orders:v1",
        "versionConsistency": "enabled",
        "essential": True,
        "user": "1000:1000",
        "readonlyRootFilesystem": True,
        "linuxParameters": {
            "initProcessEnabled": True,
            "tmpfs": [{"containerPath": "/tmp", "size": 64, "mountOptions": ["rw", "nosuid", "nodev"]}],
        },
        "stopTimeout": 30,
        "portMappings": [
            {"name": "orders", "containerPort": 8080, "hostPort": 8080, "protocol": "tcp", "appProtocol": "http"}
        ],
        "environment": [],
        "secrets": [],
        "mountPoints": [],
        "logConfiguration": {
            "logDriver": "awslogs",
            "options": {
                "awslogs-group": "/acme/test/orders",
                "awslogs-region": "eu-west-1",
                "awslogs-stream-prefix": "task",
                "mode": "non-blocking",
                "max-buffer-size": "25m",
            },
        },
    }


def test_around_its_container_it_is_exactly_this(orders, scope):
    made = orders()
    inputs = dict(made["orders-task-definition"].inputs)
    del inputs["containerDefinitions"]
    assert inputs == {
        "family": "acme-test-orders",
        "requiresCompatibilities": ["FARGATE"],
        "networkMode": "awsvpc",
        "cpu": "256",
        "memory": "512",
        "runtimePlatform": {"cpuArchitecture": "ARM64", "operatingSystemFamily": "LINUX"},
        "taskRoleArn": made["orders-task-role"].outputs["arn"],
        "executionRoleArn": made["orders-execution-role"].outputs["arn"],
        "volumes": [],
        "tags": scope.tags("acme-test-orders"),
    }


def test_an_image_with_no_tag_yet_is_called_unreleased(orders):
    assert container(orders(image=Image(repository="orders")))["image"].endswith("/orders:unreleased")


def test_variables_and_secrets_are_sorted_and_apart(deploy, peers):
    made = deploy(
        lambda: peers.service(
            spec=peers.spec(environment={"B": "2", "D": "4"}),
            environment={"C": pulumi.Output.from_input("3"), "A": "1"},
            secrets={
                "Z": SecretRef(secret_arn="arn:z"),
                "Y": SecretRef(secret_arn=pulumi.Output.from_input("arn:y"), key="password"),
            },
        )
    )
    assert container(made)["environment"] == [
        {"name": "A", "value": "1"},
        {"name": "B", "value": "2"},
        {"name": "C", "value": "3"},
        {"name": "D", "value": "4"},
    ]
    assert container(made)["secrets"] == [
        {"name": "Y", "valueFrom": "arn:y:password::"},
        {"name": "Z", "valueFrom": "arn:z"},
    ]


def test_a_command_replaces_the_images_own(orders):
    assert container(orders(command=("run", "--fast")))["command"] == ["run", "--fast"]


def test_a_worker_has_no_port(orders):
    assert container(orders(port=None))["portMappings"] == []


def test_an_x86_image_gets_an_x86_processor(orders):
    inputs = orders(architecture="x86_64")["orders-task-definition"].inputs
    assert inputs["runtimePlatform"]["cpuArchitecture"] == "X86_64"


def test_a_larger_disk_is_asked_for(orders):
    assert orders(ephemeral_gib=50)["orders-task-definition"].inputs["ephemeralStorage"] == {"sizeInGib": 50}


def test_each_writable_path_is_a_volume_named_after_it(orders):
    made = orders(writable_paths=("/var/cache",))
    assert made["orders-task-definition"].inputs["volumes"] == [{"name": "var-cache"}]
    assert container(made)["mountPoints"] == [
        {"sourceVolume": "var-cache", "containerPath": "/var/cache", "readOnly": False},
    ]


def test_temporary_files_are_on_disk_where_their_path_is_named(orders):
    made = orders(writable_paths=("/tmp",))
    assert container(made)["linuxParameters"] == {"initProcessEnabled": True}
    assert container(made)["mountPoints"] == [{"sourceVolume": "tmp", "containerPath": "/tmp", "readOnly": False}]


def test_a_shell_needs_three_paths_and_the_root_stays_read_only(orders):
    only = container(orders(exec=True))
    assert only["readonlyRootFilesystem"] is True
    assert [mount["containerPath"] for mount in only["mountPoints"]] == [
        "/managed-agents",
        "/var/lib/amazon/ssm",
        "/var/log/amazon/ssm",
    ]


PATH = st.from_regex(r"(/[a-c._-]{1,3}){1,3}", fullmatch=True).filter(lambda p: not {".", ".."} & set(p.split("/")))


@given(st.lists(PATH, max_size=6))
def test_no_two_paths_share_a_volume(paths):
    spec = ServiceSpec(
        cpu=1,
        memory=2048,
        image=Image(repository="orders"),
        scale=Scale(min=1, max=1),
        writable_paths=tuple(paths),
    )
    assert sorted(volume_names(spec).values()) == sorted(set(paths))


@given(PATH, PATH)
def test_a_volumes_name_does_not_depend_on_its_neighbours(path, other):
    def name(*paths):
        spec = ServiceSpec(
            cpu=1, memory=2048, image=Image(repository="o"), scale=Scale(min=1, max=1), writable_paths=paths
        )
        return next(volume for volume, at in volume_names(spec).items() if at == path)

    assert name(path) == name(path, other)


@pytest.mark.parametrize(("path", "clash"), [("/a/b", "/a-b"), ("/a.b", "/a-b"), ("/a_b", "/a.b")])
def test_paths_that_read_alike_are_told_apart(path, clash, orders):
    volumes = orders(writable_paths=(path, clash))["orders-task-definition"].inputs["volumes"]
    assert len({volume["name"] for volume in volumes}) == 2
