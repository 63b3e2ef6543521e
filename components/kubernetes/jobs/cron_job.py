"""A job that runs again and again by the clock, one run at a time."""

from __future__ import annotations

from typing import Any

import pulumi
import pulumi_kubernetes as kubernetes

from .args import KubernetesCronJobArgs
from .run import Run, check_name, name_of

__all__ = ["KubernetesCronJob", "KubernetesCronJobArgs"]

# The cluster adds the minute to the name of each run. Source: Kubernetes documentation, "CronJob".
_LONGEST_NAME = 52

_KEPT_RUNS = 3


class KubernetesCronJob(Run):
    """A job that runs again and again by the clock, one run at a time.

    A run that is still under way when the next is due keeps its place, and the next is left out. A job with no image
    yet is suspended.
    """

    cron_job_name: pulumi.Output[str]
    """Name of the CronJob in the cluster."""

    def __init__(self, name: str, args: KubernetesCronJobArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        check_name(name, _LONGEST_NAME)
        facts = {"schedule": args.schedule, "timezone": args.timezone}
        super().__init__("stackwright:kubernetes:KubernetesCronJob", name, args, facts, opts)
        made = kubernetes.batch.v1.CronJob(
            name,
            metadata=self._named(),
            spec=self._spec(args),
            opts=self.child(provider=args.cluster.provider, depends_on=self._before()),
        )
        self.cron_job_name = name_of(made)
        self.finish()

    @property
    def commands(self) -> dict[str, pulumi.Output[str]]:
        """Commands that tell of its runs, `runs` and `logs`, and `start`, which runs it now."""
        now = f"create job {self.logical_name}-$(date +%s) --from cronjob/{self.logical_name}"
        return {**super().commands, "start": self._kubectl(now)}

    def _named(self) -> Any:
        return self._metadata(self.logical_name)

    def _spec(self, args: KubernetesCronJobArgs) -> Any:
        return {
            "schedule": args.schedule,
            "timeZone": args.timezone,
            "concurrencyPolicy": "Forbid",
            "startingDeadlineSeconds": args.start_within_seconds,
            "suspend": not args.spec.released,
            "successfulJobsHistoryLimit": _KEPT_RUNS,
            "failedJobsHistoryLimit": _KEPT_RUNS,
            "jobTemplate": {"spec": self._job_spec()},
        }
