"""What starts an instance..."""

from __future__ import annotations

import pytest

from policy.guardrails.instances import INSTANCE, TEMPLATE, from_template, must_be_off, must_be_on, without_metadata
from policy.guardrails.marks import UNKNOWN
from policy.guardrails.verdicts import Undecided


def test_is_a_template_where_one_is_named(item):
    assert from_template(item(INSTANCE, inputs={"launchTemplate": {"id": "lt-1"}}))
    assert from_template(item(INSTANCE, inputs={"launchTemplate": UNKNOWN}))
    assert not from_template(item(INSTANCE))


def test_has_no_metadata_only_where_it_says_so(item):
    assert without_metadata(item(INSTANCE, inputs={"metadataOptions": {"httpEndpoint": "disabled"}}))
    assert not without_metadata(item(INSTANCE, inputs={"metadataOptions": {"httpEndpoint": "enabled"}}))
    assert not without_metadata(item(INSTANCE))
    with pytest.raises(Undecided):
        without_metadata(item(INSTANCE, inputs={"metadataOptions": UNKNOWN}))


@pytest.mark.parametrize(
    ("value", "on", "off"),
    [
        (True, True, False),
        ("true", True, False),
        (False, False, True),
        ("false", False, True),
        ("", False, True),
        (None, False, True),
        ("perhaps", False, False),
    ],
)
def test_has_switches_that_are_read_in_both_spellings(item, value, on, off):
    switch = item(TEMPLATE, inputs={"x": value})["x"]
    assert (not list(must_be_on(switch)), not list(must_be_off(switch))) == (on, off)


@pytest.mark.parametrize("must", [must_be_on, must_be_off])
def test_has_switches_that_are_undecided_where_not_known(item, must):
    with pytest.raises(Undecided):
        list(must(item(TEMPLATE, inputs={"x": UNKNOWN})["x"]))
