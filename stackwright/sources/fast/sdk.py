"""Says whether the installed Pulumi SDK is one whose internals the fast path knows."""

from __future__ import annotations

import importlib
import inspect
from typing import Any

# What the fast path replaces or calls: module, name in it, the parameters it relies on.
_RELIED_ON: tuple[tuple[str, str, str], ...] = (
    (
        "pulumi.runtime.resource",
        "register_resource",
        "res ty name custom remote new_dependency props opts typ package_ref",
    ),
    ("pulumi.runtime.resource", "register_resource_outputs", "res outputs"),
    ("pulumi.runtime.resource", "collapse_alias_to_urn", "alias defaultName defaultType defaultParent"),
    ("pulumi.runtime.resource", "_create_provider_ref", "provider"),
    ("pulumi.runtime.resource", "_translate_ignore_changes", "res typ ignore_changes"),
    ("pulumi.runtime.resource", "_translate_additional_secret_outputs", "res typ additional_secret_outputs"),
    ("pulumi.runtime.resource", "_translate_replace_on_changes", "res typ replace_on_changes"),
    ("pulumi.runtime._depends_on", "_resolve_depends_on", "depends_on"),
    ("pulumi.runtime.resource_cycle_breaker", "_deps", "res"),
    ("pulumi.runtime.stack", "wait_for_rpcs", "await_all_outstanding_tasks"),
    ("pulumi.runtime.stack", "_wait_for_pending_rpcs", ""),
    ("pulumi.runtime.sync_await", "_sync_await", "awaitable"),
    ("pulumi.runtime.rpc", "_expand_dependencies", "deps from_resource"),
    ("pulumi.runtime.rpc", "_get_list_element_type", "typ"),
    (
        "pulumi.runtime.rpc",
        "translate_output_properties",
        "output output_transformer typ transform_using_type_metadata path return_none_on_dict_type_mismatch",
    ),
    ("pulumi.runtime.rpc", "_Path", "prop parent resource"),
    ("pulumi.output", "Output._track", "self"),
    ("pulumi.output", "Output._untrack", "self"),
    ("pulumi.output", "Output._from_data", "data"),
    ("pulumi.output", "Output.from_input", "val"),
    ("pulumi.output", "Output.all", "args kwargs"),
    ("pulumi.output", "_OutputData", "resources value is_known is_secret"),
    ("pulumi.output", "contains_unknowns", "val"),
    ("pulumi.resource", "ResourceOptions._copy", "self"),
    ("pulumi.resource_hooks", "ResourceHookBinding._copy", "self"),
    ("pulumi.log", "debug", "msg resource stream_id ephemeral"),
    ("pulumi._types", "is_discriminated_union", "typ"),
    ("pulumi._types", "input_type_to_dict", "obj"),
    ("pulumi._types", "input_type_types", "input_type_cls"),
    ("pulumi._types", "input_type_py_to_pulumi_names", "input_type_cls"),
    ("pulumi._types", "output_type_types", "output_type_cls"),
    ("pulumi._types", "resource_types", "resource_cls"),
    ("pulumi._types", "resource_pulumi_to_py_names", "resource_cls"),
    ("pulumi._types", "unwrap_type", "val"),
    ("pulumi._types", "unwrap_optional_type", "val"),
)

# Functions of the runtime that `pulumi.resource` must call by its own names: there they are replaced.
_CALLED_BY_NAME = (
    "register_resource",
    "register_resource_outputs",
    "read_resource",
    "get_resource",
    "collapse_alias_to_urn",
)

_MANAGER = ("rpcs", "unhandled_exception", "exception_traceback")


def is_known() -> bool:
    """Say whether everything the fast path relies on is there, in the form it knows."""
    if not all(_parameters(_find(module, name)) == relied_on for module, name, relied_on in _RELIED_ON):
        return False
    if _find("pulumi.runtime.resource_cycle_breaker", "_DEPENDENCIES_PROPERTY") is None:
        return False
    manager = _find("pulumi.runtime.rpc_manager", "RPCManager")
    return all(
        _find("pulumi.resource", name) is _find("pulumi.runtime.resource", name) for name in _CALLED_BY_NAME
    ) and all(hasattr(manager(), name) for name in _MANAGER)


def _find(module: str, name: str) -> Any:
    try:
        found: Any = importlib.import_module(module)
    except ImportError:
        return None
    for step in name.split("."):
        found = getattr(found, step, None)
    return found


def _parameters(function: Any) -> str | None:
    return " ".join(inspect.signature(function).parameters) if callable(function) else None
