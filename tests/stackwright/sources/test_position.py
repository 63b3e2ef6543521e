"""The line that constructs a resource..."""

from __future__ import annotations

import inspect
import os

import pulumi
import pulumi_aws as aws
import pytest

from stackwright.model import Source
from stackwright.sources.position import caller


def line(function, text):
    lines, first = inspect.getsourcelines(function)
    return next(first + number for number, each in enumerate(lines) if text in each)


class Component(pulumi.ComponentResource):
    def __init__(self, name):
        super().__init__("test:index:Component", name)
        self.child = aws.sns.Topic(f"{name}-child", opts=pulumi.ResourceOptions(parent=self))


def program():
    Component("c")  # made here
    aws.sns.Topic.get("read", "arn")  # read here


def test_is_the_programs_own_outside_the_constructors(record, find):
    stack = record(program)
    assert find(stack, "c").source == Source(__file__, line(program, "made here"))
    assert find(stack, "read").source == Source(__file__, line(program, "read here"))


def test_is_the_components_for_its_children(record, find):
    assert find(record(program), "c-child").source == Source(__file__, line(Component, "self.child"))


def handed_over():
    pulumi.Output.from_input("n").apply(aws.sns.Topic)
    pulumi.Output.from_input("m").apply(lambda name: aws.sns.Topic(name))  # in a callback


@pytest.mark.parametrize("quick", [True, False])
def test_is_not_the_event_loops(record, find, quick):
    stack = record(handed_over, quick=quick)
    assert find(stack, "n").source is None
    assert find(stack, "m").source == Source(__file__, line(handed_over, "in a callback"))


@pytest.mark.parametrize("file", [os.__file__, "/p/.venv/lib/python3.11/site-packages/made/vpc.py", "<frozen runpy>"])
def test_is_none_of_what_is_installed(file):
    scope = {"caller": caller}
    exec(compile("def ask(resource): return caller(resource)", file, "exec"), scope)
    assert scope["ask"](object()).file == __file__


def test_is_the_same_on_the_sdks_own_path(record, find):
    quick, slow = record(program), record(program, quick=False)
    assert [each.source for each in quick.resources] == [each.source for each in slow.resources]


def test_is_not_there_when_every_frame_is_the_resources_own():
    found = []
    # The test's own frames belong to no resource: one that is asked from nowhere is asked of them all.
    scope = {"caller": caller, "found": found, "__name__": "pulumi_made"}
    exec("def ask(resource): found.append(caller(resource))", scope)
    scope["ask"](object())
    assert found[0].file == __file__
