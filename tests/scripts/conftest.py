"""Puts the folder of the scripts under test on the path for the time of a test."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def scripts(monkeypatch):
    folder = Path(__file__).parents[2] / "scripts"
    monkeypatch.syspath_prepend(str(folder))
    return folder
