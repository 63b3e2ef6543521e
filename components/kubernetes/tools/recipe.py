"""What a tool needs of a cluster, and what its chart is told of it. Pure but for `pulumi.Input`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pulumi

from ...compute.spec import Architecture
from ..namespace.args import PodSecurity
from ..namespace.limits import ContainerLimits, Quota

Values = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a chart is told of what is around it."""

    database_host: pulumi.Input[str]
    """Host name of its database."""

    database_port: pulumi.Input[int]
    """Port of its database."""

    database_name: pulumi.Input[str]
    """Database created first."""

    database_user: str
    """User that owns it."""

    secret_name: str
    """Secret with `DATABASE_USERNAME`, `DATABASE_PASSWORD` and the tool's own secrets, by their names."""

    scheduling: Mapping[str, Any]
    """`nodeSelector` and `tolerations` of its pods."""

    url: str
    """Address that people open it at; its links begin with it."""

    region: str
    """Region it runs in."""

    bucket_name: pulumi.Input[str] | None
    """Bucket for its files; none where it keeps none."""

    @property
    def reload(self) -> dict[str, str]:
        """Annotations of a Deployment whose pods start anew when the Secret has another content."""
        return {"secret.reloader.stakater.com/reload": self.secret_name}


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """What a tool needs."""

    values: Callable[[Facts], Values]
    """The values of its chart."""

    front: tuple[str, int]
    """Service that people open, and its port."""

    called: tuple[str, int] | None = None
    """Service that services may call, and its port. Default: none, it is for people."""

    links: bool = True
    """Whether it makes links, and is told the address that they begin with. Default: it does."""

    architecture: Architecture = "arm64"
    """Processor its images are built for. Default: arm64."""

    pod_security: PodSecurity = "restricted"
    """Strictest Pod Security Standard that its pods meet. Default: the strictest."""

    quota: Quota
    """The most that all its pods take together; its node pool is as large."""

    container_limits: ContainerLimits = field(default_factory=ContainerLimits)
    """What a container gets that names no needs, and the most of one. Default: see `ContainerLimits`."""

    generated_secrets: Mapping[str, str] = field(default_factory=dict)
    """Name in the Secret -> what it is for, of values that are made here. Default: none."""

    manual_secrets: Mapping[str, str] = field(default_factory=dict)
    """The same of values that a person puts. Default: none."""

    bucket_account: str | None = None
    """Service account that reads and writes a bucket. Default: none, and no bucket."""

    calls_cluster: bool = False
    """Whether it starts pods itself, in its own namespace. Default: it does not."""


def resources(cpu: str, memory: str) -> dict[str, Any]:
    """Return what a container asks for; of memory, which is not given back, it gets no more."""
    return {"requests": {"cpu": cpu, "memory": memory}, "limits": {"memory": memory}}
