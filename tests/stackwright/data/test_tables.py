"""A table of facts..."""

from __future__ import annotations

import pytest

from stackwright.data import tables


def test_is_read_row_by_row_by_column():
    first = next(tables.rows("tested_versions"))
    assert (first["name"], list(first)) == ("python", ["name", "oldest", "newest", "source", "as_of"])


def test_must_be_there():
    with pytest.raises(FileNotFoundError):
        next(tables.rows("none"))
