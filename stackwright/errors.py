"""What goes wrong for reasons the user can mend. Each prints as one line; none as a traceback.

UserError           the input is wrong: exit code 2
└── ProgramError    the user's program failed while it ran
"""

from __future__ import annotations


class UserError(Exception):
    """Something the user gave is wrong: the message says what, where, what was expected and how to mend it."""


class Terminated(KeyboardInterrupt):
    """The tool was told to end by a signal, which no program it runs may take for its own `sys.exit`."""

    def __init__(self, code: int) -> None:
        super().__init__()
        self.code = code


class ProgramError(UserError):
    """The user's own program failed."""
