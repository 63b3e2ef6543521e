"""What a rule's author is given..."""

from __future__ import annotations

from policy.guardrails import authoring


def test_is_all_there_and_sorted():
    assert authoring.__all__ == sorted(authoring.__all__)
    assert [name for name in authoring.__all__ if not hasattr(authoring, name)] == []
