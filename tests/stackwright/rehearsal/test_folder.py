"""A rehearsal's folder..."""

from __future__ import annotations

from pathlib import Path

import pytest

from stackwright.errors import UserError
from stackwright.rehearsal import folder


def test_is_gone_at_the_end_even_of_a_failure() -> None:
    made: list[folder.Folder] = []

    def fail() -> None:
        with folder.fresh() as one:
            made.append(one)
            assert [path.is_dir() for path in (one.state, one.home, one.programs)] == [True] * 3
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not made[0].root.exists()


def test_has_a_passphrase_that_nobody_else_can_read() -> None:
    with folder.fresh() as one, folder.fresh() as other:
        assert len(one.passphrase) == 32
        assert one.passphrase != other.passphrase
        assert (one.root / "passphrase").stat().st_mode & 0o077 == 0


def test_is_the_same_the_next_time_where_it_is_kept(tmp_path: Path) -> None:
    root = tmp_path / folder.KEPT
    first = folder.kept(root)
    (first.state / "file").touch()
    again = folder.kept(root)
    assert (again.passphrase, (again.state / "file").is_file()) == (first.passphrase, True)
    assert folder.is_kept(root)


def test_is_ignored_by_git(tmp_path: Path) -> None:
    assert (folder.kept(tmp_path / "kept").root / ".gitignore").read_text() == "*\n"


def test_holds_the_stack_files_of_each_project(tmp_path: Path) -> None:
    assert folder.Folder(tmp_path).stack_files("shop") == tmp_path / "projects" / "shop"


def test_is_forgotten_whole(tmp_path: Path) -> None:
    folder.kept(tmp_path / folder.KEPT)
    folder.forget(tmp_path / folder.KEPT)
    assert list(tmp_path.iterdir()) == []
    folder.forget(tmp_path / folder.KEPT)


def test_is_forgotten_without_what_stands_beside_it(tmp_path: Path) -> None:
    folder.kept(tmp_path / folder.KEPT)
    (tmp_path / ".stackwright" / "mine").touch()
    folder.forget(tmp_path / folder.KEPT)
    assert [path.name for path in tmp_path.rglob("*")] == [".stackwright", "mine"]


def test_is_no_other_folder(tmp_path: Path) -> None:
    (tmp_path / "mine").touch()
    with pytest.raises(UserError, match="holds no kept rehearsal; pass an empty or a new folder as --keep FOLDER"):
        folder.kept(tmp_path)
    with pytest.raises(UserError, match="holds no kept rehearsal; pass an empty"):
        folder.kept(tmp_path / "mine")
    with pytest.raises(UserError, match="holds no kept rehearsal, so nothing was removed"):
        folder.forget(tmp_path)
    assert (tmp_path / "mine").is_file()
