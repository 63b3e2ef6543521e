"""A folder of manifests..."""

from __future__ import annotations

import json

import pytest

from stackwright.errors import UserError
from stackwright.reports.manifests.folder import MARKER, check, write


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "new" / "k8s"


def test_holds_what_is_written(folder):
    write(folder, {"base/a.yaml": "é\n", "b.md": "x"})
    assert files(folder) == [MARKER, "b.md", "base/a.yaml"]
    assert (folder / "base/a.yaml").read_bytes() == "é\n".encode()
    assert json.loads((folder / MARKER).read_text()) == {
        "writtenBy": "stackwright render",
        "files": ["b.md", "base/a.yaml"],
    }


def test_loses_what_is_stale_and_nothing_else(folder):
    write(folder, {"base/a.yaml": "a", "overlays/dev/p/a.yaml": "p", "overlays/prod/b.yaml": "b"})
    (folder / "overlays/prod/own.yaml").write_text("mine")
    (folder / "base/a.yaml").unlink()
    write(folder, {"overlays/x.yaml": "x"})
    assert files(folder) == [MARKER, "overlays/prod/own.yaml", "overlays/x.yaml"]
    assert json.loads((folder / MARKER).read_text())["files"] == ["overlays/x.yaml"]
    assert not (folder / "base").exists()
    assert not (folder / "overlays/dev").exists()
    write(folder, {})
    assert files(folder) == [MARKER, "overlays/prod/own.yaml"]


def test_may_be_empty_before(tmp_path):
    check(tmp_path)
    write(tmp_path, {"a": "b"})
    check(tmp_path)


def test_is_not_one_that_others_filled(tmp_path):
    (tmp_path / "mine.yaml").write_text("x")
    with pytest.raises(
        UserError, match=r"holds files that stackwright did not write; name a folder that is new, empty"
    ):
        write(tmp_path, {"a": "b"})
    assert files(tmp_path) == ["mine.yaml"]


def test_keeps_what_others_put_where_a_file_would_be(folder):
    write(folder, {"a.yaml": "1"})
    (folder / "b.yaml").symlink_to("nowhere")
    with pytest.raises(UserError, match=r"^--to .*k8s: b\.yaml is there, and stackwright did not write it; move it"):
        write(folder, {"b.yaml": "2", "c.yaml": "3"})
    assert files(folder) == [MARKER, "a.yaml"]
    assert (folder / "a.yaml").read_text() == "1"


def test_is_not_a_file(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(UserError, match=r"^--to .*file: is a file; name a folder, new or of an earlier run$"):
        check(tmp_path / "file")


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"files": 1}', '{"files": [1]}', '{"files": ["../x"]}', '{"files": ["/x"]}', '{"files": [""]}'],
)
def test_is_not_touched_where_its_marker_says_nothing_sound(tmp_path, text):
    (tmp_path / MARKER).write_text(text)
    with pytest.raises(UserError, match=r"cannot be read; remove .* and write it anew$"):
        write(tmp_path, {"a": "b"})


def test_is_known_again_after_an_interrupted_run(folder):
    write(folder, {"old.yaml": "1", "half": "1"})
    (folder / "half").unlink()
    (folder / "half").mkdir()
    with pytest.raises(UserError, match=r"^--to .*half cannot be written: Is a directory; free the place or write"):
        write(folder, {"a.yaml": "2", "half": "3"})
    (folder / "half").rmdir()
    write(folder, {"b.yaml": "4"})
    assert files(folder) == [MARKER, "b.yaml"]


def test_is_known_again_where_not_even_the_stale_files_could_be_removed(folder):
    write(folder, {"a": "1", "stale": "1"})
    (folder / "a").unlink()
    (folder / "a").mkdir()
    with pytest.raises(UserError, match="cannot be written"):
        write(folder, {"b": "2"})
    assert files(folder) == [MARKER, "stale"]
    (folder / "a").rmdir()
    write(folder, {"b": "2"})
    assert files(folder) == [MARKER, "b"]
