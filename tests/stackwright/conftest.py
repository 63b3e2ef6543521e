"""Gives each test a project on disk, or a stack recorded from a function."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from stackwright.model import Resource, Stack
from stackwright.simulator import Simulator
from stackwright.sources.runtime import run_program

PROJECT = "name: shop\nruntime: python\n"


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Mapping[str, str]], Path]:
    """Write files below a fresh folder: path -> text, dedented."""

    def into(files: Mapping[str, str]) -> Path:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text), encoding="utf-8")
        return tmp_path

    return into


@pytest.fixture
def project(write: Any) -> Callable[..., Path]:
    """Write a Pulumi project with one stack, `dev`, and this program; further files by keyword or mapping."""

    def make(program: str = "", *, config: str = "config:\n  aws:region: eu-west-1\n", **files: str) -> Path:
        named = {name.replace("__", "/").replace("_py", ".py"): text for name, text in files.items()}
        return write({"Pulumi.yaml": PROJECT, "Pulumi.dev.yaml": config, "__main__.py": program, **named})

    return make


@pytest.fixture
def record() -> Callable[..., Stack]:
    """Run a function as a program of project `shop`, stack `dev`, in eu-west-1."""

    def run(program: Callable[[], object], **options: Any) -> Stack:
        options.setdefault("simulator", Simulator(region="eu-west-1"))
        return run_program(program, project="shop", stack="dev", **options)

    return run


@pytest.fixture
def find() -> Callable[[Stack, str], Resource]:
    """Return the one resource of a logical name."""

    def one(stack: Stack, name: str) -> Resource:
        found = [resource for resource in stack.resources if resource.name == name]
        assert len(found) == 1, f"{len(found)} resources are called {name}"
        return found[0]

    return one
