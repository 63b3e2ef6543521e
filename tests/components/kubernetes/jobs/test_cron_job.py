"""A job that runs by the clock"""

from __future__ import annotations

import pytest

from components.compute.spec import Image
from tests.kubernetes.admission import refused
from tests.kubernetes.references import dangling
from tests.kubernetes.validation import problems

_COMPONENT = "stackwright:kubernetes:KubernetesCronJob"
_CRON_JOB = "kubernetes:batch/v1:CronJob"

_CHILDREN = {
    "report": _CRON_JOB,
    "report-egress-https": "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    "report-security-group": "aws:ec2/securityGroup:SecurityGroup",
    "report-security-group-policy": "kubernetes:vpcresources.k8s.aws/v1beta1:SecurityGroupPolicy",
    "report-service-account": "kubernetes:core/v1:ServiceAccount",
    "report-task-identity": "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    "report-task-role": "aws:iam/role:Role",
}


def test_is_made_of_these_children(report):
    made = report()
    assert made.named(f"{_COMPONENT}$") == _CHILDREN
    component = made["report", _COMPONENT]
    assert {made[name, type_].parent for name, type_ in _CHILDREN.items()} == {component.urn}


def test_says_what_it_is(report):
    assert report()["report", _COMPONENT].inputs == {
        "image": "orders:v1",
        "cpu": 0.25,
        "memory": 512,
        "architecture": "arm64",
        "spot": False,
        "timeoutSeconds": 900,
        "retries": 3,
        "namespace": "core-api",
        "schedule": "0 3 * * MON-FRI",
        "timezone": "UTC",
    }


def test_runs_once_at_a_time_and_not_much_too_late(deploy, jobs):
    made = deploy(lambda: jobs.cron_job(timezone="Europe/Berlin", start_within_seconds=60))
    inputs = made["report", _CRON_JOB].inputs
    template = inputs["spec"].pop("jobTemplate")
    assert inputs["metadata"]["name"] == "report"
    assert inputs["spec"] == {
        "schedule": "0 3 * * MON-FRI",
        "timeZone": "Europe/Berlin",
        "concurrencyPolicy": "Forbid",
        "startingDeadlineSeconds": 60,
        "suspend": False,
        "successfulJobsHistoryLimit": 3,
        "failedJobsHistoryLimit": 3,
    }
    assert template["spec"]["backoffLimit"] == 3
    assert template["spec"]["template"]["spec"]["serviceAccountName"] == "report"


def test_is_an_object_that_the_cluster_takes(report):
    stack = report().stack
    assert problems(stack) == []
    assert dangling(stack) == []
    assert refused(stack) == []


def test_is_suspended_without_an_image(report):
    made = report(image=Image(repository="orders"))
    assert made["report", _CRON_JOB].inputs["spec"]["suspend"] is True


def test_tells_people_how_to_start_it_now(deploy, jobs):
    made = deploy(lambda: jobs.cron_job().commands)
    assert list(made.result) == ["runs", "logs", "start"]
    assert made.value(made.result["start"]) == (
        "kubectl --context acme-test-main --namespace core-api create job report-$(date +%s) --from cronjob/report"
    )


def test_tells_its_name(deploy, jobs):
    made = deploy(lambda: jobs.cron_job())
    assert made.value(made.result.cron_job_name) == "report"


def test_has_a_name_with_room_for_the_minute(deploy, jobs):
    with pytest.raises(ValueError, match=r"^a job's name must be at most 52 characters"):
        deploy(lambda: jobs.cron_job("r" * 53))
