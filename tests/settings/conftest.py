"""Loads settings from a valid stack file with changes to it, as a Pulumi program would."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pulumi
import pytest

from settings import load
from stackwright.sources.runtime import run_program

Load = Callable[..., Any]
Problems = Callable[..., list[str]]

VALID: dict[str, Any] = {
    "aws:region": "eu-west-1",
    "aws:allowedAccountIds": ["123456789012"],
    "organization": "acme",
    "owner": "platform@acme.example",
    "costCenter": "1042",
    "repository": "https://github.com/acme/platform",
    "profile": "production",
    "network": {"cidr": "10.40.0.0/16", "zones": ["a", "b"]},
    "domain": {"name": "acme.example", "hostedZoneId": "Z0123456789ABCDEFGHIJ"},
    "database": {"version": "17.6", "instanceClass": "db.t4g.medium", "storageGib": 100},
    "budget": {"monthlyUsd": 500},
    "eks": {
        "administrators": {"deploy": "arn:aws:iam::123456789012:role/deploy"},
        "teams": {"payments": "arn:aws:iam::123456789012:role/payments"},
        "namespaces": {"core-api": {"services": ["api"], "access": {"payments": "read-only"}}},
    },
    "secrets": {"stripe": {"description": "Payment provider key"}},
    "services": {
        "api": {
            "image": {"repository": "api", "tag": "v1"},
            "port": 8080,
            "cpu": 0.25,
            "memory": 512,
            "route": {"host": "api"},
            "needs": ["pricing", "database"],
        },
        "pricing": {"image": {"repository": "pricing"}, "port": 9000, "cpu": 0.25, "memory": 512},
    },
}


@pytest.fixture
def load_stack() -> Load:
    """Load the valid stack file with changes: dotted key (or a tuple) -> value, None to take it out."""

    def run(
        changes: Mapping[str | tuple[str, ...], Any] | None = None,
        *,
        secret: Sequence[str] = (),
        stack: str = "prod",
        project: str = "stackwright",
        using: Callable[[], Any] = load,
    ) -> Any:
        kept: list[Any] = []
        run_program(
            lambda: kept.append(using()),
            project=project,
            stack=stack,
            config=as_handed_over(changed(changes or {}), project),
            secret_keys=tuple(key if ":" in key else f"{project}:{key}" for key in secret),
        )
        return kept[0]

    return run


@pytest.fixture
def problems(load_stack: Load) -> Problems:
    """Return the lines that refuse the valid stack file with changes, without the file's name."""

    def refused(changes: Mapping[str | tuple[str, ...], Any], **how: Any) -> list[str]:
        with pytest.raises(pulumi.RunError) as refusal:
            load_stack(changes, **how)
        file = f"Pulumi.{how.get('stack', 'prod')}.yaml"
        head, *lines = str(refusal.value).split("\n")
        count = "1 problem" if len(lines) == 1 else f"{len(lines)} problems"
        assert head == f"{file} has {count}:"
        assert all(line.startswith(f"{file}: ") for line in lines)
        return [line.removeprefix(f"{file}: ") for line in lines]

    return refused


def changed(changes: Mapping[str | tuple[str, ...], Any]) -> dict[str, Any]:
    """Return the valid file with *changes*."""
    tree = copy.deepcopy(VALID)
    for key, value in changes.items():
        *parents, last = (
            key.split(".") if isinstance(key, str) and ":" not in key else (key,) if isinstance(key, str) else key
        )
        section = tree
        for parent in parents:
            section = section.setdefault(parent, {})
        if value is None:
            section.pop(last)
        else:
            section[last] = copy.deepcopy(value)
    return tree


def as_handed_over(tree: Mapping[str, Any], project: str) -> dict[str, str]:
    """Return *tree* as the Pulumi CLI hands it to a program: text, mappings and lists as JSON."""
    return {
        key if ":" in key else f"{project}:{key}": value if isinstance(value, str) else json.dumps(value)
        for key, value in tree.items()
    }
