"""A child's tags are the scope's, named after the child."""

from __future__ import annotations

from components.network.tagging import child_tags


def test_the_name_is_the_childs_within_the_environment(scope):
    assert child_tags(scope, "main-private-a") == scope.tags("acme-test-main-private-a")
