"""Finds the deployment in a state file, whichever of its forms that has, or says what the file is instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...errors import UserError
from .file import kind

OLDEST, NEWEST = 1, 4
"""Versions of the deployment schema that can be read; source: `sdk/go/common/apitype/core.go` in pulumi/pulumi."""

_EXPORT = "`pulumi stack export --file state.json`"

# Features of schema version 4 whose facts are read or do not concern what is deployed; source: `supportedFeatures` in
# `pkg/resource/stack/deployment.go`.
_FEATURES = frozenset(
    {
        "byteString",
        "extensionParameterization",
        "hooks",
        "refreshBeforeUpdate",
        "replaceWith",
        "snippets-prototype",
        "taint",
        "views",
    }
)

# What the file is -> the keys that only such a file has together, the more telling first.
_FOREIGN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("a Terraform state", ("terraform_version", "serial")),
    ("a Terraform state", ("serial", "lineage")),
    ("a Terraform plan", ("planned_values",)),
    ("a Terraform state as `terraform show -json` prints it", ("terraform_version", "values")),
    ("an update plan of `pulumi preview --save-plan`", ("resourcePlans",)),
    ("the output of `pulumi preview --json`", ("steps",)),
    ("the output of `pulumi preview --json`", ("changeSummary",)),
    ("a report of `stackwright preview`", ("project", "stack", "resources", "notes")),
    ("an entry of Pulumi's update history, which keeps no resources", ("kind", "startTime", "result")),
    ("a CloudFormation template", ("AWSTemplateFormatVersion",)),
    ("a CloudFormation template", ("Resources",)),
    ("a Kubernetes object", ("apiVersion", "kind")),
)


@dataclass(frozen=True, kw_only=True)
class Deployment:
    """A deployment as it stands in a file, in the schema's own names."""

    version: int
    body: Mapping[str, Any]
    """Manifest, resources, pending operations; empty where nothing was ever deployed."""

    stack: str = ""
    """Name of the stack as a backend's own file gives it, `organization/project/stack` or its tail."""

    unknown_features: tuple[str, ...] = ()
    """Features of the schema that this version knows nothing of."""


def is_state(document: Mapping[str, Any]) -> bool:
    """Say whether *document* has the form of a state, of whichever age, well-formed or not."""
    return "deployment" in document or "checkpoint" in document or ("latest" in document and "stack" in document)


def foreign(document: Mapping[str, Any]) -> str:
    """Return what *document* is instead of a state, in words; empty where nobody can tell."""
    return next((what for what, keys in _FOREIGN if all(key in document for key in keys)), "")


def find_deployment(document: Mapping[str, Any], name: str) -> Deployment:
    """Return the deployment in *document*: an export, or a checkpoint of a file backend.

    *name* is the file, for the messages. Raises UserError where it is something else, or newer than can be read.
    """
    if "deployment" in document:
        return _deployment(document, document["deployment"], name, "deployment")
    if "checkpoint" in document:
        checkpoint = _table(document["checkpoint"], name, "checkpoint")
        latest = checkpoint.get("latest")
        return _deployment(document, latest, name, "checkpoint.latest", _text(checkpoint.get("stack")))
    if is_state(document):  # before checkpoints had a version
        return _deployment({"version": OLDEST}, document["latest"], name, "latest", _text(document["stack"]))
    what = foreign(document)
    if what:
        raise UserError(f"{name}: this is {what}; expected what {_EXPORT} writes")
    raise UserError(f"{name}: not a Pulumi state: it has no 'deployment'; expected what {_EXPORT} writes")


def _deployment(document: Mapping[str, Any], body: Any, name: str, where: str, stack: str = "") -> Deployment:
    version = document.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < OLDEST:
        got = version if type(version) is int else kind(version)
        raise UserError(
            f"{name}: version: expected a whole number from {OLDEST} to {NEWEST}, got {got}; "
            f"export the state again with {_EXPORT}"
        )
    if version > NEWEST:
        raise UserError(
            f"{name}: version: the state has schema version {version}, newer than this stackwright reads "
            f"(up to {NEWEST}); upgrade stackwright"
        )
    features = document.get("features") if version >= 4 else None
    unknown = {feature for feature in features if isinstance(feature, str)} if isinstance(features, list) else set()
    return Deployment(
        version=version,
        body=_table(body, name, where),
        stack=stack,
        unknown_features=tuple(sorted(unknown - _FEATURES)),
    )


def _table(value: Any, name: str, where: str) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise UserError(f"{name}: {where}: expected an object, got {kind(value)}; export the state with {_EXPORT}")
    return value


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
