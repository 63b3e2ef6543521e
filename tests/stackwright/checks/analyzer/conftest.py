"""Gives each test a policy pack that speaks the analyzer protocol, in this process or as one of its own."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from stackwright.model import Resource, Stack, stack_urn

ROOT = stack_urn("shop", "dev")
SCRIPT = Path(__file__).with_name("fake_pack.py")


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fake_pack", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FAKE = _load()


@pytest.fixture
def served() -> Iterator[Callable[[dict[str, Any]], tuple[Any, int]]]:
    """Serve a pack that gives these answers in this process; return it and its port."""
    servers = []

    def serve(answers: dict[str, Any]) -> tuple[Any, int]:
        pack = FAKE.FakePack(answers)
        server, port = FAKE.serve(pack)
        servers.append(server)
        return pack, port

    yield serve
    for server in servers:
        server.stop(None).wait()


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, Any]], Path]:
    """Write a pack of runtime `fake` that gives these answers, and put what runs it on PATH; return its folder."""

    def install(answers: dict[str, Any]) -> Path:
        folder, programs = tmp_path / "pack", tmp_path / "programs"
        folder.mkdir()
        programs.mkdir()
        (folder / "PulumiPolicy.yaml").write_text("runtime: fake\nversion: 1.2.3\n")
        (folder / "answers.json").write_text(json.dumps(answers))
        run = programs / "pulumi-analyzer-policy-fake"
        run.write_text(f'#!/bin/sh\nexec "{sys.executable}" -u "{SCRIPT}" "$@"\n')
        run.chmod(0o755)
        monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
        return folder

    return install


@pytest.fixture
def resource() -> Callable[..., Resource]:
    """Make a resource of stack `shop`/`dev` by its logical name."""

    def make(name: str, type_: str = "aws:s3/bucket:Bucket", **fields: Any) -> Resource:
        fields.setdefault("parent", ROOT)
        return Resource(urn=f"urn:pulumi:dev::shop::{type_}::{name}", type=type_, name=name, **fields)

    return make


@pytest.fixture
def stack() -> Callable[..., Stack]:
    """Make stack `shop`/`dev` of these resources, with its root."""

    def make(*resources: Resource) -> Stack:
        root = Resource(urn=ROOT, type="pulumi:pulumi:Stack", name="shop-dev", custom=False)
        return Stack(project="shop", name="dev", resources=[root, *resources])

    return make


@pytest.fixture
def info() -> Callable[..., dict[str, Any]]:
    """Make what a pack says of itself: its policies, by name or as a table."""

    def make(*policies: str | dict[str, Any], **fields: Any) -> dict[str, Any]:
        tables = [
            {"name": each, "description": f"Promise of {each}."} if isinstance(each, str) else each for each in policies
        ]
        return {"name": "acme", "version": "0.0.1", "supportsConfig": True, "policies": tables, **fields}

    return make
