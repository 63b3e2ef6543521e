"""The answer for some of several things..."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.guardrails.item import Item
from policy.guardrails.quantifiers import some
from policy.guardrails.verdicts import Undecided

ITEM = Item(urn="urn:pulumi:dev::shop::aws:s3/bucket:Bucket::data", type="aws:s3/bucket:Bucket", name="data")


def question(answer):
    if answer is None:
        raise Undecided(ITEM, "acl")
    return answer


@given(st.lists(st.sampled_from([True, False, None])))
def test_is_yes_for_a_yes_unknown_for_an_unknown_and_no_for_the_rest(answers):
    if True not in answers and None in answers:
        with pytest.raises(Undecided):
            some(answers, question)
    else:
        assert some(answers, question) is (True in answers)


def test_names_the_last_place_that_is_not_known():
    places = ["acl", "policy", ""]

    def refuse(place):
        if place:
            raise Undecided(ITEM, place)
        return False

    with pytest.raises(Undecided) as raised:
        some(places, refuse)
    assert raised.value.path == "policy"
