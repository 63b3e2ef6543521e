"""The restart of a service"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from components.compute.restart import handler

CLUSTER = "arn:aws:ecs:eu-west-1:123456789012:cluster/acme-test-main"
EVENT = {"cluster": CLUSTER, "service": "acme-test-orders"}


@pytest.fixture
def ecs(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    client = boto3.client("ecs", region_name="eu-west-1", aws_access_key_id="testing", aws_secret_access_key="testing")
    monkeypatch.setattr(handler, "client", lambda: client)
    with Stubber(client) as stubber:
        yield stubber


def test_deploys_the_named_service_once_more_and_changes_nothing_about_it(ecs, caplog):
    ecs.add_response("update_service", {}, {**EVENT, "forceNewDeployment": True})
    with caplog.at_level(logging.INFO):
        handler.handle(EVENT, None)
    ecs.assert_no_pending_responses()
    assert caplog.messages == [f"restarted service acme-test-orders of cluster {CLUSTER}"]


def test_that_ecs_refuses_is_left_to_lambda_to_try_again(ecs, caplog):
    ecs.add_client_error("update_service", "ServiceNotActiveException")
    with pytest.raises(ClientError, match="ServiceNotActiveException"):
        handler.handle(EVENT, None)
    assert caplog.messages == []


def test_is_logged_at_the_level_lambda_writes():
    assert handler._LOG.isEnabledFor(logging.INFO)


def test_makes_one_client_and_only_when_it_is_needed(monkeypatch):
    made: list[str] = []

    class Boto3:
        @staticmethod
        def client(service: str) -> object:
            made.append(service)
            return object()

    monkeypatch.setitem(sys.modules, "boto3", Boto3)
    handler.client.cache_clear()
    try:
        assert handler.client() is handler.client()
        assert made == ["ecs"]
    finally:
        handler.client.cache_clear()
