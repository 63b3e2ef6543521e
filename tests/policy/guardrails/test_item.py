"""A resource..."""

from __future__ import annotations

from policy.guardrails.marks import UNKNOWN, UNKNOWN_TEXT, Secret


def test_is_read_at_a_path(item):
    one = item(inputs={"a": {"b": {"c": 1}}, "d": 2})
    assert (one.at("a.b.c").value(), one.at("d").value(), one.at("x.y").absent) == (1, 2, True)
    assert one.at_keys(("a", "b")).path == "a.b"


def test_has_for_an_output_that_is_not_known_the_input_of_the_same_name(item):
    one = item(inputs={"bucket": "data", "arn": "mine"}, outputs={"arn": "arn:aws:s3:::data"})
    assert (one.output("arn").value(), one.output("bucket").value()) == ("arn:aws:s3:::data", "data")


def test_is_named_by_its_id_arn_and_names_as_far_as_they_are_known(item):
    one = item(id="data-1", inputs={"bucket": "data", "name": UNKNOWN}, outputs={"arn": UNKNOWN_TEXT, "url": "u"})
    assert one.identities() == {"data-1", "data", "u"}
    assert item().identities() == set()


def test_is_named_by_a_secret_name_as_well(item):
    assert item(inputs={"bucket": Secret("data")}).identities() == {"data"}


def test_says_a_problem_with_itself_as_a_whole(item):
    problem = item().says("no block", mark="m")
    assert (problem.path, problem.text, problem.mark) == ("", "no block", "m")
