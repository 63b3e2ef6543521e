"""The profile of a stack..."""

from __future__ import annotations

import pytest

from policy.guardrails.profile import profile_of


@pytest.mark.parametrize(
    ("config", "profile"),
    [
        ({"shop:profile": "development"}, "development"),
        ({"stackwright:profile": "ephemeral"}, "ephemeral"),
        ({"shop:profile": "development", "stackwright:profile": "ephemeral"}, "development"),
        ({"shop:profile": "gold", "stackwright:profile": "ephemeral"}, "ephemeral"),
        ({"shop:profile": "gold"}, "production"),
        ({"other:profile": "development"}, "production"),
        ({}, "production"),
    ],
)
def test_is_what_the_projects_own_settings_say(config, profile):
    assert profile_of(config, "shop") == profile
