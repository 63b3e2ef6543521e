"""The files of a model: read from one prefix of a bucket before the process starts. Pure but for `pulumi.Input`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pulumi

from ...compute.spec import TEMPORARY, check_path
from ...eks.pod_identity import Statement
from ...scope import Scope
from ...secret import use_key
from ..volumes import volume_name

_PREFIX = re.compile(r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*")

# What a copy takes, below what any process with a GPU has: a pod needs the most of the two, not their sum.
_LOADER = {"cpu": "500m", "memory": "512Mi"}


@dataclass(frozen=True, kw_only=True)
class Model:
    """A model in a bucket, and where its process finds it."""

    bucket_name: pulumi.Input[str]
    """Bucket it is in."""

    bucket_arn: pulumi.Input[str]
    """ARN of that bucket."""

    prefix: str
    """What the keys of its files begin with, for instance `summaries/2026-01-10`: another version is another prefix."""

    size_gib: int
    """Room for its files on the node's disk, in GiB; the disk of the pool's nodes must have it to spare."""

    loader_image: pulumi.Input[str]
    """Whole image, with tag or digest, that has the AWS CLI as `aws`, from a registry of your own: for instance a copy
    of `public.ecr.aws/aws-cli/aws-cli`, for the processor of the service."""

    path: str = "/model"
    """Where its files are, read-only; the process knows it as `MODEL_PATH`. Default: `/model`."""

    kms_key_arn: pulumi.Input[str] | None = None
    """Key that encrypts its files. Default: one of AWS, which needs no grant."""

    def __post_init__(self) -> None:
        if not _PREFIX.fullmatch(self.prefix):
            raise ValueError(f"a model's prefix must be plain, without '/' at either end, got {self.prefix!r}")
        if self.size_gib < 1:
            raise ValueError(f"a model's size_gib must be at least 1, got {self.size_gib}")
        check_path(self.path)
        if self.path == TEMPORARY:
            raise ValueError(f"a model's path must not be {TEMPORARY}, which the process writes to: choose another")

    @property
    def volume(self) -> dict[str, Any]:
        """The volume its files are copied to."""
        return {"name": volume_name(self.path), "emptyDir": {"sizeLimit": f"{self.size_gib}Gi"}}

    def mount(self, *, read_only: bool) -> dict[str, Any]:
        """Return where a container finds that volume."""
        return {"name": volume_name(self.path), "mountPath": self.path, "readOnly": read_only}


def loader(scope: Scope, model: Model, disk: str) -> dict[str, Any]:
    """Return the container that copies the files of *model*; the process starts once it has ended well.

    *disk* is the ephemeral storage of the process, which is as much for the pod as that of this container.
    """
    return {
        "name": "load-model",
        "image": model.loader_image,
        "imagePullPolicy": "IfNotPresent",
        "command": ["aws"],
        "args": [
            *("s3", "sync", "--only-show-errors", "--region", scope.region),
            pulumi.Output.concat("s3://", model.bucket_name, f"/{model.prefix}/"),
            f"{model.path}/",
        ],
        # The command line keeps a cache at home, and the image is read-only.
        "env": [{"name": "HOME", "value": TEMPORARY}],
        "resources": {
            "requests": {**_LOADER, "ephemeral-storage": disk},
            "limits": {"memory": _LOADER["memory"], "ephemeral-storage": disk},
        },
        "securityContext": {
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
            "readOnlyRootFilesystem": True,
            "runAsNonRoot": True,
        },
        "volumeMounts": [
            {"name": volume_name(TEMPORARY), "mountPath": TEMPORARY},
            model.mount(read_only=False),
        ],
    }


def read_statements(scope: Scope, model: Model) -> list[Statement]:
    """Return what the role may do: list and read the files of *model*, and none of another."""
    files = pulumi.Output.concat(model.bucket_arn, f"/{model.prefix}/*")
    statements: list[Statement] = [
        {
            "Effect": "Allow",
            "Action": ["s3:ListBucket"],
            "Resource": model.bucket_arn,
            "Condition": {"StringLike": {"s3:prefix": [f"{model.prefix}/*"]}},
        },
        {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": files},
    ]
    if model.kms_key_arn is not None:
        statements.append(use_key(scope, model.kms_key_arn, "kms:Decrypt", service="s3"))
    return statements
