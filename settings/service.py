"""The section of one service: what runs, how much of it, who reaches it and what it is given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from components.compute.sizes import cpu_units
from components.compute.spec import Architecture, HealthCheck, Image, ServiceSpec
from components.compute.workloads import Workload
from components.load_balancer.route import Route

from .checks import agreed, listing, matching, number, whole
from .kinds import Name, Switch, Text, Variable
from .scale import ScaleSettings
from .section import Section

Kind = Literal["web", "internal"]

Count = Annotated[int, whole(2, 10)]
UrlPath = Annotated[Text, matching(r"/\S*", "must be a path", "start it with /")]
Label = Annotated[
    Text,
    matching(
        r"@|[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?",
        "must be one label under the domain, or @ for the domain itself",
        "write for instance api, without dots",
    ),
]
Tag = Annotated[
    Text,
    matching(r"(?!latest$).*", "moves, and the same commit must deploy the same image", "write the tag of one build"),
    matching(r"\w[\w.-]{0,127}", "must be an image's tag", "use letters, digits, dots, underscores and hyphens"),
]
User = Annotated[
    Text, matching(r"(?!0+(:|$))\d+(:\d+)?", "must be a numeric user other than root", "write for instance 1000:1000")
]
FilePath = Annotated[
    Text,
    matching(
        r"(/(?!\.{1,2}(/|$))[A-Za-z0-9._-]+)+",
        "must be an absolute, plain path below /",
        "write for instance /var/cache",
    ),
]


class ImageReference(Section):
    """Which image runs."""

    repository: Name = Field(examples=["api"])
    """Repository in this stack's registry; it is made where a service names it."""

    tag: Tag | None = None
    """Tag of one build, in quotes where it looks like a number. Default: none is released yet, and no task runs."""


class RouteSettings(Section):
    """Which requests from outside reach the service."""

    host: Label | None = None
    """Label under the domain, `@` the domain itself. Default: the domain; any host where there is none."""

    paths: Annotated[tuple[UrlPath, ...], listing(1, 5, "paths")] = ("/*",)
    """Path patterns, any of which matches. Default: every path."""

    priority: Annotated[int, whole(1, 50_000)] | None = None
    """Order among all routes, 1 is tried first. Default: the more specific the paths, the earlier."""

    def route(self) -> Route:
        """Return the route. Raises ValueError where a listener rule could not hold it."""
        return Route(host=self.host, paths=self.paths, priority=self.priority)


class HealthSettings(Section):
    """How the load balancer finds out whether a task is well."""

    path: UrlPath = HealthCheck.path
    """Path that answers 2xx or 3xx. A text in place of the mapping is this path. Default: the root."""

    interval_seconds: Annotated[int, whole(5, 300)] = HealthCheck.interval_seconds
    """Time between two checks. Default: 15 seconds."""

    timeout_seconds: Annotated[int, whole(2, 120)] = HealthCheck.timeout_seconds
    """Time an answer may take. Default: 5 seconds."""

    healthy_count: Count = HealthCheck.healthy_count
    """Good answers in a row that make a task healthy. Default: two."""

    unhealthy_count: Count = HealthCheck.unhealthy_count
    """Bad answers in a row that make it unhealthy. Default: three."""

    grace_seconds: Annotated[int, whole(0, 3600)] = HealthCheck.grace_seconds
    """Time a new task has before bad answers count. Default: one minute."""


def _as_health(value: Any) -> Any:
    return {"path": value} if isinstance(value, str) else value


class ServiceSettings(Section):
    """One service."""

    kind: Kind | None = None
    """`web`: reached from outside by its route. `internal`: reached by name, by services that need it, or by nobody.
    Default: web where there is a route."""

    image: ImageReference = Field(examples=[{"repository": "api", "tag": "v1"}])
    """The image it runs."""

    cpu: Annotated[float, number(0.25, 16), agreed(cpu_units)] = Field(examples=[0.25])
    """vCPUs of one task."""

    memory: Annotated[int, whole(512, 122_880)] = Field(examples=[512])
    """Memory of one task in MiB, a size that goes with `cpu`."""

    port: Annotated[int, whole(1, 65_535)] | None = None
    """TCP port it listens on. Default: none, a worker that nobody calls."""

    scale: ScaleSettings
    """How many tasks run. Default: by profile."""

    route: RouteSettings | None = None
    """Which requests from outside reach it. Default: none do."""

    health: Annotated[HealthSettings, BeforeValidator(_as_health)] = HealthSettings()
    """How its health is checked: a path, or a mapping with `path`. Default: `/` every 15 seconds."""

    command: tuple[Text, ...] = ()
    """Command line. Default: the image's own."""

    environment: Mapping[Variable, Text] = {}
    """Environment variable -> plain value. Default: none."""

    secrets: Mapping[Variable, Text] = {}
    """Environment variable -> name of the secret it holds. Default: none."""

    needs: tuple[Text, ...] = ()
    """What it may reach: other services, secrets, `database`. Exactly these are opened. Default: nothing."""

    spot: Switch
    """Run all but one task on spare capacity. Default: by profile."""

    architecture: Architecture = ServiceSpec.architecture
    """Processor the image is built for. Default: arm64."""

    user: User = ServiceSpec.user
    """Numeric user and group of the process, never root. Default: 1000:1000."""

    writable_paths: Annotated[tuple[FilePath, ...], listing(0, 20, "paths")] = ()
    """Paths on disk it may write to. Default: /tmp alone, in memory; named here, it is on disk."""

    stop_timeout_seconds: Annotated[int, whole(1, 120)] = ServiceSpec.stop_timeout_seconds
    """Time between the request to stop and the end. Default: 30 seconds."""

    exec: Switch = False
    """Let people with permission open a shell in a task. Default: nobody can."""

    ephemeral_gib: Annotated[int, whole(21, 200)] | None = None
    """Disk of one task in GiB. Default: the 20 that Fargate gives."""

    @property
    def is_web(self) -> bool:
        """Whether it is reached from outside."""
        return self.route is not None if self.kind is None else self.kind == "web"

    def workload(self) -> Workload:
        """Return what to run, and what it reaches."""
        route = self.route.route() if self.route else None
        return Workload(spec=self.spec(), route=route, needs=self.needs, secrets=self.secrets)

    def spec(self) -> ServiceSpec:
        """Return what to run."""
        return ServiceSpec(
            cpu=self.cpu,
            memory=self.memory,
            image=Image(repository=self.image.repository, tag=self.image.tag),
            scale=self.scale.scale(),
            port=self.port,
            health=HealthCheck(**self.health.model_dump()),
            command=self.command,
            environment=self.environment,
            spot=self.spot,
            architecture=self.architecture,
            user=self.user,
            writable_paths=self.writable_paths,
            stop_timeout_seconds=self.stop_timeout_seconds,
            exec=self.exec,
            ephemeral_gib=self.ephemeral_gib,
        )
