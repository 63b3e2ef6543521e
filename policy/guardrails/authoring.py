"""Everything the author of a rule needs, in one place."""

from __future__ import annotations

from .expect import must_be, must_be_at_least, must_be_at_most, must_be_one_of, must_be_set, must_not_be
from .inventory import Inventory, Pointers, must_be_covered
from .item import Item
from .rule import Change, Controls, Level, Parameter, Rule, Severity, StackRule
from .types import canonical, is_taggable, takes_region
from .values import Node
from .verdicts import Problem, Undecided, Verdict, Verdicts, each, guarded

__all__ = [
    "Change",
    "Controls",
    "Inventory",
    "Item",
    "Level",
    "Node",
    "Parameter",
    "Pointers",
    "Problem",
    "Rule",
    "Severity",
    "StackRule",
    "Undecided",
    "Verdict",
    "Verdicts",
    "canonical",
    "each",
    "guarded",
    "is_taggable",
    "must_be",
    "must_be_at_least",
    "must_be_at_most",
    "must_be_covered",
    "must_be_one_of",
    "must_be_set",
    "must_not_be",
    "takes_region",
]
