"""Starts the tasks of one service anew, so that they read the secrets they are given as these are now."""

from __future__ import annotations

import logging
from functools import cache
from importlib import import_module
from typing import Any

_LOG = logging.getLogger(__name__)
_LOG.setLevel(logging.INFO)


@cache
def client() -> Any:
    """Return the client of ECS. Lambda's Python brings boto3 along; the library itself does not need it."""
    return import_module("boto3").client("ecs")


def handle(event: dict[str, str], _context: Any) -> None:
    """Deploy the service that *event* names once more, as it is; any exception makes Lambda try again."""
    cluster, service = event["cluster"], event["service"]
    client().update_service(cluster=cluster, service=service, forceNewDeployment=True)
    _LOG.info("restarted service %s of cluster %s", service, cluster)
