"""The functions of the std package, which are computed and not looked up; source: pulumi-std and its function list."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from ...errors import ProgramError
from . import std_files, std_lists, std_numbers, std_texts
from .question import Question

# Arguments whose names Python keeps for itself, or writes otherwise -> parameter. Any other has its own name.
_PARAMETERS = {"from": "start", "input": "given", "list": "items", "map": "table", "searchList": "wanted"}

_REFUSALS = (ArithmeticError, LookupError, OSError, StopIteration, TypeError, ValueError, re.error)

_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    **std_texts.FUNCTIONS,
    **std_lists.FUNCTIONS,
    **std_numbers.FUNCTIONS,
    **std_files.FUNCTIONS,
}


def _computed(name: str, function: Callable[..., Any]) -> Callable[[Question], dict[str, Any]]:
    def compute(question: Question) -> dict[str, Any]:
        try:
            return {"result": function(**{_PARAMETERS.get(key, key): value for key, value in question.args.items()})}
        except _REFUSALS as error:
            problem = str(error) or "nothing is left to answer with"
            raise ProgramError(f"std.{name}: {problem}; correct the arguments") from None

    return compute


ANSWERS: Mapping[str, Callable[[Question], dict[str, Any]]] = {
    f"std:index:{name}": _computed(name, function) for name, function in _FUNCTIONS.items()
}
"""Token -> what answers it."""
