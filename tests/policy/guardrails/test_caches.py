"""An ElastiCache resource..."""

from __future__ import annotations

import pytest

from policy.guardrails import caches
from policy.guardrails.marks import UNKNOWN
from policy.guardrails.verdicts import Undecided


@pytest.mark.parametrize(("group", "answer"), [("sessions", True), (UNKNOWN, True), (None, False)])
def test_is_a_member_where_it_names_a_replication_group(item, group, answer):
    assert caches.is_member(item(caches.CLUSTER, inputs={"replicationGroupId": group})) is answer


@pytest.mark.parametrize(("store", "answer"), [("ldgnf-sessions", True), (UNKNOWN, True), (None, False)])
def test_is_a_secondary_where_it_joins_a_global_datastore(item, store, answer):
    assert caches.is_secondary(item(caches.REPLICATION_GROUP, inputs={"globalReplicationGroupId": store})) is answer


@pytest.mark.parametrize(
    ("engine", "answer"), [("memcached", True), ("redis", False), ("valkey", False), (None, False)]
)
def test_is_memcached_by_its_engine(item, engine, answer):
    assert caches.is_memcached(item(caches.CLUSTER, inputs={"engine": engine})) is answer


def test_has_an_engine_that_is_not_known_yet(item):
    with pytest.raises(Undecided):
        caches.is_memcached(item(caches.CLUSTER, inputs={"engine": UNKNOWN}))
