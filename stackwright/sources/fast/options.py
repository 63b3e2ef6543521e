"""Reads the options that a resource registered here may have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pulumi
from pulumi.runtime import resource as sdk

from ...model import Options
from .. import registration

_ALIAS_FIELDS = ("name", "type_", "parent", "stack", "project")


def is_usual(options: pulumi.ResourceOptions) -> bool:
    """Say whether every option given is one that is read here; the SDK's own code reads the others."""
    return all(
        option in _USUAL and _USUAL[option](value) for option, value in vars(options).items() if value is not None
    )


def read(options: pulumi.ResourceOptions, resource: pulumi.Resource, arguments: type | None) -> Options:
    """Return *options* as the engine would be told them, with names of properties as the provider knows them."""
    secret = sdk._translate_additional_secret_outputs(resource, arguments, options.additional_secret_outputs)
    return registration.options(
        protect=options.protect,
        ignore_changes=tuple(sdk._translate_ignore_changes(resource, arguments, options.ignore_changes) or ()),
        delete_before_replace=bool(options.delete_before_replace),
        retain_on_delete=options.retain_on_delete,
        additional_secret_outputs=tuple(secret or ()),
        replace_on_changes=tuple(
            sdk._translate_replace_on_changes(resource, arguments, options.replace_on_changes) or ()
        ),
        aliases=tuple(_alias(alias) for alias in options.aliases or () if alias is not None),
        import_id=options.import_ or "",
        version=options.version or "",
    )


def is_plain_alias(alias: Any) -> bool:
    """Say whether *alias* is a URN, or says with plain values what the resource once was."""
    if isinstance(alias, pulumi.Alias):
        return all(_is_plain(getattr(alias, field)) for field in _ALIAS_FIELDS) and None not in (
            alias.name,
            alias.type_,
        )
    return isinstance(alias, str)


def _is_plain(value: Any) -> bool:
    return value is None or value is ... or isinstance(value, (str, pulumi.Resource))


def _alias(alias: Any) -> str:
    if isinstance(alias, pulumi.Alias):
        return alias.name if isinstance(alias.name, str) else ""
    return str(alias)


def _are_plain_aliases(value: Any) -> bool:
    return isinstance(value, list) and all(is_plain_alias(alias) for alias in value)


def _is_switch(value: Any) -> bool:
    return value is True or value is False


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_list_of_text(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _are_plain_timeouts(value: Any) -> bool:
    return isinstance(value, pulumi.CustomTimeouts) and all(
        each is None or isinstance(each, str) for each in vars(value).values()
    )


def _is_empty(value: Any) -> bool:
    return not any(vars(value).values())


def _is_anything(_value: object) -> bool:
    return True


# Option -> what it must be to be read here. Those that are not here have no place in a report, or need the engine's
# own protocol.
_USUAL: Mapping[str, Callable[[Any], bool]] = {
    **dict.fromkeys(("protect", "delete_before_replace", "retain_on_delete"), _is_switch),
    **dict.fromkeys(("version", "import_", "plugin_download_url"), _is_text),
    **dict.fromkeys(("ignore_changes", "additional_secret_outputs", "replace_on_changes"), _is_list_of_text),
    **dict.fromkeys(("parent", "provider", "providers", "depends_on", "transformations"), _is_anything),
    "custom_timeouts": _are_plain_timeouts,
    "aliases": _are_plain_aliases,
    "hooks": _is_empty,
}
