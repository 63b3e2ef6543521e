"""What a program logs..."""

from __future__ import annotations

import pulumi
import pytest

from stackwright.errors import ProgramError


def test_becomes_a_note_where_it_is_a_warning(record):
    assert record(lambda: pulumi.log.warn("  old class\n")).notes == ["warning: old class"]


def test_is_left_out_where_it_informs(record):
    assert record(lambda: (pulumi.log.info("i"), pulumi.log.debug("d"))).notes == []


def test_fails_the_run_where_it_is_an_error_and_every_error_is_said(record):
    with pytest.raises(ProgramError) as failed:
        record(lambda: (pulumi.log.error("one"), pulumi.log.error("two\n")))
    assert str(failed.value) == "one; two"


def test_may_ask_for_any_version_of_pulumi(record):
    assert record(lambda: pulumi.require_pulumi_version(">=99.0.0")).notes == []
