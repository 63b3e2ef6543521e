"""A reader learns..."""

from __future__ import annotations

from stackwright.model import LookUp, Resource, Stack
from stackwright.reports.caveats import caveats, origin, unseen


def look_up(token, origin="simulated", opaque="", **args):
    return LookUp(token=token, args=args, region="eu-west-1", origin=origin, opaque=opaque)


def stack(*look_ups, **fields):
    return Stack(project="shop", name="dev", look_ups=list(look_ups), **fields)


def test_whether_anything_was_deployed():
    assert origin(stack()) == "simulated: no AWS call was made"
    assert origin(stack(deployed=True)) == "as deployed: read from the stack's state"


def test_which_look_ups_were_simulated_and_how_often():
    asked = [look_up("aws:ec2/getAmi:getAmi", n=n) for n in range(2)]
    others = [look_up("aws:index/getRegion:getRegion"), look_up("std:index:join"), look_up("x:getIt:getIt")]
    assert list(caveats(stack(*asked, *others))) == [
        "look-ups simulated: aws:ec2/getAmi (2), aws:index/getRegion, std:index:join, x:getIt;"
        " real answers go into stackwright.context.json"
    ]


def test_which_look_ups_have_no_answer_and_which_a_real_one():
    made = stack(look_up("a:b/c:c", "context"), look_up("d:e/f:f", "unknown"), notes=["a note"])
    assert list(caveats(made)) == [
        "look-ups without an answer: d:e/f; write one into stackwright.context.json",
        "look-ups answered from stackwright.context.json: a:b/c",
        "a note",
    ]


def test_what_a_look_up_hides_once():
    hidden = [look_up("kubernetes:helm:template", opaque="a chart was not rendered", n=n) for n in range(2)]
    assert list(caveats(stack(*hidden)))[1:] == ["not complete: a chart was not rendered"]


def test_how_many_resources_hide_others():
    kinds = [Resource(urn=name, type="t", name=name, opaque=why) for name, why in (("a", "r"), ("b", ""), ("c", "s"))]
    assert unseen(stack(look_up("kubernetes:helm:template", opaque="r"), look_up("a:b:c"), resources=kinds)) == 3
