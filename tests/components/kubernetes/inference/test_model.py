"""A model"""

from __future__ import annotations

import re

import pulumi
import pytest

from components.kubernetes.inference.model import loader, read_statements
from tests.components.kubernetes.inference.conftest import LOADER, model


def test_is_copied_by_a_container_that_can_do_nothing_else(deploy, scope):
    made = deploy(lambda: pulumi.Output.from_input(loader(scope, model(), "40Gi")))
    assert made.value(made.result) == {
        "name": "load-model",
        "image": LOADER,
        "imagePullPolicy": "IfNotPresent",
        "command": ["aws"],
        "args": [
            "s3",
            "sync",
            "--only-show-errors",
            "--region",
            "eu-west-1",
            "s3://acme-models/summaries/2026-01-10/",
            "/model/",
        ],
        "env": [{"name": "HOME", "value": "/tmp"}],
        "resources": {
            "requests": {"cpu": "500m", "memory": "512Mi", "ephemeral-storage": "40Gi"},
            "limits": {"memory": "512Mi", "ephemeral-storage": "40Gi"},
        },
        "securityContext": {
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
            "readOnlyRootFilesystem": True,
            "runAsNonRoot": True,
        },
        "volumeMounts": [
            {"name": "tmp", "mountPath": "/tmp"},
            {"name": "model", "mountPath": "/model", "readOnly": False},
        ],
    }


def test_may_be_read_and_no_other(deploy, scope):
    made = deploy(lambda: pulumi.Output.from_input(read_statements(scope, model(kms_key_arn="arn:key"))))
    assert made.value(made.result) == [
        {
            "Effect": "Allow",
            "Action": ["s3:ListBucket"],
            "Resource": "arn:aws:s3:::acme-models",
            "Condition": {"StringLike": {"s3:prefix": ["summaries/2026-01-10/*"]}},
        },
        {
            "Effect": "Allow",
            "Action": ["s3:GetObject"],
            "Resource": "arn:aws:s3:::acme-models/summaries/2026-01-10/*",
        },
        {
            "Effect": "Allow",
            "Action": ["kms:Decrypt"],
            "Resource": "arn:key",
            "Condition": {"StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}},
        },
    ]


def test_needs_no_key_where_there_is_none(deploy, scope):
    made = deploy(lambda: pulumi.Output.from_input(read_statements(scope, model())))
    actions = [action for statement in made.value(made.result) for action in statement["Action"]]
    assert actions == ["s3:ListBucket", "s3:GetObject"]


def test_has_room_for_its_files_and_no_more():
    assert model(size_gib=30, path="/var/lib/model").volume == {
        "name": "var-lib-model-1fc3fc",
        "emptyDir": {"sizeLimit": "30Gi"},
    }


@pytest.mark.parametrize("prefix", ["", "/a", "a/", "a//b", "a b", "a*"])
def test_has_a_prefix_that_means_itself(prefix):
    message = f"a model's prefix must be plain, without '/' at either end, got {prefix!r}"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        model(prefix=prefix)


def test_has_a_size():
    with pytest.raises(ValueError, match=r"^a model's size_gib must be at least 1, got 0$"):
        model(size_gib=0)


def test_has_a_path_like_any_other():
    with pytest.raises(ValueError, match=r"^a writable path must be absolute"):
        model(path="model")


def test_is_not_where_the_process_writes():
    message = "a model's path must not be /tmp, which the process writes to: choose another"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        model(path="/tmp")
