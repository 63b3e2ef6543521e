"""What an explicit provider's inputs say about where it works and what it adds."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from ..model import Secret

_ACCOUNT = re.compile(r"arn:[\w-]+:iam::(\d{12}):role/.+")


def changes(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Return the simulator's fields that a provider with *inputs* sets; nothing it leaves open or keeps secret."""
    found: dict[str, Any] = {}
    for key, field in (("region", "region"), ("namespace", "namespace")):
        value = inputs.get(key)
        if isinstance(value, str) and value:
            found[field] = value
    account = _account(inputs)
    if account:
        found["account_id"] = account
    tags = _tags(inputs.get("defaultTags"))
    if tags:
        found["default_tags"] = tags
    return found


def _account(inputs: Mapping[str, Any]) -> str:
    """Return the account of the last role that is assumed, else the one account that is allowed."""
    roles = _list(inputs.get("assumeRoles") or inputs.get("assumeRole") or inputs.get("assumeRoleWithWebIdentity"))
    arns = (role.get("roleArn") for role in reversed(roles) if isinstance(role, Mapping))
    matches = (_ACCOUNT.fullmatch(arn) for arn in arns if isinstance(arn, str))
    assumed = next((match[1] for match in matches if match), "")
    allowed = _list(inputs.get("allowedAccountIds"))
    only = str(allowed[0]) if len(allowed) == 1 else ""
    return assumed or (only if re.fullmatch(r"\d{12}", only) else "")


def _tags(value: Any) -> dict[str, Any]:
    """Return the default tags; each is secret where all of them are."""
    if isinstance(value, Secret):
        return {key: Secret(tag) for key, tag in _tags(value.value).items()}
    block = _parsed(value)
    tags = _parsed(block.get("tags")) if isinstance(block, Mapping) else None
    return dict(tags) if isinstance(tags, Mapping) else {}


def _list(value: Any) -> list[Any]:
    found = _parsed(value)
    return found if isinstance(found, list) else [found] if found else []


def _parsed(value: Any) -> Any:
    """Return the value of JSON text, or what is structured already."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
