"""Pods that need not run all the time..."""

from __future__ import annotations

import pytest

from stackwright.checks.cost.money import ONE, Range
from stackwright.checks.cost.packing.workloads import workloads
from stackwright.checks.cost.pricers.presence import presence_of
from stackwright.checks.cost.quote import Quote
from stackwright.checks.cost.usage import Usage, UsageFile
from stackwright.checks.cost.world import World
from tests.stackwright.checks.cost.packing.cluster import (
    container,
    cron,
    deployment,
    hpa,
    metadata,
    pods,
    scaled_object,
)
from tests.stackwright.checks.cost.pricers.pricing import Book, made

QUEUE = {"type": "aws-sqs-queue", "name": "queue", "metadata": {}}
JOB, CRON_JOB = "kubernetes:batch/v1:Job", "kubernetes:batch/v1:CronJob"


def presence(item, *others, **given):
    meters = {key: Range.of(str(value)) for key, value in given.items()}
    files = [UsageFile(name="usage.yaml", types={}, resources={one.name: meters for one in (item, *others)})]
    world = World([item, *others])
    (workload,) = workloads(world)
    quote = Quote(item=item, world=world, book=Book(), assumed=Usage("production", files if given else []))
    return presence_of(workload, quote)


def nightly(schedule):
    spec = {"schedule": schedule, "jobTemplate": {"spec": {"template": pods(container())}}}
    return made(CRON_JOB, "nightly", metadata=metadata("nightly"), spec=spec)


def share(found):
    return [str(end.quantize(ONE.low / 10000).normalize()) for end in found[0].share.ends]


def test_are_there_all_month_where_one_runs_at_the_least():
    found, why = presence(deployment())
    assert (found.share, found.runs, why) == (ONE, False, "")


def test_are_awake_for_so_many_hours_where_they_are_scaled_to_nothing():
    found = presence(deployment(), scaled_object("api", QUEUE, minReplicaCount=0))
    assert share(found) == ["0", "0.2192", "1"]
    assert found[1] == "hoursAwake 0 - 160 - 730 hours, assumed for production"
    told = presence(deployment(), scaled_object("api", QUEUE, minReplicaCount=0), hoursAwake=73)
    assert (share(told), told[1]) == (["0.1", "0.1", "0.1"], "hoursAwake 73, usage.yaml")


def test_are_there_by_the_clock_alone_where_nothing_else_starts_them():
    found = presence(deployment(), scaled_object("api", cron("day", "0 7 * * *", "0 20 * * *"), minReplicaCount=0))
    assert (found[0].share, found[1]) == (ONE, "")


def test_may_be_there_at_the_most_where_an_autoscaler_alone_starts_them():
    found = presence(deployment(), hpa("api", minReplicas=0, maxReplicas=4))
    assert (share(found), found[1]) == (["0", "0", "1"], "")


def test_of_a_job_run_as_often_and_as_long_as_is_assumed():
    job = made(JOB, "migrate", metadata=metadata("migrate"), spec={"template": pods(container())})
    found = presence(job)
    assert found[0].runs
    assert share(found) == ["0", "0.0011", "0.0205"]
    assert found[1] == ("runs 1 - 10 - 30, assumed for production; minutes 1 - 5 - 30, assumed for production")


@pytest.mark.parametrize(
    ("schedule", "given", "wanted", "origin"),
    [
        ("0 3 * * *", {"minutes": 60}, "0.0417", "runs 30.42 by its schedule"),
        ("0 3 * * *", {"minutes": 60, "runs": 73}, "0.1", "runs 73, usage.yaml"),
        ("* * * * *", {"minutes": 60}, "1", "runs 43,800 by its schedule"),
        ("@daily", {"minutes": 60}, "0.1370", "runs 10 - 100 - 1,000, assumed for production"),
    ],
)
def test_of_a_cron_job_run_by_its_schedule(schedule, given, wanted, origin):
    found = presence(nightly(schedule), **given)
    assert (share(found)[1], found[1].partition(";")[0]) == (wanted.rstrip("0"), origin)
