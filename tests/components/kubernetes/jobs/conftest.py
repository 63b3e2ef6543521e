"""Jobs, and what a test changes in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest

from components.compute.spec import Image
from components.kubernetes.jobs.args import KubernetesCronJobArgs, KubernetesJobArgs
from components.kubernetes.jobs.cron_job import KubernetesCronJob
from components.kubernetes.jobs.job import KubernetesJob
from components.kubernetes.jobs.spec import JobSpec
from components.scope import Scope
from tests.components.compute.conftest import REPOSITORY, StandInNetwork
from tests.components.kubernetes.service.conftest import Making


class Jobs(Making):
    """What tests build jobs from, inside the program that they deploy."""

    def job_spec(self, **changes: Any) -> JobSpec:
        basis = {"cpu": 0.25, "memory": 512, "image": Image(repository="orders", tag="v1"), "command": ("migrate",)}
        return JobSpec(**{**basis, **changes})

    def given(self, spec: JobSpec | None = None, **changes: Any) -> dict[str, Any]:
        basis = {
            "scope": self.scope,
            "cluster": self.cluster,
            "network": StandInNetwork(),
            "namespace": self.namespace(),
            "spec": spec or self.job_spec(),
            "repository_url": REPOSITORY,
        }
        return {**basis, **changes}

    def marker(self, parent: pulumi.Resource) -> pulumi.Resource:
        name = f"{parent._name}-marker"
        return aws.sns.Topic(name, opts=pulumi.ResourceOptions(parent=parent))

    def job(self, name: str = "migration", spec: JobSpec | None = None, **changes: Any) -> KubernetesJob:
        return KubernetesJob(name, KubernetesJobArgs(**self.given(spec, **changes)))

    def cron_job(self, name: str = "report", spec: JobSpec | None = None, **changes: Any) -> KubernetesCronJob:
        given = self.given(spec, **{"schedule": "0 3 * * MON-FRI", **changes})
        return KubernetesCronJob(name, KubernetesCronJobArgs(**given))


@pytest.fixture
def jobs(scope: Scope) -> Jobs:
    return Jobs(scope)


@pytest.fixture
def migration(deploy: Callable[..., Any], jobs: Jobs) -> Callable[..., Any]:
    """Deploy the job `migration` with what the test changes in its spec."""
    return lambda **changes: deploy(lambda: jobs.job(spec=jobs.job_spec(**changes)))


@pytest.fixture
def report(deploy: Callable[..., Any], jobs: Jobs) -> Callable[..., Any]:
    """Deploy the job `report` with what the test changes in its spec."""
    return lambda **changes: deploy(lambda: jobs.cron_job(spec=jobs.job_spec(**changes)))
