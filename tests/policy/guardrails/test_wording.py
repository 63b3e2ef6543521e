"""A list in a sentence..."""

from __future__ import annotations

import pytest

from policy.guardrails.wording import listed


@pytest.mark.parametrize(
    ("words", "text"),
    [([], ""), (["tcp 22"], "tcp 22"), (["a", "b"], "a and b"), (("a", "b", "c"), "a, b and c")],
)
def test_has_one_and_before_its_last_word(words, text):
    assert listed(words) == text
