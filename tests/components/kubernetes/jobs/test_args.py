"""A job's arguments"""

from __future__ import annotations

import re

import pytest

from components.access import SecretRef


def test_are_refused_where_a_variable_is_given_twice(deploy, jobs):
    secrets = {"A": SecretRef(secret_arn="arn:secret")}
    with pytest.raises(ValueError, match=r"^given more than once among spec.environment, environment and secrets: A$"):
        deploy(lambda: jobs.job(environment={"A": "b"}, secrets=secrets))


def test_are_refused_where_no_container_of_the_namespace_is_that_large(deploy, jobs):
    message = "spec.cpu must be at most 4, the most of a container in namespace core-api, got 8"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        deploy(lambda: jobs.job(spec=jobs.job_spec(cpu=8)))


def test_are_refused_with_a_schedule_that_is_none(deploy, jobs):
    with pytest.raises(ValueError, match=r"^cron must be five fields"):
        deploy(lambda: jobs.cron_job(schedule="@daily"))


def test_are_refused_with_a_time_zone_that_is_none(deploy, jobs):
    with pytest.raises(ValueError, match=r"^timezone must be 'UTC' or a name such as 'Europe/Berlin', got 'CET5'$"):
        deploy(lambda: jobs.cron_job(timezone="CET5"))


def test_are_refused_where_runs_would_be_left_out(deploy, jobs):
    message = (
        "start_within_seconds must be at least 10, got 9: the cluster looks every 10 seconds, and would leave runs out"
    )
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        deploy(lambda: jobs.cron_job(start_within_seconds=9))


def test_are_refused_as_those_of_any_job(deploy, jobs):
    with pytest.raises(ValueError, match=r"^given more than once"):
        deploy(lambda: jobs.cron_job(spec=jobs.job_spec(environment={"A": "b"}), environment={"A": "b"}))
