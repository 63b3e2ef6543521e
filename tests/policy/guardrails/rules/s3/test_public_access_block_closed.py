"""The rule about a public access block's switches..."""

from __future__ import annotations

from policy.guardrails.buckets import ACCESS_BLOCK, ACCESS_SWITCHES
from policy.guardrails.marks import UNKNOWN
from policy.guardrails.remedy import changes
from policy.guardrails.rule import Change
from policy.guardrails.rules.s3.public_access_block_closed import s3_public_access_block_closed


def asked(item, **inputs):
    return changes(s3_public_access_block_closed, item(ACCESS_BLOCK, "data-private", inputs=inputs), ())


def test_names_the_switches_that_are_off_in_one_finding(item):
    block = item(ACCESS_BLOCK, "data-private", inputs={"blockPublicAcls": True, "ignorePublicAcls": UNKNOWN})
    (found,) = s3_public_access_block_closed.check(block)
    assert (found.path, found.mark) == ("", "blockPublicPolicy, restrictPublicBuckets")
    assert found.text == (
        "blockPublicPolicy, restrictPublicBuckets must be true: what is off or left out may let the public in"
    )


def test_turns_on_what_is_off_or_left_out(item):
    found = asked(item, bucket="acme-data", blockPublicAcls=True, ignorePublicAcls=False)
    assert found == [Change((switch,), True) for switch in ACCESS_SWITCHES if switch != "blockPublicAcls"]


def test_leaves_alone_what_is_on_or_not_known(item):
    switches = dict.fromkeys(ACCESS_SWITCHES, True)
    assert asked(item, **switches) == []
    assert asked(item, **{**switches, "blockPublicAcls": UNKNOWN, "blockPublicPolicy": False}) == [
        Change(("blockPublicPolicy",), True)
    ]
