"""What a job is, in the words of a service: one image, its size, and how long it may take. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...compute.spec import Architecture, Image, Scale, ServiceSpec

# A job is no longer than a day of Pulumi's patience, nor of a node's: what runs on and on is a service.
_LONGEST_SECONDS = 86_400
_MOST_RETRIES = 10


@dataclass(frozen=True, kw_only=True)
class JobSpec:
    """One job: one image that runs to its end."""

    cpu: float
    """vCPUs of its pod, for instance 0.25."""

    memory: int
    """Memory of its pod in MiB, for instance 512."""

    image: Image
    """The image it runs."""

    command: tuple[str, ...] = ()
    """Command line. Default: the image's own."""

    environment: Mapping[str, str] = field(default_factory=dict)
    """Environment variable -> plain value. Default: none."""

    timeout_seconds: int = 900
    """Time all attempts together may take; then they are ended, and the job has failed. Default: 15 minutes."""

    retries: int = 3
    """Attempts after the first that failed; a node that goes away is no failure. Each attempt finds what the one before
    has left: the command must bear that. Default: three."""

    spot: bool = False
    """Run rather on spare capacity, which may be taken back at two minutes' notice. Default: no."""

    architecture: Architecture = "arm64"
    """Processor the image is built for. Default: arm64, which costs about a fifth less."""

    user: str = "1000:1000"
    """Numeric user, with or without group, the process runs as; never root. Default: 1000:1000."""

    writable_paths: tuple[str, ...] = ()
    """Paths it may write to besides /tmp; all else is read-only. Each ends with the pod. Default: /tmp alone, which is
    in memory, and takes up to an eighth of it."""

    ephemeral_gib: int | None = None
    """Disk of the pod in GiB. Default: what the platform gives."""

    def __post_init__(self) -> None:
        if not 1 <= self.timeout_seconds <= _LONGEST_SECONDS:
            raise ValueError(
                f"timeout_seconds must be 1 to {_LONGEST_SECONDS}, got {self.timeout_seconds}: "
                "what runs on and on is a service"
            )
        if not 0 <= self.retries <= _MOST_RETRIES:
            raise ValueError(f"retries must be 0 to {_MOST_RETRIES}, got {self.retries}")
        _ = self.pod

    @property
    def released(self) -> bool:
        """Whether there is an image to run."""
        return self.image.tag is not None

    @property
    def pod(self) -> ServiceSpec:
        """The job's one pod in the words of a service, whose pods it is made like. Nobody calls it."""
        return ServiceSpec(
            cpu=self.cpu,
            memory=self.memory,
            image=self.image,
            scale=Scale(min=1, max=1),
            command=self.command,
            environment=self.environment,
            spot=self.spot,
            architecture=self.architecture,
            user=self.user,
            writable_paths=self.writable_paths,
            ephemeral_gib=self.ephemeral_gib,
        )
