"""A function over files..."""

from __future__ import annotations

import pytest

from stackwright.simulator.lookups.std_files import FUNCTIONS


@pytest.mark.parametrize(
    ("name", "result"),
    [
        ("file", "hello"),
        ("filebase64", "aGVsbG8="),
        ("filebase64sha256", "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="),
        ("filemd5", "5d41402abc4b2a76b9719d911017c592"),
        ("filesha1", "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"),
        ("filesha256", "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"),
        ("fileexists", True),
    ],
)
def test_reads(tmp_path, name, result):
    path = tmp_path / "text"
    path.write_text("hello")
    assert FUNCTIONS[name](given=str(path)) == result


def test_says_where_there_is_none(tmp_path):
    assert FUNCTIONS["fileexists"](given=str(tmp_path)) is False
    with pytest.raises(FileNotFoundError):
        FUNCTIONS["file"](given=str(tmp_path / "none"))


@pytest.mark.parametrize(
    ("name", "path", "result"),
    [
        ("basename", "a/b.txt", "b.txt"),
        ("basename", "a/b/", "b"),
        ("basename", "/", "/"),
        ("dirname", "a/b.txt", "a"),
        ("dirname", "b.txt", "."),
        ("abspath", "/a/../b", "/b"),
        ("pathexpand", "~/x", "/users/me/x"),
        ("pathexpand", "x~", "x~"),
    ],
)
def test_takes_paths_apart(monkeypatch, name, path, result):
    monkeypatch.setenv("HOME", "/users/me")
    assert FUNCTIONS[name](given=path) == result
