"""A log group is encrypted, forgets in time, and is called after what it belongs to."""

from __future__ import annotations

from components.component import Component
from components.compute.logs import log_group


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
