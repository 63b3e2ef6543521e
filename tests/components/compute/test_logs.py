"""A log group is encrypted, forgets in time, and is called after what it belongs to."""

from __future__ import annotations

import pytest

from components.component import Component
from components.compute.logs import check_log_days, log_group


def test_a_log_group_is_encrypted_and_forgets(deploy, scope):
    def program():
        owner = Component("test:index:Owner", "orders", {}, None)
        log_group(owner, scope, "logs", ("orders", "shell"), 30, "arn:key")
        return owner

    made = deploy(program)
    assert made["orders-logs"].inputs == {
        "name": "/acme/test/orders/shell",
        "retentionInDays": 30,
        "kmsKeyId": "arn:key",
        "tags": scope.tags("/acme/test/orders/shell"),
    }
    assert made["orders-logs"].parent == made["orders"].urn


def test_a_retention_that_is_offered_is_accepted():
    check_log_days(30)


@pytest.mark.parametrize("days", [0, 31, -1])
def test_another_retention_is_refused_with_what_is_offered(days):
    with pytest.raises(ValueError, match=f"got {days}: use one of 1, 3, 5, 7, 14, 30"):
        check_log_days(days)
