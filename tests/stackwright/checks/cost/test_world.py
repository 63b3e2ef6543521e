"""The resources of a stack."""

from __future__ import annotations

from stackwright.checks.cost.values import UNKNOWN
from stackwright.checks.cost.world import World
from stackwright.model import Secret
from tests.stackwright.checks.cost.making import COMPONENT, KEY, SECRET, item, urn

TASK = "aws:ecs/taskDefinition:TaskDefinition"
SERVICE = "aws:ecs/service:Service"


def test_refer_to_each_other_by_the_edges_the_program_made():
    task = item(TASK, "task")
    service = item(
        SERVICE, "api", inputs={"taskDefinition": UNKNOWN}, dependencies={"taskDefinition": (task.urn, "urn:other")}
    )
    world = World([service, task])

    assert world.target(service, "taskDefinition", TASK) is task
    assert world.target(service, "taskDefinition", KEY) is None
    assert world.target(service, "cluster", TASK) is None
    assert world.referrers(task, SERVICE, "taskDefinition") == [service]
    assert world.referrers(service, TASK, "taskDefinition") == []


def test_refer_to_each_other_by_id_arn_or_name():
    first, second = item(TASK, "one", id="one:3"), item(TASK, "two", outputs={"arn": "arn:two"})
    by_id = item(SERVICE, "a", inputs={"taskDefinition": "one:3"})
    by_arn = item(SERVICE, "b", inputs={"taskDefinition": ["arn:two", "one:3"]})
    world = World([first, second, by_id, by_arn])

    assert world.target(by_id, "taskDefinition", TASK) is first
    assert world.targets(by_arn, "taskDefinition", TASK) == [first, second]
    assert world.referrers(first, SERVICE, "taskDefinition") == [by_id, by_arn]


def test_are_found_by_urn_and_by_type():
    key, secret = item(KEY, "k"), item(SECRET, "s")
    world = World([secret, key])

    assert world.find(key.urn) is key
    assert world.find("urn:none") is None
    assert world.of(KEY, SECRET) == [key, secret]


def test_are_inside_their_outermost_component():
    outer = item(COMPONENT, "vault", custom=False)
    inner = item("acme:security:Drawer", "drawer", custom=False, parent=outer.urn)
    key = item(KEY, "k", parent=inner.urn)
    below_a_key = item(SECRET, "s", parent=key.urn)
    alone = item(KEY, "alone", parent=urn("pulumi:pulumi:Stack", "acme-prod"))
    world = World([outer, inner, key, below_a_key, alone])

    assert world.component(key) is outer
    assert world.component(below_a_key) is outer
    assert world.component(alone) is None


def test_refer_by_a_literal_only_where_the_program_made_no_edge():
    made, named = item(TASK, "made"), item(TASK, "named", id="task:1")
    service = item(SERVICE, "api", inputs={"taskDefinition": "task:1"}, dependencies={"taskDefinition": (made.urn,)})
    assert World([made, named, service]).targets(service, "taskDefinition", TASK) == [made]


def test_are_looked_through_for_something_once_and_what_is_secret_of_it_counts_each_time():
    searches = []

    def sizes(world):
        searches.append(world)
        return [one.text("size") for one in world.of(KEY)]

    world = World([item(KEY, "k", inputs={"size": Secret("7")})])
    assert [world.once(sizes), world.once(sizes)] == [["7"], ["7"]]
    assert searches == [world]
    assert world.secrets == ["7", "7"]
