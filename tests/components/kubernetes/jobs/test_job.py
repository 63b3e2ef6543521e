"""A job that runs once"""

from __future__ import annotations

import re

import pytest

from components.compute.spec import Image
from tests.kubernetes.admission import refused
from tests.kubernetes.references import dangling
from tests.kubernetes.validation import problems

_COMPONENT = "stackwright:kubernetes:KubernetesJob"
_JOB = "kubernetes:batch/v1:Job"

_CHILDREN = {
    "migration": _JOB,
    "migration-egress-https": "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    "migration-security-group": "aws:ec2/securityGroup:SecurityGroup",
    "migration-security-group-policy": "kubernetes:vpcresources.k8s.aws/v1beta1:SecurityGroupPolicy",
    "migration-service-account": "kubernetes:core/v1:ServiceAccount",
    "migration-task-identity": "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    "migration-task-role": "aws:iam/role:Role",
}


def _name(made):
    return made["migration", _JOB].inputs["metadata"]["name"]


def test_is_made_of_these_children(migration):
    assert migration().named(f"{_COMPONENT}$") == _CHILDREN


def test_has_its_children_under_itself(migration):
    made = migration()
    component = made["migration", _COMPONENT]
    assert {made[name, type_].parent for name, type_ in _CHILDREN.items()} == {component.urn}


def test_says_what_it_is(migration):
    assert migration()["migration", _COMPONENT].inputs == {
        "image": "orders:v1",
        "cpu": 0.25,
        "memory": 512,
        "architecture": "arm64",
        "spot": False,
        "timeoutSeconds": 900,
        "retries": 3,
        "namespace": "core-api",
    }


def test_is_an_object_that_the_cluster_takes(migration):
    stack = migration(spot=True, writable_paths=("/work",)).stack
    assert problems(stack) == []
    assert dangling(stack) == []
    assert refused(stack) == []


def test_stays_when_it_has_ended(migration):
    assert "ttlSecondsAfterFinished" not in migration()["migration", _JOB].inputs["spec"]


def test_is_another_one_for_another_image_command_or_configuration(deploy, jobs, migration):
    configured = deploy(lambda: jobs.job(environment={"A": "b"}))
    others = (migration(image=Image(repository="orders", tag="v2")), migration(command=("roll-back",)), configured)
    names = [_name(made) for made in (migration(), *others)]
    assert all(re.fullmatch(r"migration-[0-9a-f]{8}", name) for name in names)
    assert len(set(names)) == 4
    assert _name(migration(cpu=2, retries=0)) == names[0]


def test_tells_its_name_once_it_runs(deploy, jobs):
    made = deploy(lambda: jobs.job())
    assert made.value(made.result.job_name) == _name(made)


def test_is_prepared_and_does_not_run_without_an_image(deploy, jobs):
    made = deploy(lambda: jobs.job(spec=jobs.job_spec(image=Image(repository="orders"))))
    assert made.named(f"{_COMPONENT}$") == {name: type_ for name, type_ in _CHILDREN.items() if name != "migration"}
    assert made.result.job_name is None


def test_lets_a_service_start_behind_it(deploy, jobs):
    made = deploy(lambda: jobs.service(after=(jobs.job(),)))
    deployment = made["orders", "kubernetes:apps/v1:Deployment"]
    assert made["migration", _JOB].urn in deployment.dependencies


def test_acts_under_a_role_and_a_group_of_its_own(deploy, jobs):
    made = deploy(lambda: jobs.job())
    job = made.result
    assert made.value(job.role_name) == made["migration-task-role"].outputs["name"]
    assert made.value(job.task_role_arn) == made["migration-task-role"].outputs["arn"]
    assert made.value(job.security_group_id) == made["migration-security-group"].id
    assert made["migration-security-group"].inputs["tags"]["Name"] == "acme-test-migration-security-group"


def test_has_a_name_with_room_for_more(deploy, jobs):
    with pytest.raises(ValueError, match=r"^a job's name must be at most 54 characters"):
        deploy(lambda: jobs.job("m" * 55))
