"""What runs programs here..."""

from __future__ import annotations

import sys
from importlib import metadata

import pytest

from stackwright.sources import runtime
from stackwright.sources.interpreter import versions
from stackwright.sources.public import runtime as public_runtime


@pytest.fixture
def sdk(monkeypatch):
    """Pretend that this version of Pulumi's SDK is installed."""
    return lambda version: monkeypatch.setattr(metadata, "version", lambda _name: version)


def test_is_the_quick_way_where_it_is_tested():
    assert versions.supported()
    assert versions.run_program() is runtime.run_program


@pytest.mark.parametrize("version", ["3.100.0", "3.200.1", "3.272.9", "3.272.0a1"])
def test_is_the_quick_way_within_the_range(sdk, version):
    sdk(version)
    assert versions.notes() == ()


def test_is_the_quick_way_for_a_newer_sdk_that_is_as_those_tested(sdk):
    sdk("3.999.0")
    assert versions.notes() == ("Pulumi's SDK 3.999 is outside the tested range 3.100 to 3.272: run as those are",)
    assert versions.run_program() is runtime.run_program


def test_is_the_public_way_for_a_newer_sdk_that_is_not(sdk, monkeypatch):
    sdk("3.999.0")
    monkeypatch.setattr("stackwright.sources.fast.sdk.is_known", lambda: False)
    assert versions.notes()[0].endswith("run on Pulumi's public functions only, which show less")
    assert versions.run_program() is public_runtime.run_program


@pytest.mark.parametrize("version", ["3.99.0", "2.25.0"])
def test_is_the_public_way_outside_the_range(sdk, version):
    sdk(version)
    short = ".".join(version.split(".")[:2])
    assert versions.notes() == (
        f"Pulumi's SDK {short} is outside the tested range 3.100 to 3.272: run on Pulumi's public functions only, "
        "which show less",
    )
    assert versions.supported() is False
    assert versions.run_program() is public_runtime.run_program


def test_is_the_public_way_where_the_quick_ones_pieces_are_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "stackwright.sources.runtime", None)
    assert versions.supported()
    assert versions.run_program() is public_runtime.run_program


def test_is_at_least_the_oldest_python_that_is_tested():
    assert versions.oldest_python() == (3, 10)
    assert versions.tested()["python"][0] <= sys.version_info[:2] <= versions.tested()["python"][1]
