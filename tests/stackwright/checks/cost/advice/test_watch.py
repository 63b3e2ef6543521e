"""A watch over the resources of a stack"""

from __future__ import annotations

import inspect

from stackwright.checks.cost.advice.watch import Watch
from stackwright.checks.cost.world import World
from tests.stackwright.checks.cost.advice.advising import make

KEY, ROLE, TASK, SERVICE = (
    "aws:kms/key:Key",
    "aws:iam/role:Role",
    "aws:ecs/taskDefinition:TaskDefinition",
    "aws:ecs/service:Service",
)
VAULT = make("acme:security:Vault", "vault", custom=False)
SMALL = make(TASK, "t", parent=VAULT.urn)
API = make(SERVICE, "api", refs={"taskDefinition": SMALL})


def watched():
    world = World([VAULT, SMALL, API])
    return world, Watch(world)


def keys_and_tasks(world):
    return world.of(KEY, TASK)


def test_answers_as_the_world_does():
    world, watch = watched()
    for one in (world, watch):
        assert one.find(API.urn) is API
        assert one.find("urn:none") is None
        assert one.of(TASK, KEY) == [SMALL]
        assert one.target(API, "taskDefinition", TASK) is SMALL
        assert one.referrers(SMALL, SERVICE, "taskDefinition") == [API]
        assert one.component(SMALL) is VAULT
        assert one.once(keys_and_tasks) == [SMALL]
    assert watch.items == world.items
    assert watch.secrets is world.secrets


def test_notes_the_types_that_were_asked_for_whether_or_not_there_are_any():
    _, watch = watched()
    assert watch.asked == set()
    watch.of(KEY)
    watch.targets(API, "taskDefinition", TASK, ROLE)
    watch.referrers(SMALL, SERVICE, "taskDefinition")
    assert watch.asked == {KEY, TASK, ROLE, SERVICE}
    watch.component(SMALL)
    watch.find("urn:none")
    assert watch.asked == {KEY, TASK, ROLE, SERVICE, VAULT.type}


def test_notes_what_was_asked_for_to_find_something_once_though_another_watch_found_it():
    world, watch = watched()
    watch.once(keys_and_tasks)
    later = Watch(world)
    assert later.once(keys_and_tasks) == [SMALL]
    assert later.asked == watch.asked == {KEY, TASK}


def test_misses_no_question_that_can_be_asked():
    def questions(class_):
        return {name for name, one in vars(class_).items() if inspect.isfunction(one) and not name.startswith("_")}

    assert questions(World) - questions(Watch) == {"target"}  # which asks for targets
