"""A table of facts..."""

from __future__ import annotations

import pytest

from stackwright.data import tables


def test_is_read_row_by_row_by_column():
    first = next(tables.rows("tested_versions"))
    assert (first["name"], list(first)) == ("python", ["name", "oldest", "newest", "source", "as_of"])


def test_is_read_of_some_rows_alone_by_what_they_start_with():
    found = [row["type"] for row in tables.rows("ec2_sizes", ("t4g.", "c7g.large,"))]
    assert set(found) == {
        "c7g.large",
        *(f"t4g.{size}" for size in ["nano", "micro", "small", "medium", "large", "xlarge", "2xlarge"]),
    }


def test_must_be_there():
    with pytest.raises(FileNotFoundError):
        next(tables.rows("none"))
