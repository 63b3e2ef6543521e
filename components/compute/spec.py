"""What a service is, in words that no orchestrator owns. Pure: no Pulumi here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from .cron import check_cron, check_timezone

Architecture = Literal["arm64", "x86_64"]

_TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")
_KEY = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_USER = re.compile(r"(\d+)(:\d+)?")
_PATH = re.compile(r"(/[A-Za-z0-9._-]+)+")

TEMPORARY = "/tmp"  # noqa: S108 - a path inside the container, which is the only one to write there
"""The path that is writable in every service: in memory, unless `writable_paths` puts it on disk."""


@dataclass(frozen=True, kw_only=True)
class Image:
    """The container image a service runs."""

    repository: str
    """Name of the image repository, for instance `orders`."""

    tag: str | None = None
    """Tag of one build, for instance a commit. Default: none is released yet, and the service runs no task."""

    def __post_init__(self) -> None:
        if self.tag is None:
            return
        if self.tag == "latest":
            raise ValueError("image tag must name one build, got 'latest', which moves: use the commit or a version")
        if not _TAG.fullmatch(self.tag):
            raise ValueError(f"image tag must be up to 128 letters, digits, '_', '.' and '-', got {self.tag!r}")

    def __str__(self) -> str:
        return self.repository if self.tag is None else f"{self.repository}:{self.tag}"


@dataclass(frozen=True, kw_only=True)
class ScheduledScale:
    """From a moment that comes back, other limits to how many tasks run."""

    cron: str
    """When: five fields as in crontab, weekdays by name, for instance `0 20 * * MON-FRI`."""

    min: int
    """Fewest tasks from then on."""

    max: int
    """Most tasks from then on."""

    timezone: str = "UTC"
    """Time zone of `cron`, for instance `Europe/Berlin`. Default: UTC, which knows no summer time."""

    def __post_init__(self) -> None:
        check_cron(self.cron)
        check_timezone(self.timezone)
        if not 0 <= self.min <= self.max:
            raise ValueError(f"a schedule needs 0 <= min <= max, got min {self.min} and max {self.max}")


@dataclass(frozen=True, kw_only=True)
class Scale:
    """How many tasks run, and what makes them more or fewer."""

    min: int
    """Fewest tasks."""

    max: int
    """Most tasks."""

    cpu_percent: int = 60
    """CPU utilisation to keep to. Default: 60, which leaves a new task time to start."""

    memory_percent: int | None = None
    """Memory utilisation to keep to. Default: memory does not scale the service."""

    requests_per_target: int | None = None
    """Requests per task and minute to keep to. Default: requests do not scale the service."""

    schedules: Mapping[str, ScheduledScale] = field(default_factory=dict)
    """Stable name -> limits at a time, for instance nights. Default: the same limits at all times."""

    def __post_init__(self) -> None:
        if not 0 <= self.min <= self.max or self.max == 0:
            raise ValueError(f"scale needs 0 <= min <= max and max of at least 1, got min {self.min}, max {self.max}")
        for name, percent in (("cpu_percent", self.cpu_percent), ("memory_percent", self.memory_percent)):
            if percent is not None and not 10 <= percent <= 90:
                raise ValueError(f"{name} must be 10 to 90, so that there is room on both sides, got {percent}")
        if self.requests_per_target is not None and self.requests_per_target < 1:
            raise ValueError(f"requests_per_target must be at least 1, got {self.requests_per_target}")
        for key in self.schedules:
            if not _KEY.fullmatch(key):
                raise ValueError(f"a schedule's name must be lower-case letters, digits and inner hyphens, got {key!r}")


@dataclass(frozen=True, kw_only=True)
class HealthCheck:
    """How a load balancer finds out whether a task is well."""

    path: str = "/"
    """Path that answers 2xx or 3xx while the task is well. Default: the root."""

    interval_seconds: int = 15
    """Time between two checks. Default: 15 seconds."""

    timeout_seconds: int = 5
    """Time an answer may take. Default: 5 seconds."""

    healthy_count: int = 2
    """Good answers in a row that make a task healthy. Default: two."""

    unhealthy_count: int = 3
    """Bad answers in a row that make a task unhealthy, and replaced. Default: three."""

    grace_seconds: int = 60
    """Time a new task has before bad answers count. Default: one minute."""

    def __post_init__(self) -> None:
        if not self.path.startswith("/"):
            raise ValueError(f"health path must start with '/', got {self.path!r}")
        if not 0 < self.timeout_seconds < self.interval_seconds:
            raise ValueError(
                f"timeout_seconds must be at least 1 and below interval_seconds ({self.interval_seconds}), "
                f"got {self.timeout_seconds}"
            )
        if min(self.healthy_count, self.unhealthy_count) < 2:
            raise ValueError(
                "healthy_count and unhealthy_count must be at least 2, so that one answer decides nothing, "
                f"got {self.healthy_count} and {self.unhealthy_count}"
            )
        if self.grace_seconds < 0:
            raise ValueError(f"grace_seconds must not be negative, got {self.grace_seconds}")


@dataclass(frozen=True, kw_only=True)
class ServiceSpec:
    """One service: one image, its size, its port, how many of it run."""

    cpu: float
    """vCPUs of one task, for instance 0.25."""

    memory: int
    """Memory of one task in MiB, for instance 512."""

    image: Image
    """The image it runs."""

    scale: Scale
    """How many tasks run."""

    port: int | None = None
    """TCP port it listens on. Default: none, a worker that nobody calls."""

    health: HealthCheck = field(default_factory=HealthCheck)
    """How its health is checked. Default: `/` every 15 seconds."""

    command: tuple[str, ...] = ()
    """Command line. Default: the image's own."""

    environment: Mapping[str, str] = field(default_factory=dict)
    """Environment variable -> plain value. Default: none."""

    spot: bool = False
    """Run four in five of all tasks but the first on spare capacity, which may be taken back at two minutes' notice.
    Default: no."""

    architecture: Architecture = "arm64"
    """Processor the image is built for. Default: arm64, which costs about a fifth less."""

    user: str = "1000:1000"
    """Numeric user, with or without group, the process runs as; never root. Default: 1000:1000."""

    writable_paths: tuple[str, ...] = ()
    """Paths it may write to besides /tmp; all else is read-only. Each is an empty volume on disk that ends with the
    task, and belongs to root unless the image declares the path as a VOLUME of `user`. Default: /tmp alone, which is
    in memory, takes up to an eighth of it, and is anybody's; named here, it is on disk like the others."""

    stop_timeout_seconds: int = 30
    """Time between the request to stop and the end. Default: 30 seconds."""

    exec: bool = False
    """Let people with permission open a shell in a task; sessions are logged. Default: nobody can."""

    ephemeral_gib: int | None = None
    """Disk of one task in GiB, shared by image and volumes. Default: what the platform gives."""

    def __post_init__(self) -> None:
        for name in ("cpu", "memory", "stop_timeout_seconds"):
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} must be above 0, got {getattr(self, name)}")
        if self.architecture not in get_args(Architecture):
            choices = " or ".join(get_args(Architecture))
            raise ValueError(f"architecture must be {choices}, got {self.architecture!r}")
        if self.port is not None and not 1 <= self.port <= 65_535:
            raise ValueError(f"port must be 1 to 65535, got {self.port}")
        for variable in self.environment:
            check_variable(variable)
        _check_user(self.user)
        for path in self.writable_paths:
            check_path(path)

    @property
    def released(self) -> bool:
        """Whether there is an image to run."""
        return self.image.tag is not None

    @property
    def volumes(self) -> tuple[str, ...]:
        """Every path that is a volume on disk once, sorted."""
        return tuple(sorted(set(self.writable_paths)))

    @property
    def temporary_mib(self) -> int | None:
        """Most that `/tmp` takes of the memory, in MiB; none where it is on disk."""
        return None if TEMPORARY in self.writable_paths else self.memory // 8


def check_variable(name: str) -> None:
    """Raise ValueError where *name* cannot be an environment variable."""
    if not _VARIABLE.fullmatch(name):
        raise ValueError(f"an environment variable must be letters, digits and '_', no digit first, got {name!r}")


def _check_user(user: str) -> None:
    match = _USER.fullmatch(user)
    if not match or int(match[1]) == 0:
        raise ValueError(f"user must be a numeric user other than root, such as '1000:1000', got {user!r}")


def check_path(path: str) -> None:
    """Raise ValueError where a container cannot have a volume at *path*."""
    if not _PATH.fullmatch(path) or {".", ".."} & set(path.split("/")):
        raise ValueError(f"a writable path must be absolute, below '/' and plain, such as '/var/cache', got {path!r}")
