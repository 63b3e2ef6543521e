"""An error..."""

from __future__ import annotations

from stackwright.errors import ProgramError, UserError


def test_of_the_users_program_is_the_users_to_mend():
    assert issubclass(ProgramError, UserError)


def test_prints_as_its_message_alone():
    assert str(ProgramError("main.py:1: no")) == "main.py:1: no"
