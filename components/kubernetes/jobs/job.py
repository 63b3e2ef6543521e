"""A job that runs once for each image and command, and lets the deployment go on when it has ended well."""

from __future__ import annotations

from typing import Any

import pulumi
import pulumi_kubernetes as kubernetes

from .args import KubernetesJobArgs
from .run import LONGEST_NAME, Run, check_name, name_of, run_name

__all__ = ["KubernetesJob", "KubernetesJobArgs"]

# For the node that may have to be started, and its end.
_SPARE_SECONDS = 600


class KubernetesJob(Run):
    """A job that runs once for each image and command, and lets the deployment go on when it has ended well.

    For instance the migration of a database: a service that has it among its `after` starts its new pods behind it, and
    the old ones go on where it fails. It comes after all that is granted to it anywhere in the program, and depends on
    the whole of what it was let out to. A job with no image yet is prepared and does not run.
    """

    job_name: pulumi.Output[str] | None
    """Name of the run in the cluster; none where there is no image yet."""

    def __init__(self, name: str, args: KubernetesJobArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        check_name(name, LONGEST_NAME)
        super().__init__("stackwright:kubernetes:KubernetesJob", name, args, {}, opts)
        self.job_name = self._run() if args.spec.released else None
        self.finish()

    def _run(self) -> pulumi.Output[str]:
        spec = self._args.spec
        wait = f"{spec.timeout_seconds + _SPARE_SECONDS}s"
        made = kubernetes.batch.v1.Job(
            self.logical_name,
            metadata=self._named(),
            spec=self._job_spec(),
            opts=self.child(
                provider=self._args.cluster.provider,
                depends_on=self._before(),
                custom_timeouts=pulumi.CustomTimeouts(create=wait, update=wait),
            ),
        )
        return name_of(made)

    def _named(self) -> Any:
        """Return the metadata. A Job can not be changed: what runs is part of its name, so the next one is another."""
        args = self._args
        name = pulumi.Output.all(args.repository_url, self._settings).apply(
            lambda known: run_name(self.logical_name, f"{known[0]}:{args.spec.image.tag}", args.spec.command, known[1])
        )
        return {**self._metadata(self.logical_name), "name": name}
